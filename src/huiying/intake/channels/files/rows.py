"""A row becomes a letter, or stays behind with the field and the reason."""

import dataclasses
import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from huiying.intake.channel import Heard, PastAnswer

from . import cells
from .cells import Cell, CellError
from .dates import Moment, MomentError, moment
from .encodings import is_broken
from .limits import Limits
from .tables import Row

SPREAD = ("reposts", "comments", "reads", "followers")
LONGEST = {"id": 120, "phone": 40, "mail": 120, "person": 200, "replier": 200}
KEPT = 32_000  # of a cell in a rejected row; a spreadsheet cell holds no more
QUOTED = 40
T = TypeVar("T")


@dataclasses.dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken in. `raw` is the row as it came; a cell too long for a spreadsheet is cut there."""

    row: int
    field: str
    reason: str
    raw: Mapping[str, str] = dataclasses.field(default_factory=dict)
    sheet: str = ""


class _UnfitError(ValueError):
    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


def heard(row: Row, zone: ZoneInfo, limits: Limits) -> Heard | Rejected:
    """The letter in a row, or why there is none."""
    raw = {header: cells.as_text(cell) for header, cell in row.cells.items()}
    if row.problem:
        return Rejected(row.number, "", row.problem, _cut(raw), row.sheet)
    try:
        _check_cells(raw, row.fields, limits)
        return _Reading(row, zone).letter(raw)
    except _UnfitError as unfit:
        return Rejected(row.number, unfit.field, str(unfit), _cut(raw), row.sheet)


class _Reading:
    """One row, read field by field."""

    def __init__(self, row: Row, zone: ZoneInfo) -> None:
        self._row = row
        self._zone = zone

    def letter(self, raw: Mapping[str, str]) -> Heard:
        title = self._line("title")
        text = cells.paragraphs(self._cell("text")) or title
        if not text:
            raise _UnfitError("text", _("The row has neither a text nor a title"))
        said_at, person = self._time(), self._line("person")
        return Heard(
            external_id=self._line("id", cells.identity) or _digest(person, said_at, title, text),
            text=text,
            said_at=said_at,
            title=title,
            said_by=person,
            contact=self._contact(),
            wants_public=self._parsed("public", cells.choice) if "public" in self._row.fields else True,
            likes=self._parsed("likes", cells.count),
            against=self._parsed("against", cells.count),
            spread=self._spread(),
            answer=self._answer(said_at),
            raw={**raw, **self._order(said_at)},
            row=self._row.number,
        )

    def _cell(self, field: str) -> Cell:
        return self._row.cells.get(self._row.fields.get(field, ""))

    def _line(self, field: str, read: Callable[[Cell], str] = cells.line) -> str:
        told = read(self._cell(field))
        if len(told) > LONGEST.get(field, len(told)):
            raise self._unfit(field, _("it has more than %(most)d characters") % {"most": LONGEST[field]})
        return told

    def _parsed(self, field: str, read: Callable[[Cell], T]) -> T:
        try:
            return read(self._cell(field))
        except (CellError, MomentError) as error:
            raise self._unfit(field, str(error)) from error

    def _moment(self, field: str) -> Moment:
        return self._parsed(field, lambda cell: moment(cell, self._zone))

    def _time(self) -> datetime:
        if not cells.line(self._cell("time")):
            raise _UnfitError("time", _("The row does not say when the letter was written"))
        return self._moment("time").at

    def _contact(self) -> dict[str, str]:
        phone, mail = self._line("phone", cells.identity), self._line("mail")
        if "@" in phone and not mail:  # a column 联系方式 holds either
            phone, mail = "", phone
        return {kind: told for kind, told in (("phone", phone), ("mail", mail)) if told}

    def _spread(self) -> dict[str, int]:
        """How far the post got, as far as the file has columns for it."""
        return {field: self._parsed(field, cells.count) for field in SPREAD if field in self._row.fields}

    def _answer(self, said_at: datetime) -> PastAnswer | None:
        text = cells.paragraphs(self._cell("reply"))
        if not text:
            return None
        if not cells.line(self._cell("reply_time")):
            raise _UnfitError("reply_time", _("The row has a reply but does not say when it was given"))
        replied = self._moment("reply_time")
        at = replied.at
        if replied.whole_day and at.date() == said_at.date():
            at = said_at  # only the day is known, and a reply never comes before its letter
        if at < said_at:
            raise self._unfit("reply_time", _("the reply would be earlier than the letter"))
        return PastAnswer(text=text, at=at, by=self._line("replier"))

    def _order(self, said_at: datetime) -> dict[str, Any]:
        """The term of a work order, where the row has one: a cell that counts days instead of naming one sets none, and
        stays in the record as it came.
        """
        try:
            until = moment(self._cell("order_due"), self._zone)
        except MomentError:
            return {}
        due_at = until.at + timedelta(days=1) if until.whole_day else until.at
        if due_at <= said_at:
            return {}
        told = {"number": self._line("id", cells.identity), "due_at": due_at.isoformat()}
        return {"order": told | {"kind": self._line("order_kind")[:120]}}

    def _unfit(self, field: str, why: str) -> _UnfitError:
        header = self._row.fields[field]
        told = {"header": header, "cell": _quoted(cells.as_text(self._row.cells[header])), "why": why}
        return _UnfitError(field, _("%(header)s “%(cell)s”: %(why)s") % told)


def _check_cells(raw: Mapping[str, str], fields: Mapping[str, str], limits: Limits) -> None:
    named = {header: field for field, header in fields.items()}
    for header, cell in raw.items():
        if len(cell) > limits.cell:
            told = {"header": header, "most": limits.cell}
            raise _UnfitError(named.get(header, header), _("%(header)s has more than %(most)d characters") % told)
        if "\0" in cell or is_broken(cell) or is_broken(header):
            told = {"header": header}
            raise _UnfitError(named.get(header, header), _("%(header)s holds bytes that are not text") % told)


def _digest(person: str, at: datetime, title: str, text: str) -> str:
    """SHA-256 of what makes a letter itself, for a source that gives no numbers."""
    told = "\x1f".join([person, at.isoformat(), title, text])
    return f"sha256-{hashlib.sha256(told.encode()).hexdigest()}"


def _quoted(cell: str) -> str:
    told = " ".join(cell.split())
    return told if len(told) <= QUOTED else told[:QUOTED] + "…"


def _cut(raw: Mapping[str, str]) -> dict[str, str]:
    return {h: cell if len(cell) <= KEPT else cell[:KEPT] + "…" for h, cell in raw.items()}
