"""年度日历文件 · A year as an office gets it: our TOML, JSON, or the calendar file (ICS) of a public calendar."""

from collections.abc import Iterable, Mapping
from pathlib import PurePath

from django.utils.translation import gettext as _

from huiying.core import years
from huiying.core.errors import InputError
from huiying.core.reading import Table, decoded
from huiying.core.years import Year

from .yearevents import arranged_years

MOST_BYTES = 1_000_000
SUFFIXES = (".toml", ".json", ".ics")


def year_from(data: bytes, *, name: str, year: int | None = None) -> Year:
    """The year in a file called `name`, read by its suffix. A calendar file may hold several: then `year` says which.

    InputError: another suffix, a file too large, not readable, or not a whole year; `year` is not in the file.
    """
    suffix = PurePath(name).suffix.lower()
    _admit(data, name, suffix)
    text = decoded(data, where=name)
    if suffix == ".ics":
        return years.year_of(_chosen(arranged_years(text, where=name), year, name))
    found = years.parse_year(text, where=name, sort=suffix.removeprefix("."))
    if year is not None and found.number != year:
        raise _absent(year, [found.number], name)
    return found


def _admit(data: bytes, name: str, suffix: str) -> None:
    if suffix not in SUFFIXES:
        raise InputError(
            _("“%(suffix)s” is not a kind of file that a year is read from") % {"suffix": suffix or name},
            where=name,
            fix=_("Give a file that ends in .toml, .json or .ics"),
        )
    if len(data) > MOST_BYTES:
        told = {"size": len(data) // 1000, "most": MOST_BYTES // 1000}
        raise InputError(
            _("The file has %(size)d KB; a year takes at most %(most)d KB") % told,
            where=name,
            fix=_("Check that it is the right file"),
        )
    if not data.strip():
        raise InputError(_("The file is empty"), where=name, fix=_("Check that it is the right file"))


def _chosen(found: Mapping[int, Table], year: int | None, name: str) -> Table:
    if year is None and len(found) == 1:
        return next(iter(found.values()))
    if year is None:
        raise InputError(
            _("The file holds the years %(years)s") % {"years": _listed(found)},
            where=name,
            fix=_("Say which of them is meant"),
        )
    if year not in found:
        raise _absent(year, found, name)
    return found[year]


def _absent(year: int, found: Iterable[int], name: str) -> InputError:
    told = {"year": year, "years": _listed(found)}
    return InputError(
        _("The file does not hold %(year)d but %(years)s") % told, where=name, fix=_("Check that it is the right file")
    )


def _listed(years_found: Iterable[int]) -> str:
    return "、".join(str(number) for number in years_found)
