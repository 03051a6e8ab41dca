"""The short form of `python -m bench faults`, on PostgreSQL: among the tests that `tests/test_postgres.py` starts."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from bench import faults
from bench.counting import is_well
from bench.machines import Redis, environment
from tests.needs import redis

pytestmark = [pytest.mark.postgres, pytest.mark.redis]
PLAN = faults.Plan(
    seconds=6, every=2, calm=1, per_second=4, sorts=("worker", "broker", "database"), start=120, settle=120
)


@pytest.fixture
def database(transactional_db: None) -> str:
    """The database of this test, as a worker names it."""
    if connection.vendor != "postgresql" or "HUIYING_TEST_FAULTS" not in os.environ:
        pytest.skip("it kills workers for a minute: asked for by HUIYING_TEST_FAULTS=1, on PostgreSQL")
    told = urlsplit(os.environ["HUIYING_DATABASE"])
    return told._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Redis]:
    redis()
    mine = Redis(tmp_path)
    mine.start()
    yield mine
    mine.tell(signal.SIGCONT)
    mine.kill()


def test_what_is_killed_loses_nothing_and_doubles_nothing(
    database: str, broker: Redis, tmp_path: Path, office: Any
) -> None:
    home = tmp_path / "home"
    told = environment(home, database, broker.address)
    keys = ", ".join(f'"{key}"' for key in settings.SEALING_KEYS)
    home.mkdir()
    (home / "huiying.toml").write_text(
        f'secret_key = "{settings.SECRET_KEY}"\nsealing_keys = [{keys}]\n'
        f'fingerprint_key = "{settings.FINGERPRINT_KEY}"\n'
    )
    found = faults.play(PLAN, database=database, redis=broker, told=told, folder=tmp_path)
    assert found["fed"] > 5
    assert sum(found["faults"].values()) >= 2
    assert is_well(found), found
