"""The facts of a year's report: what the register, the portal and the ledger of entries count, taken once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.reporting.annual_entries import NUMBERED, WORDED, AnnualEntry
from huiying.reporting.asked import Asked
from huiying.reporting.figures import Numbers, Period
from huiying.reporting.models import PaperKind, Snapshot
from huiying.reporting.papers.citing import uncited
from huiying.reporting.papers.narrative import series

from .lines import COLUMNS, LEFT, UNSAID, Line, entered, left_before, results, table

PLAIN = (
    "pages_published",
    "policies_dated",
    "policies_in_force",
    "published_answers",
    "disclosure_answers",
    "disclosure_late",
    "disclosure_cases",
    "disclosure_registered",
    "disclosure_fees",
    "disclosure_fee_yuan",
)


def gather(asked: Asked, numbers: Numbers) -> Mapping[str, Any]:
    """Of one whole year (政府信息公开条例 art. 50)."""
    period = asked.period
    if (period.start, period.end) != (date(period.start.year, 1, 1), date(period.start.year, 12, 31)):
        raise InputError(
            _("The disclosure annual report is of a whole year."),
            where=f"{period.start} – {period.end}",
            fix=_("Take 1 January to 31 December."),
        )
    lines = results()
    _take(numbers, lines)
    return {
        "year": period.start.year,
        "lines": [[line.item, line.words, line.reference] for line in lines],
        "entries": _entries(period),
        "last_report": _last_report(period),
        "series": {
            "requests": series(numbers, "disclosure_new", by=("applicant",), name="新收政府信息公开申请"),
            "pages": series(numbers, "pages_published", name="新发布的网站信息"),
        },
    }


def _take(numbers: Numbers, lines: tuple[Line, ...]) -> None:
    for line in table(lines):
        numbers.take(line.reference)
        for applicant in (*COLUMNS, UNSAID):
            numbers.take(line.at(applicant))
    for reference in (*PLAIN, left_before(numbers.period.start.year), *map(entered, NUMBERED)):
        numbers.take(reference)


def _entries(period: Period) -> dict[str, dict[str, str]]:
    """What was entered, by whom, when and from which source; of words the words."""
    rows = AnnualEntry.objects.filter(period.within("unit"), stands=True, year=period.start.year).select_related("by")
    return {
        row.item: {
            "source": uncited(row.source),
            "by": str(row.by),
            "on": timezone.localtime(row.at).date().isoformat(),
            "words": uncited(row.words) if row.item in WORDED else "",
        }
        for row in rows
    }


def _last_report(period: Period) -> dict[str, Any] | None:
    """What the report of the year before said to be carried forward; None where none was written here."""
    found = Snapshot.objects.filter(
        period.within("unit"), kind=PaperKind.ANNUAL, start=date(period.start.year - 1, 1, 1)
    ).first()
    if found is None:
        return None
    return {"snapshot": found.pk, "left": found.facts["numbers"][LEFT]["value"]}
