"""Voices posted to `huiying serve` over HTTP, with its loops beside: single posts and batches, in a new SQLite home.
With --kills the server is killed so often while they come, and what is lost or doubled is counted.
"""

import argparse
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.request import urlopen

PLACES = ("中山路", "解放大道", "园区三路", "滨江小区", "火车站", "人民医院", "实验小学", "工业四路")
MATTERS = (
    "路灯不亮",
    "井盖松动",
    "夜间施工扰民",
    "公交等候太久",
    "厂房审批太慢",
    "奖补资金没有到账",
    "积水没过脚踝",
    "停水两天",
)
PATIENCE = 300


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--count", type=int, default=50_000, help="voices in each way")
    parser.add_argument("--workers", type=int, default=4, help="connections that post at once")
    parser.add_argument("--batch", type=int, default=1_000, help="voices in a batch")
    parser.add_argument("--ways", default="single,batch", help="single, batch or both")
    parser.add_argument("--kills", type=int, default=0, help="kill the server so often meanwhile")
    parser.add_argument("--loops", choices=["on", "paused"], default="on", help="whether the loops work meanwhile")


def run(options: argparse.Namespace) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for way in options.ways.split(","):
        figures[way] = _measured(way, options)
    return figures


def _measured(way: str, options: argparse.Namespace) -> dict[str, Any]:
    with Server(loops=options.loops == "on") as server:
        posting = Posting(server, options.count)
        jobs = posting.singles() if way == "single" else posting.batches(options.batch)
        begun = time.perf_counter()
        with ThreadPoolExecutor(options.workers) as pool:
            done = [pool.submit(job) for job in jobs]
            kills = server.kill_while(done, options.kills)
            for each in done:
                each.result()
        seconds = time.perf_counter() - begun
        texts = server.texts()
    return {
        "messages": options.count,
        "seconds": round(seconds, 1),
        "messages_per_s": round(options.count / seconds, 1),
        "peak_mb": server.peak_mb,
        "kills": kills,
        "retries": posting.retries,
        "lost": options.count - len(set(texts)),
        "doubled": len(texts) - len(set(texts)),
    }


class Server:
    """`huiying serve` in a new home; its greatest memory is kept over its restarts."""

    def __init__(self, *, loops: bool) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="huiying-api-posts-"))
        self.environment = {**os.environ, "HUIYING_HOME": str(self.home)}
        self.environment.pop("HUIYING_DATABASE", None)
        self.loops = loops
        self.peak_mb = 0.0
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])

    def __enter__(self) -> "Server":
        command = ["token", "--name", "bench", "--scope", "intake.write", "--channel", "files", "--rate", "1000000"]
        made = subprocess.run(self._command(*command), env=self.environment, capture_output=True, check=True, text=True)
        self.secret = made.stdout.strip()
        self._start()
        self.wait()
        return self

    def __exit__(self, *_error: object) -> None:
        self._kill()
        shutil.rmtree(self.home, ignore_errors=True)

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "huiying", *arguments]

    def _start(self) -> None:
        command = self._command("serve", "--port", str(self.port))
        if not self.loops:
            quiet = "from huiying.project import loops; loops.run = lambda stop: stop.wait();"
            command = [
                sys.executable,
                "-c",
                f"import sys, django; sys.argv = ['huiying', 'serve', '--port', '{self.port}'];"
                f"import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'huiying.project.settings'; django.setup();"
                f"{quiet} from huiying.project.cli import main; main()",
            ]
        silent = subprocess.DEVNULL
        self.process = subprocess.Popen(
            command, env=self.environment, stdout=silent, stderr=silent, start_new_session=True
        )

    def wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                with urlopen(f"http://127.0.0.1:{self.port}/api/v1/openapi.json", timeout=30):
                    return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("the server does not come up")

    def _kill(self) -> None:
        self._look_at_memory()
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _look_at_memory(self) -> None:
        status = Path(f"/proc/{self.process.pid}/status")
        for line in status.read_text().splitlines() if status.exists() else ():
            if line.startswith("VmHWM:"):
                self.peak_mb = max(self.peak_mb, round(int(line.split()[1]) / 1024, 1))

    def kill_while(self, done: list[Any], kills: int) -> int:
        """Kill it at `kills` points spread over the work, each time once it has answered something since."""
        killed = 0
        for number in range(kills):
            goal = (number + random.random()) * len(done) / kills
            while sum(each.done() for each in done) < goal:
                time.sleep(0.01)
            if all(each.done() for each in done):
                break
            self._kill()
            self._start()
            killed += 1
        return killed

    def texts(self) -> list[str]:
        database = sqlite3.connect(self.home / "huiying.sqlite3")
        try:
            return [text for (text,) in database.execute("SELECT text FROM intake_voice")]
        finally:
            database.close()


class Posting:
    """What is posted, each piece until it is answered."""

    def __init__(self, server: Server, count: int) -> None:
        self._server = server
        self._count = count
        self._local = threading.local()
        self._lock = threading.Lock()
        self.retries = 0

    def singles(self) -> Iterator[Callable[[], None]]:
        for number in range(self._count):
            yield lambda n=number: self._post("/voices", _letter(n), f"single-{n}")

    def batches(self, size: int) -> Iterator[Callable[[], None]]:
        for start in range(0, self._count, size):
            yield lambda s=start: self._batch(s, min(s + size, self._count))

    def _batch(self, start: int, end: int) -> None:
        self._post("/voices/batch", {"voices": [_letter(n) for n in range(start, end)]}, f"batch-{start}")

    def _post(self, path: str, told: dict[str, Any], key: str) -> None:
        body = json.dumps(told, ensure_ascii=False).encode()
        headers = {
            "Authorization": f"Bearer {self._server.secret}",
            "Idempotency-Key": key,
            "Content-Type": "application/json",
        }
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                status = self._answer(path, body, headers)
            except (OSError, HTTPException):
                self._local.line = None
            else:
                if status in {200, 201}:
                    return
                if status not in {429, 500, 502, 503}:
                    raise RuntimeError(f"{key} was answered {status}")
            with self._lock:
                self.retries += 1
            time.sleep(0.1)
        raise RuntimeError(f"{key} was not answered")

    def _answer(self, path: str, body: bytes, headers: dict[str, str]) -> int:
        """One question over the connection of this thread, which stays open: what is measured is the server."""
        line = getattr(self._local, "line", None)
        if line is None:
            line = self._local.line = HTTPConnection("127.0.0.1", self._server.port, timeout=60)
        line.request("POST", f"/api/v1{path}", body, headers)
        answer = line.getresponse()
        answer.read()
        return int(answer.status)


def _letter(number: int) -> dict[str, Any]:
    chance = random.Random(number)
    place, matter = chance.choice(PLACES), chance.choice(MATTERS)
    text = f"{place}{matter}，已经{chance.randint(2, 30)}天了，多次反映没有结果，请尽快派人处理并答复。编号{number}。"
    return {"text": text, "title": f"{place}{matter}", "writer": {"name": f"居民{number % 9000}"}}
