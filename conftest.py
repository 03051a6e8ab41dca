"""Every test runs on a home of its own making; what a test needs beyond Python is told by its marker."""

import gc
import importlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import django
import pytest
import pytest_django
from django import conf
from django.core.cache import cache, caches
from django.db import connection
from hypothesis import HealthCheck, settings
from whitenoise.middleware import WhiteNoiseMiddleware

from tests.migrated import Shelf

# Looking for circles of garbage among modules and models that stay to the end is a tenth of what the suite costs.
gc.set_threshold(50_000, 20, 100)

_home = tempfile.mkdtemp(prefix="huiying-tests-")
Path(_home, "static").mkdir()
os.environ["HUIYING_HOME"] = _home
# Its threads wait for one another by turning round and round, on processors that the other parts of CI would use.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ["DJANGO_SETTINGS_MODULE"] = "huiying.project.settings"
django.setup()
# A million rounds for each password keep guessers off an office; here nobody guesses.
conf.settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *conf.settings.PASSWORD_HASHERS]

# No test measures time; on a busy machine an example may be slow and still be right. The same examples are tried each
# time, so that a change is judged by what it changed; `--hypothesis-profile=search` looks for new ones.
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("house", settings.get_profile("search"), derandomize=True, database=None)
settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that names no other need is plain."""
    for item in items:
        if not {"postgres", "browser", "dovecot", "redis", "clamd"} & {mark.name for mark in item.iter_markers()}:
            item.add_marker("plain")
        if _meets_the_database(item):
            item.add_marker("stored")
        if _is_transactional(item):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)
    if os.environ.get("HUIYING_TESTS") == "half":
        items[:] = [item for item in items if _in_the_share(item)]


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()


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


@pytest.fixture(scope="session", autouse=True)
def _look_for_static_files_once() -> Iterator[None]:
    """Each client of a test begins the middleware anew, which would look at every static file there is."""
    look, found = WhiteNoiseMiddleware.add_files_from_finders, dict[str, Any]()

    def look_once(self: WhiteNoiseMiddleware) -> None:
        if not found:
            look(self)
            found.update(self.files)
        self.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", look_once)
        yield


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    """Where one of several processes leaves the database that it migrated."""
    path = connection.settings_dict["TEST"]["NAME"]
    return Shelf(path if connection.vendor == "sqlite" else None)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool, shelf: Shelf) -> bool:
    """What was copied is kept: pytest-django then looks only for migrations that it lacks."""
    return shelf.take() or django_db_keepdb


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker, shelf: Shelf) -> None:
    """The portal of the small bureau is built once: it is most of what the bureau costs."""
    shelf.put()
    with django_db_blocker.unblock():
        if not connection.introspection.table_names():
            return  # no test of this run meets the database
        importlib.import_module("tests.office").build_portal()
        importlib.import_module("tests.kept").keep_what_is_written()  # the portal too


@pytest.fixture(scope="session")
def kept_office(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Any:
    with django_db_blocker.unblock():
        return importlib.import_module("tests.kept").KeptOffice()


@pytest.fixture
def office(kept_office: Any, db: None) -> object:
    """A small bureau with the few people whom every test knows (`tests.office.Office`)."""
    return kept_office.found()
