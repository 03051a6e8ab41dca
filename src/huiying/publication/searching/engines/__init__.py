"""The engines of the portal's search: SQLite, PostgreSQL, and an OpenSearch server by a setting."""

from functools import lru_cache

from django.conf import settings
from django.db import connection

from .contract import NO_FILTERS as NO_FILTERS
from .contract import Alike as Alike
from .contract import Asked as Asked
from .contract import Engine as Engine
from .contract import EngineFailed as EngineFailed
from .contract import Filters as Filters
from .contract import Written as Written
from .opensearch import OpenSearchEngine
from .postgres import PostgresEngine
from .sqlite import SqliteEngine


def own() -> Engine:
    """The index in the office's own database; it is always kept, so that a search server may fail."""
    return SqliteEngine() if connection.vendor == "sqlite" else PostgresEngine()


def server() -> Engine | None:
    """The search server that the office has set, if any."""
    return _server(settings.PORTAL_SEARCH) if settings.PORTAL_SEARCH else None


@lru_cache(maxsize=2)
def _server(address: str) -> OpenSearchEngine:
    return OpenSearchEngine(address)
