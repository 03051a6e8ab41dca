"""A copy of the database as of one moment, while the office goes on working: always a SQLite file."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.utils import load_backend
from django.utils.translation import gettext as _

from huiying.core.errors import ConfigError
from huiying.project.databases import database
from huiying.project.office import is_made

from .manifest import SETTINGS
from .rows import carry

COPY = "copy"
"""The alias of a database in a file that is not the office's."""


def require_office() -> None:
    """Refuse where no office stands, before anything is written."""
    if not (settings.HOME / SETTINGS).is_file() or not is_made():
        raise ConfigError(
            _("No office stands in this folder."), where=str(settings.HOME), fix=_("Name its folder in HUIYING_HOME.")
        )


def copy_to(path: Path) -> None:
    """Write the whole database into `path`: what is committed while we copy is in it wholly or not at all."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        return
    make_tables(path.parent)
    with attached(path.parent), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        carry(DEFAULT_DB_ALIAS, COPY)


def make_tables(home: Path, database: str = "") -> None:
    """Bring the tables of another home, or of a database, to those of the code; a process of its own does it, since
    migrations ask the default database.
    """
    run(home, "migrate", "--verbosity", "0", database=database)


def run(home: Path, *words: str, database: str = "") -> str:
    """What a command prints in another home, whose settings are not ours; ConfigError with its last line of trouble."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("HUIYING_")} | {"HUIYING_HOME": str(home)}
    environment |= {"HUIYING_DATABASE": database} if database else {}
    command = [sys.executable, "-m", "huiying", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise ConfigError((done.stderr.strip().splitlines() or [words[0]])[-1], where=str(home))
    return done.stdout


@contextmanager
def attached(home: Path, address: str = "") -> Iterator[None]:
    """The SQLite database of a folder, or the PostgreSQL database at an address, under the alias COPY."""
    told = {DEFAULT_DB_ALIAS: connections.databases[DEFAULT_DB_ALIAS], COPY: database(address, home)}
    described = connections.configure_settings(told)[COPY]
    connections[COPY] = load_backend(described["ENGINE"]).DatabaseWrapper(described, COPY)
    try:
        yield
    finally:
        connections[COPY].close()
        del connections[COPY]


@contextmanager
def workspace(beside: Path) -> Iterator[Path]:
    """A folder of our own on the same disk, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=".huiying-", dir=beside) as folder:
        yield Path(folder)
