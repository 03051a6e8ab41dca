"""The verbs of the annual report: numbers and words are entered, and the report becomes a draft page of the portal."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Unit, User
from huiying.reporting.annual_entries import FIRST_YEAR, WORDED, AnnualEntry, Item

WRITE = "reporting.write"
LAST_YEAR = 2100


@transaction.atomic
def enter(
    unit: Unit, year: int, told: Mapping[str, Decimal | str], *, source: str, by: User, at: datetime
) -> list[AnnualEntry]:
    """Enter numbers and words of a year, all from one source; what stands already in the same way stays as it is. A
    number that is left out is not changed.
    """
    policies.require(by, WRITE, unit)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InputError(_("There are no reports of this year."), where=str(year), fix=_("Choose another year."))
    Unit.objects.select_for_update().get(pk=unit.pk)
    changed = [Item(item) for item, value in told.items() if _differs(unit, year, item, value)]
    if not source.strip() and any(item not in WORDED for item in changed):
        raise InputError(
            _("A number needs its source."), where="source", fix=_("Say from which list or whose report it is.")
        )
    return [_enter(unit, year, item, told[item], source=source.strip(), by=by, at=at) for item in changed]


def _differs(unit: Unit, year: int, item: str, value: Decimal | str) -> bool:
    standing = AnnualEntry.objects.filter(unit=unit, year=year, item=item, stands=True).first()
    if standing is None:
        return value != ""
    return standing.words != value if item in WORDED else standing.number != value


def _enter(
    unit: Unit, year: int, item: Item, value: Decimal | str, *, source: str, by: User, at: datetime
) -> AnnualEntry:
    AnnualEntry.objects.filter(unit=unit, year=year, item=item, stands=True).update(stands=False)
    worded = item in WORDED
    entry = AnnualEntry.objects.create(
        unit=unit,
        year=year,
        item=item,
        number=None if worded else Decimal(value),
        words=str(value) if worded else "",
        source="" if worded else source,
        by=by,
        at=at,
    )
    number = "" if worded else f"{entry.number:f}"
    record("annual.entered", about=f"annual:{year}", by=by, at=at, item=item.value, number=number, source=entry.source)
    return entry
