"""The day on which everybody writes: fifty times the letters of a normal day, 500 readers, thirty staff at the desk.

The demo's bureau hears 613 letters in thirteen months; a large one, with a hotline before it, some 200 on a working
day. Fifty times that are 10,000, which come within eight hours: 21 a minute, and in the worst of its hours some 100, as
many as come here. `--a-minute 2000` is no day of an office but a storm, the whole day within five minutes. They come by
the portal's form (8 %), one by one (22 %) and in batches (60 %) over the interface, by a feed (10 %). One in fifty
tells of an emergency. Readers look for the release, search, and ask after their letters; the staff read the inbox
and cases, give letters to sections, write notes, and write and sign a release each minute.

The home is filled once under `--home` (kept, and used again: each run is a day of its own); `--database postgresql://…`
fills that. `huiying serve` answers, behind what looks like a proxy; the crowd is one process of locust on the same
machine. At the end the database is asked for every letter that was posted. `server` is the server's own time
(`Server-Timing`), waiting included, `whole` what the crowd saw, which waits for its own share of the processor too. The
limit of the desk holds for each of its pages but the deed of signing in, whose hash is slow on purpose.

    uv run --group load python -m bench bad-day --minutes 5 [--database postgresql://…] [--workers 2 --cache redis://…]
"""

import argparse
import json
import os
import random
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg
from psycopg import sql

from bench.bad_day_feed import Feed
from bench.bad_day_watch import Database, Emergencies, Machine
from bench.desk_pages import _free_port, _huiying, _serving
from huiying.project import home as homes

SHARES = {"form": 0.08, "single": 0.22, "batch": 0.60, "feed": 0.10}
BATCH, WRITING_S = 20, 12.0
STAFF = {"officers": 3, "handlers": 18, "heads": 7, "leaders": 2}
DESK_MS, FLAGGED_S = 300, 60
SLOW_ON_PURPOSE = "desk: sign-in"  # a third of a second of the processor for each password, so that none is guessed
Told = dict[str, Any]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", type=Path, default=Path(tempfile.gettempdir(), "huiying-bad-day"))
    parser.add_argument("--database", default="", help="postgresql://… in the place of SQLite; made where it is not")
    parser.add_argument("--workers", type=int, default=1, help="processes that answer (two need --cache)")
    parser.add_argument("--cache", default=os.environ.get("HUIYING_CACHE", ""), help="redis://…")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--a-minute", type=int, default=100, help="letters, by every way together")
    parser.add_argument("--readers", type=int, default=500)
    parser.add_argument("--voices", type=int, default=20_000, help="what the office has heard before")
    parser.add_argument("--cases", type=int, default=8_000)
    parser.add_argument("--patience", type=float, default=300, help="seconds for the loops to finish afterwards")
    parser.add_argument("--kept", type=Path, help="where to keep what the crowd and the server printed")


