"""A sheet of thresholds: checked figure by figure, kept with the highest level first, told in words."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.core.errors import InputError
from huiying.language.thresholds import Thresholds

from .models import Level

GRADED = (Level.MAJOR, Level.CONSIDERABLE)
MOST = 10**9
PEOPLE = "count"
SORTS = {
    PEOPLE: gettext_lazy("People"),
    "reposts": gettext_lazy("Reposts"),
    "reads": gettext_lazy("Reads"),
    "comments": gettext_lazy("Comments"),
    "likes": gettext_lazy("Likes"),
}

Row: TypeAlias = dict[str, Any]


def checked(people: Sequence[Mapping[str, Any]], spread: Sequence[Mapping[str, Any]]) -> tuple[list[Row], list[Row]]:
    """The rows as a sheet keeps them, those without a figure left out; InputError for what is not allowed."""
    by_people, by_spread = _ranked(people), _ranked(spread)
    for row in by_people:
        if unknown := sorted(map(str, set(row) - {"level", PEOPLE})):
            raise InputError(
                _("Unknown figure: %(what)s") % {"what": _(", ").join(unknown)},
                where=_place(row["level"], PEOPLE),
                fix=_("Give the number of people as “count”."),
            )
    try:
        Thresholds.of(by_people, by_spread)
    except ValueError as error:
        raise InputError(str(error), where=_("Thresholds"), fix=_("Leave it out or use one of these.")) from error
    return by_people, by_spread


def figures_of(thresholds: Thresholds) -> dict[str, dict[str, int]]:
    """The figures by level and sort, as a table shows them."""
    by_people = dict(thresholds.people)
    by_spread = {wide.level: dict(wide.figures) for wide in thresholds.spread}
    return {
        level: ({PEOPLE: by_people[level]} if level in by_people else {}) | by_spread.get(level, {}) for level in GRADED
    }


def told(thresholds: Thresholds) -> list[tuple[str, str]]:
    """Each level with its figures in words; a level without any says so."""
    return [
        (str(Level(level).label), " · ".join(f"{SORTS[s]} {row[s]}" for s in SORTS if s in row) or _("no threshold"))
        for level, row in figures_of(thresholds).items()
    ]


def _ranked(rows: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Rows of known levels, each once, the highest first, with whole positive figures that grow with the level."""
    by_level: dict[str, Row] = {}
    for row in rows:
        level = _level(row)
        if level in by_level:
            raise InputError(_("This level is given twice."), where=level, fix=_("Give each level once."))
        by_level[level] = {"level": level, **_figures(level, row)}
    ranked = [by_level[level] for level in GRADED if len(by_level.get(level, ())) > 1]
    for higher, lower in pairwise(ranked):
        _growing(higher, lower)
    return ranked


def _level(row: Mapping[str, Any]) -> str:
    level = row.get("level") if isinstance(row, Mapping) else None
    if level not in GRADED:
        raise InputError(
            _("Thresholds are not set for this level: %(what)s") % {"what": str(level)[:40]},
            where=_("Thresholds"),
            fix=_("Use one of: %(known)s.") % {"known": _(", ").join(GRADED)},
        )
    return str(level)


def _figures(level: str, row: Mapping[str, Any]) -> dict[str, int]:
    """What a row says besides its level; None is no threshold."""
    figures = {sort: count for sort, count in row.items() if sort != "level" and count is not None}
    for sort, count in figures.items():
        if type(count) is not int or not 1 <= count <= MOST:
            raise InputError(
                _("A threshold is a whole number from 1 to %(most)d, not %(what)s.")
                % {"most": MOST, "what": str(count)[:40]},
                where=_place(level, str(sort)),
                fix=_("Correct the figure, or leave it out where it raises no level."),
            )
    return figures


def _growing(higher: Row, lower: Row) -> None:
    for sort in higher.keys() & lower.keys() - {"level"}:
        if higher[sort] <= lower[sort]:
            raise InputError(
                _("%(higher)d is not more than %(lower)d, the threshold of %(level)s.")
                % {"higher": higher[sort], "lower": lower[sort], "level": lower["level"]},
                where=_place(higher["level"], sort),
                fix=_("Raise it, or lower the other."),
            )


def _place(level: str, sort: str) -> str:
    return f"{level} · {SORTS.get(sort, sort)}"
