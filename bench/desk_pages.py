"""How long the desk's pages take with 200,000 voices and 60,000 cases, when ten members of staff work at once.

The home is filled by `desk-fill`, once, under `--home` (kept, and used again); `--database postgresql://…` fills and
asks that instead. `huiying serve` answers; each of the ten waits up to `--pause` seconds between two pages, as people
do who read them, and `--pause 0` asks without a stop. Every twentieth page is a note that is written on a case: a deed,
after which what was counted is counted anew. `server` is the server's own time, from the moment it has the request
until it has the page, waiting for others included, as it says in `Server-Timing`; `whole` is what the ten saw, who run
on the same machine and disturb each other there.
The peer is django-helpdesk with 20,000 tickets under the same server (granian) in an environment of its own, asked by
the same ten for its list, its search, its dashboard and its REST list in the same run.
"""

import argparse
import http.cookiejar
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from huiying.project import home as homes

HELPDESK = "django-helpdesk==2.6.1"
PEER = Path(__file__).with_name("desk_helpdesk.py")
WORDS = ("路灯不亮", "补贴", "噪音", "施工许可", "青石巷", "夜间 施工", "公积金")
LOGIN, PASSWORD = "lin.wanqing", "huiying-demo"
PAGES = {
    "home": ("/desk/",),
    "inbox": ("/desk/inbox/", "/desk/inbox/?show=all", "/desk/inbox/?show=all&page=40"),
    "cases": ("/desk/cases/", "/desk/cases/?state=open", "/desk/cases/?page=200"),
    "clocks": ("/desk/clocks/",),
    "search": tuple(f"/desk/search/?q={urllib.parse.quote(word)}" for word in WORDS),
    "inbox_search": tuple(f"/desk/inbox/?show=all&q={urllib.parse.quote(word)}" for word in WORDS),
}
EVERY = 20  # pages to a note
Times = dict[str, list[tuple[float, float]]]  # seconds: whole, and the server's own


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", type=Path, default=Path(tempfile.gettempdir(), "huiying-desk-home"))
    parser.add_argument("--database", default="", help="postgresql://… in the place of SQLite")
    parser.add_argument("--workers", type=int, default=1, help="processes that answer (two need HUIYING_CACHE)")
    parser.add_argument("--voices", type=int, default=200_000)
    parser.add_argument("--cases", type=int, default=60_000)
    parser.add_argument("--staff", type=int, default=10, help="how many work at once")
    parser.add_argument("--rounds", type=int, default=10, help="pages of each sort that each of them asks for")
    parser.add_argument("--pause", type=float, default=10.0, help="seconds at most between two pages of one person")
    parser.add_argument("--settle", type=float, default=45.0, help="seconds from the first pages to those measured")
    parser.add_argument("--tickets", type=int, default=20_000, help="tickets of the peer")


def run(options: argparse.Namespace) -> dict[str, Any]:
    env = {**os.environ, "HUIYING_HOME": str(options.home), "HUIYING_DATABASE": options.database}
    if not (options.home / "filled").exists():
        homes.make(options.home, demo=True)  # whose logins have the demo's password, which opens nothing elsewhere
        told = ["--voices", str(options.voices), "--cases", str(options.cases)]
        subprocess.run([sys.executable, "-m", "bench", "desk-fill", *told], check=True, env=env, stdout=sys.stderr)
        (options.home / "filled").touch()
    port = _free_port()
    command = [_huiying(), "serve", "--port", str(port), "--workers", str(options.workers)]
    with _serving(command, env, port):
        first = Member(f"http://127.0.0.1:{port}")
        pages = {**PAGES, "case": first.cases()}
        times = _asked(f"http://127.0.0.1:{port}", pages, options)
    return {
        "database": "postgresql" if options.database else "sqlite",
        "voices": options.voices,
        "cases": options.cases,
        "workers": options.workers,
        "staff": options.staff,
        "pause_s": options.pause,
        "pages": _told(times),
    }


def peers(options: argparse.Namespace) -> dict[str, Any]:
    """django-helpdesk with its own pages of the same sort, and the ratios of the medians."""
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="huiying-bench-") as folder:
        command = ["uv", "run", "-q", "--no-project", "--python", "3.11", "--with", HELPDESK, "--with", "granian"]
        command += ["python", str(PEER), folder, str(port), str(options.tickets)]
        with _serving(command, dict(os.environ), port, patience=900):
            pages = {
                "list": ("/tickets/", "/datatables_ticket_list/{query}?draw=1&start=0&length=25"),
                "search": ("/datatables_ticket_list/{search}?draw=1&start=0&length=25",),
                "dashboard": ("/",),
                "rest_list": ("/api/tickets/",),
            }
            times = _asked(f"http://127.0.0.1:{port}", pages, options, login=_helpdesk)
    return {"django_helpdesk": {"tickets": options.tickets, "pages": _told(times)}}


