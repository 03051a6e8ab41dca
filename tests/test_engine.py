"""The command line as its users run it: a new home, a real server, a real port."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import needs
from tests.migrated import spare_migrating
from tests.patience import PATIENCE
from tests.ports import free_port

CROWD = 500


def huiying(home: Path, *arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "huiying", *arguments]
    environment = {**os.environ, "HUIYING_HOME": str(home)}
    environment.pop("HUIYING_DATABASE", None)
    environment.pop("HUIYING_CACHE", None)
    return subprocess.run(
        command, env=environment, capture_output=True, check=False, text=True, timeout=PATIENCE, **more
    )  # type: ignore[call-overload,no-any-return]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "office"


@pytest.fixture
def furnished(home: Path) -> Path:
    """A home that has its tables, where CI made them already; `home` itself is not there yet."""
    spare_migrating(home)
    return home


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def serving_with(home: Path, port: int) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts `serve` with more options; what still runs at the end is killed."""
    with ExitStack() as stack:

        def start(*more: str) -> subprocess.Popen[str]:
            command = [sys.executable, "-m", "huiying", "serve", "--port", str(port), *more]
            pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
            server = subprocess.Popen(command, env={**os.environ, "HUIYING_HOME": str(home)}, text=True, **pipes)
            stack.enter_context(server)
            stack.callback(server.kill)
            return server

        yield start


@pytest.fixture
def serving(serving_with: Callable[..., subprocess.Popen[str]]) -> subprocess.Popen[str]:
    return serving_with()


def get(url: str) -> tuple[int, str]:
    latest = time.monotonic() + 4 * PATIENCE  # a new office makes its tables first, beside all that the machine does
    while time.monotonic() < latest:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
                return answer.status, answer.read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError(url)


def test_an_empty_office_serves_and_stops_on_ctrl_c(serving: subprocess.Popen[str], port: int) -> None:
    status, page = get(f"http://127.0.0.1:{port}/")
    assert status == 200
    assert "政务公开" in page
    assert get(f"http://127.0.0.1:{port}/static/huiying/base.css")[0] == 200
    serving.send_signal(signal.SIGINT)
    assert serving.wait(timeout=PATIENCE) == 0


def test_hundreds_who_keep_their_connections_hold_up_nobody(
    furnished: Path, serving: subprocess.Popen[str], port: int
) -> None:
    """A browser keeps its connections between two pages, and a proxy a pool of them."""
    assert get(f"http://127.0.0.1:{port}/healthz")[0] == 200
    asked = f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    with ExitStack() as stack:
        for _reader in range(CROWD):
            kept = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE))
            kept.sendall(asked)
            assert kept.recv(100).startswith(b"HTTP/1.1 200")
        assert get(f"http://127.0.0.1:{port}/")[0] == 200


def test_a_taken_port_is_said_at_once(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = huiying(home, "serve", "--port", port)
    assert done.returncode == 2
    assert port in done.stderr
    assert "Traceback" not in done.stderr
    assert not (home / "huiying.sqlite3").exists()


def test_several_workers_ask_for_a_cache_that_they_share(home: Path, port: int) -> None:
    done = huiying(home, "serve", "--port", str(port), "--workers", "2")
    assert done.returncode == 2
    assert "HUIYING_CACHE" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (home / "huiying.sqlite3").exists()


@pytest.mark.redis
@pytest.mark.usefixtures("furnished")
def test_several_workers_serve_and_stop_together(
    home: Path, port: int, monkeypatch: pytest.MonkeyPatch, serving_with: Callable[..., subprocess.Popen[str]]
) -> None:
    monkeypatch.setenv("HUIYING_CACHE", needs.redis())
    server = serving_with("--workers", "2")
    assert "政务公开" in get(f"http://127.0.0.1:{port}/")[1]
    assert get(f"http://127.0.0.1:{port}/static/huiying/base.css")[0] == 200
    (web,) = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    assert max(_nice(server.pid)) > max(_nice(int(web)))  # the loops step back behind the pages
    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=PATIENCE) == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def _nice(process: int) -> list[int]:
    """Of each thread, how willingly it leaves the processor to others."""
    stats = [(task / "stat").read_text() for task in Path(f"/proc/{process}/task").iterdir()]
    return [int(stat.rpartition(")")[2].split()[16]) for stat in stats]


@pytest.mark.redis
@pytest.mark.usefixtures("furnished")
def test_workers_that_do_not_end_are_ended(
    port: int, monkeypatch: pytest.MonkeyPatch, serving_with: Callable[..., subprocess.Popen[str]]
) -> None:
    monkeypatch.setenv("HUIYING_CACHE", needs.redis())
    server = serving_with("--workers", "2")
    assert get(f"http://127.0.0.1:{port}/healthz")[0] == 200
    (web,) = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    os.kill(int(web), signal.SIGSTOP)  # as one that waits for itself
    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=PATIENCE) == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_judge_needs_no_office(home: Path) -> None:
    done = huiying(home, "judge", "--json", "园区停电三天了，请尽快解决")
    assert done.returncode == 0, done.stderr
    assert not home.exists()


def test_an_unknown_setting_is_named(home: Path) -> None:
    home.mkdir()
    (home / "huiying.toml").write_text('secret_key = "x"\ncolour = "red"\n')
    done = huiying(home, "due", "letter.simple", "--received", "2026-03-16")
    assert done.returncode == 2
    assert "colour" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_chain_is_named_by_the_command(furnished: Path) -> None:
    assert huiying(furnished, "init").returncode == 0
    assert huiying(furnished, "ledger", "verify").returncode == 0
    with sqlite3.connect(furnished / "huiying.sqlite3") as database:
        database.execute("UPDATE ledger_entry SET actor = 'nobody' WHERE id = 2")
    done = huiying(furnished, "ledger", "verify", "--json")
    assert done.returncode == 1
    assert '"first_broken": 2' in done.stdout


def test_people_are_given_posts_from_the_command_line(furnished: Path) -> None:
    post = ("--role", "information", "--section", "综合信息科")
    done = huiying(furnished, "appoint", "wang.li", "--name", "王莉", *post)
    assert done.returncode == 0, done.stderr
    assert "wang.li" in done.stdout
    again = huiying(furnished, "appoint", "wang.li", "--role", "handler", "--section", "没有的科")
    assert again.returncode == 2
    assert "项目服务科" in again.stderr


def test_many_judgements_are_written_whole_or_not_at_all(home: Path, tmp_path: Path) -> None:
    source, out = tmp_path / "letters.jsonl", tmp_path / "judged.jsonl"
    source.write_text('{"id": 7, "text": "园区停电了"}\nnot json\n', "utf-8")
    done = huiying(home, "judge", "--in", str(source), "--out", str(out))
    assert done.returncode == 2
    assert "letters.jsonl:2" in done.stderr
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["letters.jsonl"]
    source.write_text('{"id": 7, "text": "园区停电了"}\n', "utf-8")
    assert huiying(home, "judge", "--in", str(source), "--out", str(out)).returncode == 0
    assert '"id": 7' in out.read_text("utf-8")
