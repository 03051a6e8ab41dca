"""The page on which a year's report is prepared: what the software counts, what is entered, and what must agree."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiying.core.errors import HuiyingError
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import Unit, User
from huiying.reporting.actions import take_snapshot, write_paper
from huiying.reporting.annual_entries import FIRST_YEAR, AnnualEntry
from huiying.reporting.asked import Asked
from huiying.reporting.facts import common
from huiying.reporting.figures import Numbers, Period
from huiying.reporting.models import PaperKind
from huiying.reporting.papers.annual import checks, gather
from huiying.reporting.papers.annual.checks import Check
from huiying.reporting.papers.citing import plain

from .actions import WRITE, enter
from .forms import EntryForm

WRITE_NOW = "write"


@require_http_methods(["GET", "POST"])
@desk(WRITE)
def annual(request: HttpRequest) -> HttpResponse:
    """Enter numbers and words, and write the report."""
    person, year = staff(request), _year(request)
    unit = person.place() or Unit.objects.founding()
    standing = {entry.item: entry for entry in AnnualEntry.objects.filter(unit=unit, year=year, stands=True)}
    form = EntryForm(request.POST or None, standing=standing)
    if request.method == "POST" and WRITE_NOW in request.POST:
        return _written(person, year)
    if request.method == "POST" and form.is_valid() and unit:
        try:
            told = form.cleaned_data["source"]
            enter(unit, year, form.entered(), source=told, by=person, at=timezone.now())
            return redirect(f"{reverse('desk-annual')}?year={year}")
        except HuiyingError as refused:
            form.refuse(refused)
    context = {
        "form": form,
        "year": year,
        "years": range(timezone.localdate().year, timezone.localdate().year - 4, -1),
        "checks": _checks(person, year) if "checks" in request.GET else None,  # hundreds of counts: when asked
        "entries": standing.values(),
        "due": date(year + 1, 1, 31),
    }
    return render(request, "reporting/annual.html", context, status=422 if form.errors else 200)


def _year(request: HttpRequest) -> int:
    """The year that is asked for; without one the one that is to be reported: the last that is over."""
    asked, last = request.GET.get("year", ""), timezone.localdate().year - 1
    return int(asked) if asked.isdecimal() and FIRST_YEAR <= int(asked[:5]) <= last + 1 else last


def _written(person: User, year: int) -> HttpResponse:
    now = timezone.now()
    snapshot = take_snapshot(date(year, 1, 1), date(year, 12, 31), kind=PaperKind.ANNUAL, by=person, at=now)
    write_paper(snapshot, by=person, at=now)
    return redirect("desk-reports")


def _checks(person: User, year: int) -> list[tuple[Check, str, str]]:
    """Those that fail as things stand, with both numbers as they are printed."""
    own = policies.units(person, "reporting.read")
    asked = Asked(Period(date(year, 1, 1), date(year, 12, 31), own), timezone.now())
    numbers = Numbers(asked.period)
    facts = {**common(asked), **gather(asked, numbers), "numbers": numbers.facts()}
    return [
        (check, plain(check.left.number) if check.left else "", plain(check.right.number) if check.right else "")
        for check in checks(facts)
        if not check.holds
    ]
