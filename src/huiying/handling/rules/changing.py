"""A change of the rules before it is adopted: read from a file or a form, checked, and not yet in force."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from huiying.core import owndays, years
from huiying.core import regulation as regulations
from huiying.core.errors import InputError
from huiying.core.owndays import OwnDay

from ..models import Rule, Sort
from .yearfiles import year_from

MOST_BYTES = 1_000_000
MOST_REASON = 300
MOST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What would be adopted: `text` is the TOML that the office will work under, empty where it withdraws `name`."""

    sort: str
    name: str
    text: str
    source: str = ""
    because: str = ""
    for_running: bool = False

    def row(self) -> Rule:
        """The row that adopting it would add, not saved."""
        return Rule(
            sort=self.sort,
            name=self.name,
            text=self.text,
            source=self.source,
            because=self.because,
            for_running=self.for_running,
        )


def year_change(data: bytes, *, name: str, year: int | None = None, because: str = "") -> Change:
    """A year from a TOML, JSON or ICS file; `year` picks one where the file holds several."""
    found = year_from(data, name=name, year=year)
    return _checked(
        Change(sort=Sort.YEAR, name=str(found.number), text=years.to_toml(found), source=name, because=because)
    )


def days_change(days: Sequence[OwnDay], *, because: str = "") -> Change:
    """Days of the office's own, under the name of the first day and what it is called."""
    if not days:
        raise InputError(_("No day was given."), fix=_("Give at least one day."))
    text = owndays.to_toml(days)
    owndays.parse_days(text, where=_("Days of our own"))
    name = f"{min(day.day for day in days)} {days[0].name}"[:MOST_NAME]
    return _checked(Change(sort=Sort.DAYS, name=name, text=text, because=because or days[0].ground))


def regulation_change(data: bytes, *, name: str, for_running: bool = False, because: str = "") -> Change:
    """A regulation of the office's own from a TOML file."""
    text = _decoded(data, name)
    told = regulations.parse(text, where=name)
    if told.key == regulations.load().key:
        raise InputError(
            _("This name and version are those of the regulation that ships."),
            where=name,
            fix=_("Give your regulation a name or a version of its own."),
        )
    return _checked(
        Change(sort=Sort.REGULATION, name=told.key, text=text, source=name, because=because, for_running=for_running)
    )


def withdrawal(rule: Rule, *, because: str) -> Change:
    """The change that takes an adopted rule out of force again."""
    if not because.strip():
        raise InputError(_("A rule is withdrawn with a reason."), where=rule.name, fix=_("Say why."))
    if not Rule.objects.standing().filter(pk=rule.pk).exists():
        raise InputError(
            _("This rule is not in force any more."), where=rule.name, fix=_("Reload the page and look at it again.")
        )
    return _checked(Change(sort=rule.sort, name=rule.name, text="", source="", because=because.strip()))


def _decoded(data: bytes, name: str) -> str:
    if len(data) > MOST_BYTES:
        raise InputError(_("The file is larger than 1 MB."), where=name, fix=_("Choose another file."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(_("The file is not UTF-8."), where=name, fix=_("Save it as UTF-8.")) from error


def _checked(change: Change) -> Change:
    if len(change.because) > MOST_REASON:
        raise InputError(
            _("The reason is longer than %(limit)d characters.") % {"limit": MOST_REASON}, where=change.name
        )
    if len(change.name) > MOST_NAME:
        raise InputError(_("The name is longer than %(limit)d characters.") % {"limit": MOST_NAME}, where=change.name)
    return change
