"""An office on SQLite goes on in PostgreSQL: every row is carried, counted and digested on both sides, then the
settings name the new database.
"""

import re
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.utils.translation import gettext as _

from huiying.core.errors import ConfigError, InputError

from .copying import COPY, attached, make_tables, require_office, run
from .manifest import SETTINGS
from .rows import carry, differences, tally

Show = Callable[[str], None]
NAMED = re.compile(r"^\s*database\s*=.*$", re.MULTILINE)


def move(address: str, *, show: Show = lambda _step: None) -> int:
    """Carry the office into the empty database at `address`; returns how many rows. Meanwhile nobody writes: what they
    do waits, and where something fails the office stays where it was.
    """
    if connection.vendor != "sqlite":
        raise InputError(_("This office is in PostgreSQL already."), where=str(settings.HOME))
    require_office()
    with attached(settings.HOME, address):
        _must_be_empty(address)
        try:
            count = _carried(address, show)
        except BaseException:
            _empty()
            raise
    show(_("The settings name the new database"))
    _name(settings.HOME / SETTINGS, address)
    show(_("The indexes of words are made anew"))
    for words in (("index", "--anew"), ("search", "--anew"), ("update_index", "--verbosity", "0")):
        run(settings.HOME, *words)
    return count


def _carried(address: str, show: Show) -> int:
    show(_("Tables are made"))
    make_tables(settings.HOME, address)
    with transaction.atomic():  # ours begin as writers: whoever else wants to write waits
        show(_("Rows are carried"))
        carry(DEFAULT_DB_ALIAS, COPY)
        show(_("Both sides are counted and digested"))
        before, after = tally(DEFAULT_DB_ALIAS), tally(COPY)
        if wrong := differences(before, after):
            raise ConfigError(_("These tables did not arrive as they were."), where="、".join(wrong))
    return sum(each.count for each in after.values())


def _empty() -> None:
    """Take away what we made in a database that was empty before us, so that it can be tried again."""
    other = connections[COPY]
    with other.cursor() as cursor:
        for name in other.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {other.ops.quote_name(name)} CASCADE")


def _must_be_empty(address: str) -> None:
    if connections[COPY].introspection.table_names():
        raise InputError(
            _("There are tables in this database already."),
            where=address.rpartition("@")[2],
            fix=_("Make an empty database and name it."),
        )


def _name(file: Path, address: str) -> None:
    """Set `database` in the settings file, whole or not at all."""
    told = file.read_text("utf-8")
    line = f'database = "{address}"'
    told = NAMED.sub(lambda _found: line, told) if NAMED.search(told) else f"{told.rstrip()}\n{line}\n"
    unfinished = file.with_suffix(".unfinished")
    unfinished.touch(mode=0o600)
    unfinished.write_text(told, "utf-8")
    unfinished.replace(file)