class Member:
    """One of the staff, signed in, with cookies of their own."""

    def __init__(self, address: str) -> None:
        self.address, self.server = address, 0.0
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        page = self.get("/desk/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        self.post("/desk/login/", {"username": LOGIN, "password": PASSWORD, "csrfmiddlewaretoken": token[1]})

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path) as answer:
            told: str = answer.read().decode("utf-8", "replace")
            self.server = _server_time(answer.headers.get("Server-Timing", ""))
            return told

    def post(self, path: str, told: Mapping[str, str]) -> str:
        asked = urllib.request.Request(self.address + path, urllib.parse.urlencode(told).encode())  # noqa: S310
        asked.add_header("Referer", self.address + path)
        with self.opener.open(asked) as answer:
            page: str = answer.read().decode("utf-8", "replace")
        assert "/desk/login/" not in answer.geturl(), "not signed in"
        return page

    def note(self, case: str, words: str) -> None:
        """Open a case, write a note on it, and see it there: three requests."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(case))
        assert token
        self.post(f"{case}notes/add/", {"note": words, "csrfmiddlewaretoken": token[1]})

    def cases(self) -> tuple[str, ...]:
        """Pages of cases, open and closed."""
        found = [path for page in ("?state=open", "?page=50") for path in self._links(f"/desk/cases/{page}")]
        assert found
        return tuple(found)

    def _links(self, page: str) -> list[str]:
        return sorted(set(re.findall(r'href="(/desk/cases/[\w-]+/)"', self.get(page))))


def _helpdesk(address: str) -> Any:
    """A member of staff of the peer: its server signs everybody in, so that only its pages are measured."""
    member = object.__new__(Member)
    member.address, member.server = address, 0.0
    member.opener = urllib.request.build_opener()
    return member


def _asked(address: str, pages: Mapping[str, Sequence[str]], options: argparse.Namespace, login: Any = Member) -> Times:
    """Every member asks for every sort of page so many times, in an order of their own; seconds by sort."""
    times: Times = defaultdict(list)
    members = [login(address) for _ in range(options.staff)]
    for paths in pages.values():  # beforehand, in every process: what is read at first use is not measured
        for member in members[:4]:
            member.get(paths[0])
    time.sleep(options.settle)
    threads = [
        threading.Thread(target=_work, args=(member, number, pages, options, times))
        for number, member in enumerate(members)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _work(member: Member, number: int, pages: Mapping[str, Sequence[str]], options: Any, times: Times) -> None:
    chance = random.Random(number)
    asked = [sort for sort in pages for _ in range(options.rounds)]
    if "case" in pages:
        asked += ["note"] * (len(asked) // EVERY)
    chance.shuffle(asked)
    time.sleep(chance.uniform(0, options.pause))  # they do not all come through the door at one moment
    for sort in asked:
        path = chance.choice(pages["case" if sort == "note" else sort])
        begun = time.perf_counter()
        member.note(path, f"第{number + 1}人：已电话联系") if sort == "note" else member.get(path)
        times[sort].append((time.perf_counter() - begun, member.server))
        time.sleep(chance.uniform(0, options.pause))


def _told(times: Times) -> dict[str, dict[str, int]]:
    """Milliseconds: the median and the 95th percentile of each sort of page; the server's where it says them."""
    told = {}
    for sort, found in sorted(times.items()):
        whole, server = ([row[n] for row in found] for n in (0, 1))
        told[sort] = {"pages": len(found), **_ends("whole", whole)}
        if all(server) and sort != "note":  # of a note only the page before it would be told
            told[sort] |= _ends("server", server)
    return told


def _ends(name: str, seconds: Sequence[float]) -> dict[str, int]:
    ends = {"p50": median(seconds), "p95": quantiles(seconds, n=20)[-1]}
    return {f"{name}_{end}_ms": round(1000 * value) for end, value in ends.items()}


def _server_time(header: str) -> float:
    """Seconds, from `app;dur=12.3`; 0 where nothing is said."""
    found = re.search(r"app;dur=([\d.]+)", header)
    return float(found[1]) / 1000 if found else 0.0


@contextmanager
def _serving(command: Sequence[str], env: Mapping[str, str], port: int, patience: float = 180) -> Iterator[None]:
    """A server that answers on `port` while the block runs."""
    server = subprocess.Popen(command, env=dict(env), stdout=sys.stderr, stderr=sys.stderr, start_new_session=True)
    try:
        _wait(server, port, patience)
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, 15)
        server.wait()


def _wait(server: "subprocess.Popen[bytes]", port: int, patience: float) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise RuntimeError("the server did not begin to answer")


def _huiying() -> str:
    return str(Path(sys.executable).with_name("huiying"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
