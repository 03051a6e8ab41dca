"""Nothing leaves: whatever a library tries, a real server on this machine hears nothing."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from huiying.drills.closing import HOUSE

TRIES = {
    "a socket": "import socket; socket.create_connection(('127.0.0.1', PORT), 5)",
    "a bare socket": "import socket; s = socket.socket(); s.connect(('127.0.0.1', PORT))",
    "a socket that asks whether it may": "import socket; s = socket.socket(); s.connect_ex(('127.0.0.1', PORT))",
    "a datagram": "import socket; s = socket.socket(type=socket.SOCK_DGRAM); s.sendto(b'x', ('127.0.0.1', PORT))",
    "another datagram": (
        "import socket; s = socket.socket(type=socket.SOCK_DGRAM); s.sendmsg([b'x'], [], 0, ('127.0.0.1', PORT))"
    ),
    "a name": "import socket; socket.getaddrinfo('localhost', PORT)",
    "an old name": "import socket; socket.gethostbyname('localhost')",
    "a name of a number": "import socket; socket.gethostbyaddr('127.0.0.1')",
    "the standard library": "import urllib.request; urllib.request.urlopen('http://127.0.0.1:PORT/')",
    "httpx": "import httpx; httpx.get('http://127.0.0.1:PORT/', trust_env=False)",
    "asyncio": "import asyncio; asyncio.run(asyncio.open_connection('127.0.0.1', PORT))",
    "a mail": "import smtplib; smtplib.SMTP('127.0.0.1', PORT)",
    "a mailbox": "import imaplib; imaplib.IMAP4('127.0.0.1', PORT)",
    "a shell": "import os; os.system('true')",
    "a program": "import subprocess; subprocess.run(['curl', 'http://127.0.0.1:PORT/'])",
    "a program by a shell": "import subprocess; subprocess.run('curl http://127.0.0.1:PORT/', shell=True)",
    "our interpreter with other words": "import subprocess, sys; subprocess.run([sys.executable, '-c', 'pass'])",
    "our interpreter with a module": "import subprocess, sys; subprocess.run([sys.executable, '-m', 'http.server'])",
    "another's script": "import subprocess, sys; subprocess.run([sys.executable, '/tmp/other.py'])",
    "a program in our place": "import os; os.execv('/bin/true', ['true'])",
    "a program beside us": "import os; os.posix_spawn('/bin/true', ['true'], {})",
    "a thread": (
        "import threading, socket, sys\nfound = []\n"
        "def go():\n    try: socket.create_connection(('127.0.0.1', PORT), 5)\n"
        "    except BaseException as error: found.append(error)\n"
        "t = threading.Thread(target=go); t.start(); t.join(); raise found[0]"
    ),
}


@pytest.fixture(scope="module")
def heard() -> Iterator[tuple[int, list[object]]]:
    """A real server, and what it heard."""
    told: list[object] = []
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.socket(type=socket.SOCK_DGRAM) as datagrams,
    ):
        port = server.getsockname()[1]
        datagrams.bind(("127.0.0.1", port))
        stop = threading.Event()
        threads = [threading.Thread(target=_listen, args=(one, told, stop)) for one in (server, datagrams)]
        for thread in threads:
            thread.start()
        yield port, told
        stop.set()
        for thread in threads:
            thread.join()


def _listen(ear: socket.socket, told: list[object], stop: threading.Event) -> None:
    ear.settimeout(0.2)
    while not stop.is_set():
        try:
            if ear.type == socket.SOCK_DGRAM:
                told.append(ear.recv(100))
            else:
                caller, address = ear.accept()
                caller.close()
                told.append(address)
        except TimeoutError:
            continue


def run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, env=os.environ)


def test_the_server_hears_who_is_not_closed(heard: tuple[int, list[object]]) -> None:
    """Otherwise the tests below would tell nothing."""
    port, told = heard
    assert run(TRIES["a bare socket"].replace("PORT", str(port))).returncode == 0
    assert run(TRIES["a datagram"].replace("PORT", str(port))).returncode == 0
    threading.Event().wait(0.5)
    assert len(told) == 2
    told.clear()


def test_whatever_is_tried_is_refused_and_nothing_is_heard(heard: tuple[int, list[object]]) -> None:
    """All in one process, each for itself; the refusal is ours and says what it is about."""
    port, told = heard
    lines = [
        "import subprocess, socket, os, sys, httpx, smtplib, imaplib, asyncio, urllib.request",
        "from huiying.drills.closing import NothingLeaves, close",
        "close()",
        "def tried(name, program):",
        "    try: exec(program, {})",
        "    except BaseException as error:",
        "        while error is not None and not isinstance(error, NothingLeaves): error = error.__context__",
        "        print(name, 'refused' if error is not None else 'NOT OURS', sep=' | ')",
        "    else: print(name, 'WENT THROUGH', sep=' | ')",
        *(f"tried({name!r}, {program.replace('PORT', str(port))!r})" for name, program in TRIES.items()),
    ]
    done = run("\n".join(lines))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"{name} | refused" for name in TRIES]
    threading.Event().wait(0.5)
    assert told == []


def test_what_serves_and_reads_still_works(tmp_path: Path) -> None:
    """Accepting, files, threads, an event loop, and our own scripts in processes of their own."""
    script = HOUSE / "intake" / "channels" / "files" / "sheet_worker.py"
    assert script.exists()
    program = f"""
import asyncio, socket, subprocess, sys, threading
from huiying.drills.closing import close
close()
with socket.create_server(("127.0.0.1", 0)) as server:
    assert server.getsockname()[1]
asyncio.run(asyncio.sleep(0))
subprocess.run([sys.executable, "-P", {str(script)!r}], capture_output=True)
open({str(tmp_path / "kept")!r}, "w").write("x")
print("in order")
"""
    done = run(program)
    assert done.stdout.strip() == "in order", done.stderr
