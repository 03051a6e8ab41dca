"""A real clamd of our own, which knows one virus: a mark that stands in no other file."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.needs import missing
from tests.patience import PATIENCE

MARK = b"huiying-harmless-mark-of-the-tests"
FOUND = "Huiying.Test.Mark.UNOFFICIAL"
ILL = b"%PDF-1.7\n" + MARK  # a file as any other, but for the mark
CONFIG = """
LocalSocket {home}/clamd.ctl
DatabaseDirectory {home}/signatures
TemporaryDirectory {home}
PidFile {home}/clamd.pid
LogFile {home}/log
StreamMaxLength 1M
Foreground yes
"""


@contextmanager
def clamd(home: Path) -> Iterator[str]:
    """Its address; skipped where the machine has none."""
    program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
    if program is None:
        missing("clamd", "no clamd on this machine (Debian: clamav-daemon)")
    (home / "signatures").mkdir()
    (home / "signatures" / "mark.ndb").write_text(f"Huiying.Test.Mark:0:*:{MARK.hex()}\n")
    (home / "clamd.conf").write_text(CONFIG.format(home=home))
    running = subprocess.Popen([program, "--config-file", str(home / "clamd.conf")], stderr=subprocess.DEVNULL)
    try:
        _wait(running, home / "clamd.ctl")
        yield f"clamd://{home}/clamd.ctl"
    finally:
        running.terminate()
        running.wait(PATIENCE)


def _wait(running: "subprocess.Popen[bytes]", socket: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not socket.exists():
        assert running.poll() is None, "clamd did not start"
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.fixture(scope="session")
def clamd_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with clamd(tmp_path_factory.mktemp("c")) as address:
        yield address


@pytest.fixture
def scanner(clamd_address: str, settings: Any) -> str:
    settings.SCANNER = clamd_address
    return clamd_address
