"""Whether this process can answer: what is wrong by one word each, since strangers read it."""

from functools import cache as once
from time import monotonic

from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from .hearts import beats, silent

KEPT_SECONDS = 2.0  # however often it is asked, the database is asked no more often
_kept: tuple[float, tuple[str, ...]] | None = None


def missing() -> tuple[str, ...]:
    """Of `database`, `migrations`, `cache` and `loops` those that are not right; () where all is."""
    global _kept  # noqa: PLW0603
    if _kept is None or monotonic() - _kept[0] > KEPT_SECONDS:
        _kept = (monotonic(), _missing())
    return _kept[1]


def forget() -> None:
    global _kept  # noqa: PLW0603
    _kept = None


def _missing() -> tuple[str, ...]:
    try:
        if not _newest() <= MigrationRecorder(connection).applied_migrations().keys():
            return ("migrations",)
        found = ["loops"] if silent(beats(), timezone.now()) else []
    except Error:
        return ("database",)
    return (*found, *(() if _cache_answers() else ("cache",)))


@once
def _newest() -> frozenset[tuple[str, str]]:
    """The last migration of every room that this code has."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _cache_answers() -> bool:
    try:
        cache.set("ready", "yes", 60)
        return bool(cache.get("ready") == "yes")
    except Exception:  # whatever the server of the cache throws
        return False
