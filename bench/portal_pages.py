"""How long the portal's pages take, how many a second, and what they weigh.

A home like the demo's is built once under `--home` (kept, and used again). `huiying serve` is started on it anew, so
that nothing is kept ready, and `--readers` ask at once, without a pause, for its pages in a random order: the home page
and the lists most, each of the hundreds of articles and answers now and then. `first` are the pages that nobody had
asked for since the last change, `again` the others. Meanwhile the loops work, and `--changes` times a minute the stamp
changes, as when something is published, and every page is made anew. The readers are one process of ours on the same
machine and take their share of it; `server_cpu` is what the server used of the processor for a page, which no other
program disturbs. The weight of a page is its text, as it is packed, and every style sheet and script that it names.
"""

import argparse
import asyncio
import gzip
import os
import random
import re
import sqlite3
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.desk_pages import _free_port, _huiying, _serving

OFTEN = 20  # how often a list or a column is asked for, against an article
HZ = os.sysconf("SC_CLK_TCK")
Asked = list[tuple[bool, float]]  # whether nobody had asked for the page, and its seconds
ASKED = "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\nAccept-Language: zh-CN\r\n\r\n"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", type=Path, default=Path(tempfile.gettempdir(), "huiying-portal-home"))
    parser.add_argument("--readers", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--changes", type=float, default=1, help="how often a minute something is published")
    parser.add_argument("--workers", type=int, default=1, help="processes that answer (two need HUIYING_CACHE)")


def run(options: argparse.Namespace) -> dict[str, Any]:
    env = {**os.environ, "HUIYING_HOME": str(options.home)}
    port = _free_port()
    command = [_huiying(), "serve", "--port", str(port), "--workers", str(options.workers)]
    if not (options.home / "huiying.sqlite3").exists():
        options.home.mkdir(parents=True, exist_ok=True)
        asyncio.run(_built(env))
    with _serving(command, env, port):
        paths = _paths(f"http://127.0.0.1:{port}")
    with _serving(command, env, port):  # anew: nothing of it was ever asked for
        server = _listening(port)
        begun = _cpu(server)
        asked = asyncio.run(_read(port, paths, options))
        used = _cpu(server) - begun
        weights = {path: _weight(f"http://127.0.0.1:{port}", path) for path in paths[:6] + paths[-2:]}
    whole = [seconds for _first, seconds in asked]
    return {
        "addresses": len(set(paths)),
        "readers": options.readers,
        "pages": len(asked),
        "made_anew": sum(first for first, _seconds in asked),
        "pages_a_second": round(len(asked) / options.seconds),
        **_ends("all", whole),
        **_ends("first", [seconds for first, seconds in asked if first]),
        **_ends("again", [seconds for first, seconds in asked if not first]),
        "server_cpu_ms_a_page": round(1000 * used / len(asked), 2),
        "heaviest_kb": round(max(weights.values()) / 1024, 1),
        "weights_kb": {path: round(weight / 1024, 1) for path, weight in weights.items()},
    }


async def _built(env: dict[str, str]) -> None:
    """The home with the demo in it, built by the command."""
    building = await asyncio.create_subprocess_exec(_huiying(), "demo", "--prepare-only", env=env, stdout=sys.stderr)
    if await building.wait():
        raise RuntimeError("the demo was not built")


def _paths(address: str) -> list[str]:
    """Every address of the map, the lists first."""
    told = "".join(_got(f"{address}/sitemap-{part}.xml").decode() for part in ("pages", "answers"))
    found = sorted(set(re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", told)), key=lambda path: path.count("/"))
    lists = [path for path in found if not re.search(r"\d", path)]
    return [*lists, "/answers/", *(path for path in found if path not in set(lists))]


async def _read(port: int, paths: list[str], options: argparse.Namespace) -> Asked:
    lists = [path for path in paths if not re.search(r"\d", path)]
    crowd, seen, until = [*paths, *lists * OFTEN], set[str](), time.monotonic() + options.seconds
    readers = [_reader(number, port, crowd, seen, until) for number in range(options.readers)]
    changing = asyncio.create_task(_change(options, seen))
    asked = await asyncio.gather(*readers)
    changing.cancel()
    return [page for reader in asked for page in reader]


async def _reader(number: int, port: int, crowd: list[str], seen: set[str], until: float) -> Asked:
    """One who reads: a connection that is kept, a page after the other."""
    chance, asked = random.Random(number), []
    source, sink = await asyncio.open_connection("127.0.0.1", port)
    while time.monotonic() < until:
        path = chance.choice(crowd)
        first = path not in seen
        seen.add(path)
        begun = time.perf_counter()
        sink.write(ASKED.format(path=path, port=port).encode())
        head = (await source.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
        assert length, f"{path}: {head[:200]}"
        assert head.startswith("HTTP/1.1 200"), path
        await source.readexactly(int(length[1]))
        asked.append((first, time.perf_counter() - begun))
    sink.close()
    return asked


async def _change(options: argparse.Namespace, seen: set[str]) -> None:
    """Another stamp, written by another process as a deed would write it."""
    while options.changes:
        await asyncio.sleep(60 / options.changes)
        with sqlite3.connect(options.home / "huiying.sqlite3", timeout=20) as database:
            database.execute("UPDATE publication_portalstamp SET word = ?", (f"bench-{time.time_ns() % 10**12}",))
        seen.clear()


def _weight(address: str, path: str) -> int:
    """Bytes of a page with everything that it names but pictures: its text as it is packed."""
    page = _got(address + path)
    named = set(re.findall(r'(?:href|src)="(/static/[^"#?]+)', page.decode()))
    return len(gzip.compress(page, 6)) + sum(len(_got(address + one)) for one in named if "favicon" not in one)


def _got(url: str) -> bytes:
    with urllib.request.urlopen(url) as answer:  # noqa: S310
        told: bytes = answer.read()
    return told


def _listening(port: int) -> list[int]:
    """The processes of the server: those whose command line names the port."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if str(port).encode() in command or f"--port={port}".encode() in command:
            found.append(int(folder.name))
    return found


def _cpu(processes: list[int]) -> float:
    """Seconds of the processor that they have used, the system's work for them included."""
    ticks = 0
    for process in processes:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / HZ


def _ends(name: str, seconds: list[float]) -> dict[str, float]:
    if len(seconds) < 2:
        return {}
    ends = {"p50": median(seconds), "p95": quantiles(seconds, n=20)[-1], "max": max(seconds)}
    return {f"{name}_{end}_ms": round(1000 * value, 1) for end, value in ends.items()}
