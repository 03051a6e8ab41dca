"""A process that reads a mailbox is killed at any moment: nothing is lost, nothing is doubled."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from .conftest import USER
from .dovecot import PASSWORD, Dovecot
from .mails import mail
from .reading_process import kill, run

MAILS, KILLS = 200, 10


@pytest.fixture
def home(transactional_db: None, tmp_path: Path) -> Path:
    """An empty office with the tables of the tests' own database, which need not be made once more."""
    if connection.vendor != "sqlite":
        pytest.skip("the reader's home is a copy of the SQLite tables")
    home = tmp_path / "office"
    home.mkdir()
    connection.ensure_connection()
    with closing(sqlite3.connect(home / "huiying.sqlite3")) as copy:
        connection.connection.backup(copy)
    return home


def count(home: Path) -> tuple[int, int, int]:
    """How many voices there are, how many texts they have, and how many receipts."""
    with closing(sqlite3.connect(home / "huiying.sqlite3")) as database:
        found = database.execute("SELECT count(*), count(DISTINCT text) FROM intake_voice").fetchone()
        (receipts,) = database.execute("SELECT count(*) FROM intake_delivery").fetchone()
    return (*found, receipts)


@pytest.mark.dovecot
def test_ten_kills_while_two_hundred_mails_arrive(server: Dovecot, home: Path) -> None:
    settings = {"host": "127.0.0.1", "port": server.port, "security": "none", "user": USER}
    run(home, "build", json.dumps(settings), PASSWORD)
    waiting = [
        mail(f"第{n}条。", message_id=f"<k{n}@mail.example>" if n % 5 else "", subject=f"第{n}封") for n in range(MAILS)
    ]

    def some_arrive() -> None:
        for _ in range(MAILS // KILLS):
            if waiting:
                server.lay(USER, waiting.pop())

    some_arrive()
    assert kill(home, KILLS, batch=5, meanwhile=some_arrive) == KILLS
    assert not waiting
    assert count(home)[0] > 0  # they were killed at work, and not before it
    run(home, "read", str(KILLS), "5", str(MAILS))
    assert count(home) == (MAILS, MAILS, MAILS)
