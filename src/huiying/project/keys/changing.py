"""Deeds about keys. The ledger tells fingerprints and counts, never a key; only the command line does them, since who
holds it holds the settings file too.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from huiying.core.errors import ConfigError, RuleError
from huiying.intake.resealing import UNKNOWN, columns, counted, reseal
from huiying.ledger.actions import record
from huiying.project import home
from huiying.project.backups.manifest import prints

from . import file
from .ring import of

ABOUT = "keys:sealing"


@dataclass(frozen=True, slots=True)
class Told:
    """A key by its fingerprint, and how many values of each column it opens; no fingerprint: none of ours does."""

    print: str
    values: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.values.values())


def new_key() -> str:
    return secrets.token_urlsafe(32)


def status() -> list[Told]:
    """Every key, the newest first, with what is sealed with it; last what none opens, where there is such."""
    keys = tuple(settings.SEALING_KEYS)
    found = counted(keys)
    told = [Told(prints((key,))[0] if key else "", _of(found, key)) for key in (*keys, UNKNOWN)]
    return [one for one in told if one.print or one.total]


def _of(found: Mapping[str, Mapping[str, int]], key: str) -> dict[str, int]:
    return {column: counts[key] for column, counts in found.items() if counts.get(key)}


@transaction.atomic
def rotate(*, at: datetime) -> str:
    """Add a new key before the others; returns its fingerprint. From now on whatever is sealed is sealed with it."""
    keys = _ours()
    key = new_key()
    told = prints((key,))[0]
    record("keys.rotated", about=ABOUT, by=None, at=at, key=told, keys=len(keys) + 1)
    file.write(settings.HOME / home.SETTINGS_FILE, (key, *keys))
    return told


def seal_anew(*, at: datetime, show: Callable[[str, int], None]) -> dict[str, int]:
    """Seal with the newest key whatever older ones sealed; recorded where there was anything."""
    newest = settings.SEALING_KEYS[0]
    done = reseal(newest, show)
    if any(done.values()):
        values = {column: count for column, count in done.items() if count}
        record("keys.resealed", about=ABOUT, by=None, at=at, key=prints((newest,))[0], values=values)
    return done


@transaction.atomic
def retire(*, at: datetime) -> tuple[str, ...]:
    """Take every key but the newest out of the settings; returns their fingerprints. RuleError while anything is
    sealed with one of them, or with none of the office's: nobody writes while it is counted.
    """
    newest, *old = _ours()
    if not old:
        raise RuleError(_("There is one key; no old one is left to retire."), where=home.SETTINGS_FILE)
    _keep_writers_out()
    if left := [one for one in status() if one.print != prints((newest,))[0] and one.total]:
        where = "；".join(f"{one.print or '?'} {column} {n}" for one in left for column, n in one.values.items())
        raise RuleError(
            _("Not everything is sealed with the newest key."), where=where, fix=_("Run “huiying keys reseal” first.")
        )
    gone = prints(tuple(old))
    record("keys.retired", about=ABOUT, by=None, at=at, keys=list(gone))
    file.write(settings.HOME / home.SETTINGS_FILE, (newest,))
    return gone


def _ours() -> tuple[str, ...]:
    """The keys, where they are those of the settings file."""
    path = settings.HOME / home.SETTINGS_FILE
    keys = tuple(settings.SEALING_KEYS)
    if not path.is_file():
        raise ConfigError(_("No office stands in this folder."), where=str(settings.HOME))
    if of(home.read(settings.HOME)) != keys:
        raise file.elsewhere(str(path))
    return keys


def _keep_writers_out() -> None:
    """On SQLite a transaction of ours begins as the one writer; on PostgreSQL the tables are held until it ends."""
    if connection.vendor == "postgresql":
        names = ", ".join(sorted({connection.ops.quote_name(column.model._meta.db_table) for column in columns()}))
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN SHARE MODE")