def run(options: argparse.Namespace) -> Told:
    port, run_mark = _free_port(), "".join(random.choices(string.ascii_uppercase + string.digits, k=6))
    kept = options.kept or options.home / "last"
    kept.mkdir(parents=True, exist_ok=True)
    feed = Feed(run_mark, options.a_minute * SHARES["feed"] / 60)
    env = _made(options)
    told = _filled(options, env, feed.address) | _crowd(options, run_mark, port, kept)
    (kept / "told.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    command = [_huiying(), "serve", "--port", str(port), "--workers", str(options.workers)]
    with _serving(command, env, port), feed:
        _warm(port, options.workers)
        day = _day(options, told, feed)
    figures = _figures(options, json.loads(Path(told["seen"]).read_text("utf-8")), day, feed)
    _table(figures)
    return figures


def _warm(port: int, workers: int) -> None:
    """What every process reads at the first use is not the bad day's."""
    for path in ("/", "/desk/login/", "/search/?q=1") * (3 * workers):
        with urlopen(f"http://127.0.0.1:{port}{path}", timeout=300) as answer:
            answer.read()
    time.sleep(20)


def _made(options: argparse.Namespace) -> dict[str, str]:
    """The home behind a proxy, and the environment in which everything of it runs."""
    homes.make(options.home, demo=True)  # whose logins have the demo's password
    file = options.home / homes.SETTINGS_FILE
    if "behind_proxy" not in file.read_text("utf-8"):
        file.write_text(file.read_text("utf-8") + "behind_proxy = true\nfetch_private = true\n", "utf-8")
    if options.database:
        _make_database(options.database)
    told = {"HUIYING_HOME": str(options.home), "HUIYING_DATABASE": options.database, "HUIYING_CACHE": options.cache}
    return {**os.environ, **told}


def _make_database(address: str) -> None:
    parts = urlsplit(address)
    with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as there:
        name = parts.path.lstrip("/")
        if not there.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            there.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def _filled(options: argparse.Namespace, env: Mapping[str, str], feed: str) -> Told:
    told = ["--voices", str(options.voices), "--cases", str(options.cases), "--feed", feed]
    command = [sys.executable, "-m", "bench.bad_day_home", *told]
    filled = subprocess.run(command, env=dict(env), check=True, stdout=subprocess.PIPE, text=True)
    facts: Told = json.loads(filled.stdout.strip().splitlines()[-1])
    return facts


def _crowd(options: argparse.Namespace, run_mark: str, port: int, kept: Path) -> Told:
    """How many of each sort there are and how fast they are, so that the letters come as fast as they should."""
    second = {way: options.a_minute * share / 60 for way, share in SHARES.items()}
    writers = max(1, round(second["form"] * WRITING_S))
    singles, batchers = max(1, round(second["single"])), 2
    return {
        "run": run_mark,
        "port": port,
        "seen": str(kept / "seen.json"),
        "readers": options.readers,
        "reader_pause": [5, 35],
        "staff_pause": [3, 17],
        "writers": writers,
        "writer_pace": writers / second["form"],
        "singles": singles,
        "single_pace": singles / second["single"],
        "batchers": batchers,
        "batch": BATCH,
        "batch_pace": BATCH * batchers / second["batch"],
        **STAFF,
    }


def _people(told: Told) -> int:
    return sum(told[sort] for sort in ("readers", "writers", "singles", "batchers", *STAFF))


def _day(options: argparse.Namespace, told: Told, feed: Feed) -> Told:
    """The crowd comes, stays and goes; then the loops finish, and the letters are counted."""
    database, run_mark = Database(options.home, options.database), told["run"]
    server = Machine([_listening(told["port"])])
    servers = [server]
    if options.database:
        servers.append(Machine([], urlsplit(options.database).path.lstrip("/")))
    emergencies = Emergencies(database, run_mark)
    for thread in (*servers, emergencies):
        thread.start()
    feed.begin()
    begun = time.monotonic()
    crowd = _locust(options, Path(told["seen"]).parent, told["port"])
    feed.stop()
    seconds = time.monotonic() - begun
    used = [one.end() for one in servers]
    backlog = database.shelves()
    drained = _drained(database, run_mark, feed, options.patience)
    emergencies.end()
    return {
        "seconds": seconds,
        "crowd": crowd,
        "server": used[0],
        "database": used[1] if options.database else {},
        "backlog": backlog,
        "drained_s": drained,
        "left": database.shelves(),
        "marks": database.marks(run_mark),
        "waited": emergencies.waited,
        "missed": emergencies.missed,
        "ordinary_flagged": emergencies.ordinary_flagged,
    }


def _listening(port: int) -> int:
    """The server that we started; its children are found below it."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"serve" in command and str(port).encode() in command:
            return int(folder.name)
    raise RuntimeError("the server is not found among the processes")


def _locust(options: argparse.Namespace, kept: Path, port: int) -> dict[str, float]:
    """Run the crowd; what it used of the processor, and its memory."""
    file = Path(__file__).with_name("bad_day_crowd.py")
    told = ["--headless", "--only-summary", "--host", f"http://127.0.0.1:{port}", "--spawn-rate", "50"]
    told += ["--run-time", f"{round(options.minutes * 60)}s", "--stop-timeout", "40", "--exit-code-on-error", "0"]
    told += ["--users", str(_people(json.loads((kept / "told.json").read_text("utf-8"))))]
    env = {**os.environ, "BAD_DAY": str(kept / "told.json"), "PYTHONPATH": str(Path(__file__).parents[1])}
    with (kept / "locust.txt").open("w") as printed:
        command = [sys.executable, "-m", "locust", "-f", str(file), *told]
        crowd = subprocess.Popen(command, env=env, stdout=printed, stderr=printed)
        _pid, status, used = os.wait4(crowd.pid, 0)
    if status:
        raise RuntimeError(f"the crowd ended with {status}; see {kept / 'locust.txt'}")
    return {"processor_s": round(used.ru_utime + used.ru_stime, 1), "peak_mb": round(used.ru_maxrss / 1024)}


def _drained(database: Database, run_mark: str, feed: Feed, patience: float) -> float | None:
    """Seconds until nothing waits any more and the last of the feed has come in; None where it never was so."""
    begun = time.monotonic()
    while time.monotonic() - begun < patience:
        if not any(database.shelves().values()) and set(feed.shown()) <= database.marks(run_mark).keys():
            return round(time.monotonic() - begun, 1)
        time.sleep(1)
    return None


def _figures(options: argparse.Namespace, seen: Told, day: Told, feed: Feed) -> Told:
    posted, marks = {*seen["taken"], *feed.shown()}, day["marks"]
    lost = sorted(posted - marks.keys())
    doubled = sorted(mark for mark, times in marks.items() if times > 1)
    waited, cores = sorted(day["waited"].values()), os.cpu_count() or 1
    whole = day["seconds"] * cores
    figures: Told = {
        "database": "postgresql" if options.database else "sqlite",
        "workers": options.workers,
        "minutes": options.minutes,
        "cores": cores,
        "letters": len(posted),
        "not_answered": len(set(seen["sent"]) - set(seen["taken"])),
        "lost": len(lost),
        "lost_marks": lost[:20],
        "doubled": len(doubled),
        "doubled_marks": doubled[:20],
        "failures": seen["failures"],
        "releases_signed": len(seen["releases"]),
        "emergencies": {
            "written": sum(mark.endswith("E") for mark in marks),
            "flagged": len(waited),
            "missed": day["missed"][:20],
            "ordinary_flagged": day["ordinary_flagged"],
            **(_ends("flagged_after", waited, unit="s") if waited else {}),
        },
        "backlog_at_the_end": day["backlog"],
        "drained_s": day["drained_s"],
        "left": day["left"],
        "server": day["server"] | {"share": _share(day["server"], whole)},
        "postgresql": day["database"] and day["database"] | {"share": _share(day["database"], whole)},
        "locust": day["crowd"] | {"share": _share(day["crowd"], whole)},
        "pages": {name: _page(rows) for name, rows in sorted(seen["pages"].items())},
    }
    return figures | {"holds": _holds(figures)}


def _share(used: Mapping[str, float], whole: float) -> float:
    return round(used["processor_s"] / whole, 2)


def _page(rows: Sequence[Sequence[float]]) -> Told:
    told: Told = {"times": len(rows)} | _ends("whole", [row[0] for row in rows])
    server = [row[1] for row in rows if row[1]]
    return told | (_ends("server", server) if server else {})


def _ends(name: str, found: Sequence[float], unit: str = "ms") -> dict[str, float]:
    p95 = quantiles(found, n=20)[-1] if len(found) > 1 else found[0]
    ends = {"p50": median(found), "p95": min(p95, max(found)), "max": max(found)}
    return {f"{name}_{end}_{unit}": round(value, 1 if unit == "s" else None) for end, value in ends.items()}


def _holds(figures: Told) -> dict[str, bool]:
    pages = figures["pages"].items()
    desk = {name: row for name, row in pages if name.startswith("desk: ") and name != SLOW_ON_PURPOSE}
    flagged = figures["emergencies"]
    return {
        "no_error": not figures["failures"],
        "none_lost": not figures["lost"],
        "none_doubled": not figures["doubled"],
        "emergencies_within_a_minute": flagged["flagged"] == flagged["written"]
        and flagged.get("flagged_after_max_s", 0) <= FLAGGED_S,
        "desk_within_300_ms": all(row.get("server_p95_ms", row["whole_p95_ms"]) <= DESK_MS for row in desk.values()),
        "drained": figures["drained_s"] is not None,
    }


def _table(figures: Told) -> None:
    """The pages as a table, on the error stream, so that JSON stays JSON."""
    columns = (
        "times",
        "whole_p50_ms",
        "whole_p95_ms",
        "whole_max_ms",
        "server_p50_ms",
        "server_p95_ms",
        "server_max_ms",
    )
    print(f"{'page':26}" + "".join(f"{name:>15}" for name in columns), file=sys.stderr)
    for name, row in figures["pages"].items():
        print(f"{name:26}" + "".join(f"{row.get(column, '–'):>15}" for column in columns), file=sys.stderr)
