"""The serving process is killed while other systems post, again and again: nothing is lost and nothing comes twice."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from tests.migrated import spare_migrating
from tests.patience import PATIENCE

POSTS, WORKERS, KILLS = 200, 4, 2
MAKE = "token --name x --scope intake.write --channel files --rate 99999"


class Serving:
    """`huiying serve` in a home of its own, killed and started again."""

    def __init__(self, home: Path) -> None:
        self.environment = {**os.environ, "HUIYING_HOME": str(home)}
        self.environment.pop("HUIYING_DATABASE", None)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.client = httpx.Client(timeout=30)  # one for each piece would read the machine's certificates each time
        self.secret = self._made(*MAKE.split())
        self.process = self._start()

    def _made(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "huiying", *arguments]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, check=True, text=True, timeout=PATIENCE
        )
        return done.stdout.strip()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "huiying", "serve", "--port", str(self.port)]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(command, env=self.environment, stdout=quiet, stderr=quiet, start_new_session=True)

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_and_start(self) -> None:
        self.kill()
        self.process = self._start()

    def post(self, number: int) -> str:
        """Post one piece under its key until it is answered."""
        headers = {"Authorization": f"Bearer {self.secret}", "Idempotency-Key": f"piece-{number}"}
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                answer = self.client.post(
                    f"http://127.0.0.1:{self.port}/api/v1/voices",
                    json={"text": f"第{number}条来信。"},
                    headers=headers,
                )
                if answer.status_code in {200, 201}:
                    return str(answer.json()["number"])
            except httpx.TransportError:
                pass
            time.sleep(0.2)
        raise AssertionError(number)


def test_a_killed_server_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    home = tmp_path / "office"
    spare_migrating(home)
    serving = Serving(home)
    answered: list[str] = []
    lock = threading.Lock()

    def post(number: int) -> None:
        told = serving.post(number)
        with lock:
            answered.append(told)

    try:
        with ThreadPoolExecutor(WORKERS) as pool:
            done = pool.map(post, range(POSTS))
            for kill in range(1, KILLS + 1):
                while len(answered) < kill * POSTS // (KILLS + 1):
                    time.sleep(0.02)
                serving.kill_and_start()
            list(done)
    finally:
        serving.kill()
        serving.client.close()
    with sqlite3.connect(home / "huiying.sqlite3") as database:
        rows = database.execute("SELECT number, text FROM intake_voice").fetchall()
    database.close()
    assert len(rows) == POSTS
    assert len({text for _number, text in rows}) == POSTS
    assert {number for number, _text in rows} == set(answered)
