"""What stands in the database while the crowd is there and after it, and what the processes took of the machine."""

import os
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from bench.bad_day_letters import MARK

HZ, PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
LOOK_AGAIN = 2000  # of the newest proposals: numbers are given out before rows are seen
NEW = """
SELECT p.id, p.voice_id, p.emergency, v.heard_at, v.text
FROM assessment_proposal p JOIN intake_voice v ON v.id = p.voice_id WHERE p.id > {since} ORDER BY p.id
"""
SHELVES = {
    "to_assess": "SELECT count(*) FROM intake_voice WHERE assessed_at IS NULL AND set_aside = ''",
    "to_open": "SELECT count(*) FROM intake_voice WHERE addressed AND taken_at IS NULL",
    "to_index": "SELECT count(*) FROM intake_voice WHERE indexed_at IS NULL",
}


class Database:
    """Questions to the database of the office, beside the office."""

    def __init__(self, home: Path, address: str) -> None:
        self._home, self._address = home, address

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        if self._address:
            with psycopg.connect(self._address) as there:
                return there.execute(question.encode()).fetchall()
        here = sqlite3.connect(f"file:{self._home / 'huiying.sqlite3'}?mode=ro", uri=True, timeout=30)
        try:
            return here.execute(question).fetchall()
        finally:
            here.close()

    def shelves(self) -> dict[str, int]:
        """What waits on the shelves of the loops."""
        return {name: int(self.rows(question)[0][0]) for name, question in SHELVES.items()}

    def marks(self, run: str) -> Counter[str]:
        """How often each letter of this day stands there."""
        rows = self.rows(f"SELECT text FROM intake_voice WHERE text LIKE '%编号{run}%'")  # noqa: S608
        return Counter(mark for (text,) in rows for mark in MARK.findall(text))


class Emergencies(threading.Thread):
    """Looks twice a second which letters are judged; keeps how long after their receipt those of emergencies were seen
    to be flagged.
    """

    def __init__(self, database: Database, run: str) -> None:
        super().__init__(name="emergencies", daemon=True)
        self._database, self._run, self._over = database, run, threading.Event()
        self._since = int(database.rows("SELECT coalesce(max(id), 0) FROM assessment_proposal")[0][0])
        self._first = self._since
        self._seen: set[int] = set()
        self.waited: dict[str, float] = {}
        self.missed: list[str] = []
        self.ordinary_flagged = 0

    def run(self) -> None:
        while not self._over.wait(0.5):
            self.look()

    def look(self) -> None:
        rows = self._database.rows(NEW.format(since=max(self._first, self._since - LOOK_AGAIN)))
        now = time.time()
        for row, _voice, emergency, heard_at, text in rows:
            if row not in self._seen:
                self._seen.add(row)
                self._since = max(self._since, row)
                self._keep(text, bool(emergency), now - _moment(heard_at))

    def _keep(self, text: str, emergency: bool, seconds: float) -> None:
        found = MARK.search(text)
        if not found or not found[1].startswith(self._run):
            return
        is_one = found[1].endswith("E")
        if emergency and is_one:
            self.waited[found[1]] = seconds
        elif is_one:
            self.missed.append(found[1])
        elif emergency:
            self.ordinary_flagged += 1

    def end(self) -> None:
        self._over.set()
        self.join()
        self.look()


def _moment(told: Any) -> float:
    """Seconds since 1970: PostgreSQL gives a moment, SQLite its text in UTC."""
    moment = told if isinstance(told, datetime) else datetime.fromisoformat(told)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


class Machine(threading.Thread):
    """Processor and memory of some processes with all their children, and of a database's own, once a second."""

    def __init__(self, roots: Sequence[int], database: str = "") -> None:
        super().__init__(name="machine", daemon=True)
        self._roots, self._database, self._over = roots, database, threading.Event()
        self._used: dict[int, float] = {}
        self._begun: dict[int, float] = {}
        self.peak_mb = 0.0

    def run(self) -> None:
        while not self._over.is_set():
            self._look()
            self._over.wait(1)

    def _look(self) -> None:
        memory = 0.0
        for pid in self._processes():
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                seconds = (int(fields[11]) + int(fields[12])) / HZ
                memory += _own_memory(pid)
            except OSError:
                continue
            self._begun.setdefault(pid, seconds)
            self._used[pid] = seconds
        self.peak_mb = max(self.peak_mb, memory / 1024**2)

    def _processes(self) -> Iterator[int]:
        if self._database:
            yield from _serving(self._database)
            return
        parents = dict(_parents())
        for pid in parents:
            above: int | None = pid
            while above is not None and above not in self._roots:
                above = parents.get(above)
            if above is not None:
                yield pid

    def end(self) -> dict[str, float]:
        """Seconds of the processor since the beginning, and the greatest memory at one moment."""
        self._look()
        self._over.set()
        self.join()
        used = sum(self._used[pid] - self._begun[pid] for pid in self._used)
        return {"processor_s": round(used, 1), "peak_mb": round(self.peak_mb)}


def _own_memory(pid: int) -> float:
    """Bytes that a process holds alone; what processes share would be counted twice."""
    pages = Path(f"/proc/{pid}/statm").read_text().split()
    return (int(pages[1]) - int(pages[2])) * PAGE


def _parents() -> Iterator[tuple[int, int]]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            yield int(folder.name), int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue


def _serving(database: str) -> Iterator[int]:
    """The processes of PostgreSQL that serve this database."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if told.startswith("postgres: ") and f" {database} " in told:
            yield int(folder.name)
