"""The hot-topic table as a file, by the ending of its name a workbook, CSV or JSON; in the first two personal data is
starred, and no cell runs.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import PurePath

from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.language.privacy import veil
from huiying.sheets import Book, Column, Look, Sheet, as_bytes, harmless, headed

from .hot import HotTopic

Cell = str | int | float
ENDINGS = (".xlsx", ".csv", ".json")
WIDTHS = (8, 10, 26, 28, 64, 8)
WIDTHS_OF_MESSAGES = (8, 16, 20, 48, 80)


def as_file(topics: Sequence[HotTopic], name: str, *, detail: bool) -> bytes:
    """The table for a file of this name, whose ending says what it is; InputError where it is none of ours."""
    ending = check_name(name)
    if ending == ".json":
        return _json(topics)
    return _csv(_rows(topics, detail=detail)) if ending == ".csv" else _workbook(topics, detail=detail)


def check_name(name: str) -> str:
    """The ending of a file's name, refused where it is none that is written."""
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        raise InputError(
            _("The table is not written as “%(ending)s”.") % {"ending": ending or name},
            where=name,
            fix=_("Name a file that ends in .xlsx, .csv or .json."),
        )
    return ending


def _json(topics: Sequence[HotTopic]) -> bytes:
    return json.dumps([topic.to_json() for topic in topics], ensure_ascii=False, indent=1).encode()


def _csv(rows: Iterator[Sequence[Cell]]) -> bytes:
    table = io.StringIO(newline="")
    csv.writer(table).writerows([_harmless(cell) for cell in row] for row in rows)
    return table.getvalue().encode("utf-8-sig", "replace")


def _workbook(topics: Sequence[HotTopic], *, detail: bool) -> bytes:
    sheets = [_sheet(_("Hot topics"), _rows(topics, detail=False), WIDTHS)]
    if detail:
        sheets.append(_sheet(_("Messages"), _messages(topics), WIDTHS_OF_MESSAGES))
    return as_bytes(Book(_("Hot topics"), tuple(sheets)))


def _sheet(name: str, rows: Iterator[Sequence[Cell]], widths: Sequence[int]) -> Sheet:
    """The first row are the heads."""
    heads = [str(head) for head in next(rows)]
    return headed(name, [Column(head, width, Look.TEXT) for head, width in zip(heads, widths, strict=True)], rows)


def _rows(topics: Sequence[HotTopic], *, detail: bool) -> Iterator[Sequence[Cell]]:
    """A line for each topic, or with `detail` one for each of its messages."""
    headers = [_("rank"), _("heat"), _("period"), _("place or people"), _("description"), _("voices")]
    yield headers + [_("number"), _("said at"), _("title"), _("text")] * detail
    for topic in topics:
        own = _topic(topic)
        if not detail:
            yield own
            continue
        for message in _messages_of(topic):
            yield [*own, *message]


def _messages(topics: Sequence[HotTopic]) -> Iterator[Sequence[Cell]]:
    yield [_("rank"), _("number"), _("said at"), _("title"), _("text")]
    for topic in topics:
        for message in _messages_of(topic):
            yield [topic.rank, *message]


def _topic(topic: HotTopic) -> list[Cell]:
    period = f"{_day(topic.start)}–{_day(topic.end)}"
    matter = (veil(topic.who_where), veil(topic.description))
    return [topic.rank, round(topic.heat, 1), period, *matter, len(topic.voices)]


def _messages_of(topic: HotTopic) -> Iterator[list[Cell]]:
    for voice in topic.voices:
        said_at = f"{timezone.localtime(voice.said_at):%Y-%m-%d %H:%M}"
        yield [voice.external_id, said_at, veil(voice.title), veil(voice.text)]


def _harmless(cell: Cell) -> Cell:
    return harmless(cell) if isinstance(cell, str) else cell


def _day(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d")
