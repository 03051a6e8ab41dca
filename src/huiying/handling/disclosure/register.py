"""依申请公开登记簿 · The register of requests, and section 3 of the annual report counted from it: every number by the
same words as the rows that it leads to (国办公开办函〔2021〕30号).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from ..models import Applicant, DisclosureQuerySet
from ..rulebook import regulation

NEW, CARRIED, DONE, LEFT = "new", "carried", "done", "left"
COUNTS: Mapping[str, object] = {
    NEW: _("1. Received this year"),
    CARRIED: _("2. Carried over from last year"),
    DONE: _("3. Results"),
    LEFT: _("4. Carried forward to next year"),
}
HEADS: Mapping[str, object] = {
    "1": _("(1) Granted"),
    "2": _("(2) Granted in part"),
    "3": _("(3) Denied"),
    "4": _("(4) Cannot be provided"),
    "5": _("(5) Not processed"),
    "6": _("(6) Otherwise concluded"),
}
NOTES: Mapping[str, object] = {"2": _("(one that is granted in part is counted here alone)")}
UNSAID = ""  # requests of which nobody has said what sort of applicant made them


@dataclass(frozen=True, slots=True)
class Year:
    first: date
    last: date

    @classmethod
    def of(cls, year: int) -> "Year":
        return cls(date(year, 1, 1), date(year, 12, 31))


def counted(requests: DisclosureQuerySet, count: str, year: Year) -> DisclosureQuerySet:
    """The requests that a number of the year counts. What ended is so by the day of its answer."""
    found = requests.with_end()
    open_since = Q(ended_on=None) | Q(ended_on__gte=year.first)
    open_after = Q(ended_on=None) | Q(ended_on__gt=year.last)
    return {
        NEW: lambda: found.filter(received_on__range=(year.first, year.last)),
        CARRIED: lambda: found.filter(open_since, received_on__lt=year.first),
        DONE: lambda: found.filter(Q(ended_on__range=(year.first, year.last))),
        LEFT: lambda: found.filter(open_after, received_on__lte=year.last),
    }[count]()


def of_row(requests: DisclosureQuerySet, row: str) -> DisclosureQuerySet:
    """Those of a row of the results, "3.1", or of a head row with all below it; needs `with_end`."""
    return requests.filter(Q(counted=row) | Q(counted__startswith=f"{row}."))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of section 3: its words, with those of the group and of the item that it stands in; the count and row by
    which it selects; its numbers, one a column, and its sum.
    """

    title: object
    count: str
    row: str
    numbers: tuple[tuple[str, int], ...]
    head: bool = False
    group: object = ""

    @property
    def words(self) -> str:
        return f"{self.group} · {self.title}" if self.group else str(self.title)

    @property
    def done(self) -> object:
        """The head of the results, where the line is one of them."""
        return COUNTS[DONE] if self.count == DONE else ""

    @property
    def total(self) -> int:
        return sum(number for _applicant, number in self.numbers)


@dataclass(frozen=True, slots=True)
class Section:
    """Section 3 with its columns, and those in which 一 + 二 = 三(七) + 四 does not hold."""

    columns: tuple[tuple[str, object], ...]
    lines: tuple[Line, ...]
    uneven: tuple[object, ...]
    unsaid: int


def section(requests: DisclosureQuerySet, year: Year) -> Section:
    """Four questions to the database, whatever the number of requests."""
    told = {name: _grouped(counted(requests, name, year)) for name in COUNTS}
    columns: list[tuple[str, object]] = list(Applicant.choices)
    unsaid = sum(n for found in told.values() for (who, _row), n in found.items() if who == UNSAID)
    if unsaid:
        columns.append((UNSAID, _("Not said")))
    keys = [key for key, _label in columns]
    lines = [_whole(name, told[name], keys) for name in (NEW, CARRIED)]
    results = list(_results(told[DONE], keys))
    total = Line(_("(7) Total"), DONE, "", _sums(results, keys), head=True)
    lines += [*results, total, _whole(LEFT, told[LEFT], keys)]
    return Section(tuple(columns), tuple(lines), _uneven(lines, total, columns), unsaid)


def _grouped(requests: DisclosureQuerySet) -> dict[tuple[str, str], int]:
    columns: tuple[Any, ...] = ("applicant", "counted")
    rows = requests.order_by().values_list(*columns).annotate(n=Count("pk"))
    return {(str(who), str(row)): n for who, row, n in rows}


def _whole(name: str, found: Mapping[tuple[str, str], int], keys: list[str]) -> Line:
    numbers = tuple((key, sum(n for (who, _row), n in found.items() if who == key)) for key in keys)
    return Line(COUNTS[name], name, "", numbers, head=True)


def _results(found: Mapping[tuple[str, str], int], keys: list[str]) -> list[Line]:
    lines: list[Line] = []
    grounds = {ground.row: ground.title for ground in regulation().grounds.values() if ground.row}
    for head, title in HEADS.items():
        below = sorted(row for row in grounds if row.startswith(f"{head}."))
        if not below:
            words = f"{title}{NOTES.get(head, '')}"
            lines.append(Line(words, DONE, head, tuple((key, found.get((key, head), 0)) for key in keys)))
        for number, row in enumerate(below, 1):
            numbers = tuple((key, found.get((key, row), 0)) for key in keys)
            lines.append(Line(f"{number}. {grounds[row]}", DONE, row, numbers, group=title))
    return lines


def _sums(lines: list[Line], keys: list[str]) -> tuple[tuple[str, int], ...]:
    return tuple((key, sum(dict(line.numbers)[key] for line in lines)) for key in keys)


def _uneven(lines: list[Line], total: Line, columns: list[tuple[str, object]]) -> tuple[object, ...]:
    new, carried, left = (dict(lines[at].numbers) for at in (0, 1, -1))
    ended = dict(total.numbers)
    return tuple(label for key, label in columns if new[key] + carried[key] != ended[key] + left[key])
