"""Every test runs on a home of its own making; what a test needs beyond Python is told by its marker."""

import importlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import django
import pytest
import pytest_django
from django.core.cache import cache, caches
from django.db import connection
from hypothesis import HealthCheck, settings

_home = tempfile.mkdtemp(prefix="huiying-tests-")
Path(_home, "static").mkdir()
os.environ["HUIYING_HOME"] = _home
os.environ["DJANGO_SETTINGS_MODULE"] = "huiying.project.settings"
django.setup()

# No test measures time; on a busy machine an example may be slow and still be right. The same examples are tried each
# time, so that a change is judged by what it changed; `--hypothesis-profile=search` looks for new ones.
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("house", settings.get_profile("search"), derandomize=True, database=None)
settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that names no other need is plain."""
    for item in items:
        if not {"postgres", "browser", "dovecot", "redis"} & {mark.name for mark in item.iter_markers()}:
            item.add_marker("plain")
        if _meets_the_database(item):
            item.add_marker("stored")
        if _is_transactional(item):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)
    if os.environ.get("HUIYING_TESTS") == "half":
        items[:] = [item for item in items if _in_the_share(item)]


def _in_the_share(item: pytest.Item) -> bool:
    """Every second test, always the same ones, and all that work in several transactions."""
    return _is_transactional(item) or crc32(item.nodeid.encode()) % 2 == 0


def _meets_the_database(item: pytest.Item) -> bool:
    names = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(names or item.get_closest_marker("django_db"))


def _is_transactional(item: pytest.Item) -> bool:
    """One that empties the tables when it ends, and so has to put back what the migrations wrote."""
    mark = item.get_closest_marker("django_db")
    return bool(mark and mark.kwargs.get("transaction")) or "transactional_db" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session", autouse=True)
def _remove_home() -> Iterator[None]:
    yield
    shutil.rmtree(_home, ignore_errors=True)


@pytest.fixture(autouse=True)
def _read_the_rules_again() -> None:
    """What one test adopted is gone with its rows, and so is what topics were made of and the judge was taught."""
    cache.clear()
    caches["pages"].clear()
    rulebook = importlib.import_module("huiying.handling.rulebook")
    rulebook.LOOK_EVERY_SECONDS = 3600.0  # on a slow machine seconds pass between two pages whose queries are counted
    rulebook.forget()
    importlib.import_module("huiying.assessment.actions.gathering").forget()
    importlib.import_module("huiying.assessment.office").forget()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> None:
    """The portal of the small bureau is built once: it is most of what the bureau costs."""
    with django_db_blocker.unblock():
        importlib.import_module("tests.office").build_portal()
        # What a transactional test puts back has the portal too.
        connection._test_serialized_contents = connection.creation.serialize_db_to_string()  # type: ignore[attr-defined]


@pytest.fixture
def office(db: None) -> object:
    """A small bureau with the few people whom every test knows (`tests.office.Office`)."""
    return importlib.import_module("tests.office").found_test_office()
