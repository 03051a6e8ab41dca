"""Many machines on one: a PostgreSQL database and a Redis of our own, and process groups of workers to be killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Redis:
    """A redis-server of ours that keeps nothing: what it forgets when it dies must not matter."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen([*command, "--dir", str(self.folder)], stdout=quiet, stderr=quiet)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            time.sleep(0.05)
        raise RuntimeError("redis-server does not come up")

    def tell(self, what: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(what)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()


@dataclass
class Group:
    """A command of `huiying` with all processes that it starts, as a service manager holds it: killed it comes back."""

    words: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "huiying", *self.words],
                env=dict(self.environment), stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.starts += 1

    def look(self) -> None:
        """Start it again where it has ended."""
        if self.process is not None and self.process.poll() is not None:
            self.start()

    def kill(self) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def children(self) -> list[int]:
        assert self.process is not None
        told = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in told.read_text().split()] if told.exists() else []

    def cpu_seconds(self) -> float:
        """Processor time of the group's living processes."""
        assert self.process is not None
        ticks = 0
        for pid in (self.process.pid, *self.children()):
            with suppress(OSError):
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def workers(environment: Mapping[str, str], name: str, *, processes: int, folder: Path, queues: str = "") -> Group:
    words = ["work", "--celery", "--processes", str(processes), "--name", name]
    return Group([*words, *(["--queues", queues] if queues else [])], environment, folder / f"{name}.log")


def environment(home: Path, database: str, broker: str) -> dict[str, str]:
    named = {"HUIYING_HOME": str(home), "HUIYING_DATABASE": database, "HUIYING_BROKER": broker}
    if broker.startswith("redis"):
        named["HUIYING_CACHE"] = broker.removesuffix("/0") + "/1"
    return {**os.environ, **named, "OPENBLAS_NUM_THREADS": "1"}


def cut_connections(database: str) -> int:
    """Terminate every connection to the database, ours in the bench too; how many there were."""
    with _beside(database) as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s",
            [urlsplit(database).path.lstrip("/")],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0


@contextmanager
def new_database(address: str, template: str = "") -> Iterator[str]:
    """A database of this name, new, or a copy of `template`; it is dropped when the bench is done with it."""
    name = sql.Identifier(urlsplit(address).path.lstrip("/"))
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name)
    with _beside(address) as cursor:
        cursor.execute(drop)
        cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, sql.Identifier(template or "template1")))
    try:
        yield address
    finally:
        with _beside(address) as cursor:
            cursor.execute(drop)


@contextmanager
def _beside(address: str) -> Iterator[psycopg.Cursor]:
    """The same server's own database."""
    with (
        psycopg.connect(urlsplit(address)._replace(path="/postgres").geturl(), autocommit=True) as line,
        line.cursor() as cursor,
    ):
        yield cursor
