"""An archive of the office's own voices: what topics are found from, and never how a person is reached."""

import hashlib
import hmac
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.core.zone import in_office_zone
from huiying.intake.models import Voice
from huiying.language.privacy import mask
from huiying.ledger.actions import record

from ..spreading import figure
from .columns import SCHEMA

GROUP = 20_000  # rows of a row group: what one process reads
COLUMNS = (
    *("pk", "number", "external_id", "channel__slug", "said_at", "title", "text", "correspondent_id"),
    *("likes", "same", "against", "spread"),
)
Row = dict[str, Any]


def write(out: Path, start: datetime | None, end: datetime | None, *, plain: bool, at: datetime) -> int:
    """Write what was said from `start` until before `end` into a new folder, a file a month; returns how many voices.

    Personal data in titles and texts is masked unless `plain`. Contacts, names and raw forms are never written; a
    person is a digest under the office's key, the same in every archive of the office. Recorded in the ledger.
    """
    wanted = Q()
    if start:
        wanted &= Q(said_at__gte=start)
    if end:
        wanted &= Q(said_at__lt=end)
    rows = Voice.objects.filter(wanted).order_by("said_at", "pk").values_list(*COLUMNS)
    count = 0
    with _new(out) as folder:
        told = (_row(row, plain=plain) for row in rows.iterator(chunk_size=2000))
        for month, voices in groupby(told, key=lambda row: f"{row['at']:%Y-%m}"):
            count += _write(folder / f"month={month}" / "voices.parquet", voices)
    record("archive.written", about=f"archive:{out.name[:80]}", by=None, at=at, voices=count, plain=plain)
    return count


@contextmanager
def _new(out: Path) -> Iterator[Path]:
    """A folder that takes its name when it is whole."""
    if out.exists():
        raise InputError(_("This folder is there already."), where=str(out), fix=_("Choose another name."))
    partial = out.with_name(f".{out.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir(parents=True, mode=0o700)
        yield partial
        partial.rename(out)
    except OSError as error:
        raise InputError(
            _("The archive cannot be written: %(why)s") % {"why": error.strerror or error}, where=str(out)
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _write(file: Path, voices: Iterator[Row]) -> int:
    file.parent.mkdir()
    count = 0
    with pq.ParquetWriter(file, SCHEMA, compression="zstd") as writer:
        group: list[Row] = []
        for row in voices:
            group.append(row)
            if len(group) == GROUP:
                writer.write_table(pa.Table.from_pylist(group, schema=SCHEMA))
                count, group = count + len(group), []
        if group:
            writer.write_table(pa.Table.from_pylist(group, schema=SCHEMA))
    return count + len(group)


def _row(row: tuple[Any, ...], *, plain: bool) -> Row:
    pk, number, external, channel, said_at, title, text, person, likes, same, against, spread = row
    return {
        "id": str(pk),
        "number": external or number,
        "channel": channel,
        "at": in_office_zone(said_at),
        "title": title if plain else mask(title),
        "text": text if plain else mask(text),
        "person": _pseudonym(person) if person else "",
        "likes": likes + same,
        "against": against,
        "reposts": figure(spread, "reposts") or 0,
        "place": "",
        "url": "",
    }


def _pseudonym(person: int) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"archive person {person}".encode(), hashlib.sha256).hexdigest()[:16]
