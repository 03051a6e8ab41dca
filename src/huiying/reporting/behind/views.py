"""The page of a number: its formula, what it is made of, and the rows that were frozen behind it."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from huiying.core.errors import InputError, RuleError
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from ..actions import renew, write_paper
from ..forms import RenewalForm
from ..models import Snapshot
from .lines import Line, lines
from .sheet import workbook
from .told import Told, told

PAGE_SIZE = 50
MOST = 10_000  # rows of an export
AT_ONCE = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
READ = "reporting.read"


@require_GET
@desk(READ)
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """One number of a snapshot by its reference (`?of=`), with its rows page by page, or as a workbook."""
    person = staff(request)
    snapshot = get_object_or_404(Snapshot.objects.filter(policies.within(person, READ)), pk=pk)
    found = told(snapshot, request.GET.get("of", ""), request.GET.get("side", ""))
    if found.rows is not None and request.GET.get("format") == "xlsx":
        return _download(found, person)
    page = Paginator([] if found.rows is None else found.rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "snapshot": snapshot,
        "number": found,
        "page_obj": page,
        "lines": _lines(found, page, person),
        "most": MOST,
    }
    return render(request, "reporting/number.html", context)


def _lines(found: Told, page: Page[Any], person: User) -> list[Line]:
    return lines(found.model, [int(key) for key in page.object_list], person) if found.model else []


def _download(found: Told, person: User) -> HttpResponse:
    response = HttpResponse(workbook(found.label, _all(found, person)), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.label)}.xlsx"
    response["Cache-Control"] = "private, no-store"
    return response


def _all(found: Told, person: User) -> Iterator[Line]:
    keys = [] if found.rows is None else [int(key) for key in found.rows[:MOST]]
    for start in range(0, len(keys), AT_ONCE):
        yield from lines(found.model, keys[start : start + AT_ONCE], person)


@require_http_methods(["GET", "POST"])
@desk("reporting.write")
def renewal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a new version of a snapshot, since a fact was corrected; where it has a paper, that is written anew."""
    person, now = staff(request), timezone.now()
    snapshot = get_object_or_404(Snapshot.objects.filter(policies.within(person, READ)), pk=pk)
    policies.require(person, "reporting.write", snapshot)
    form = RenewalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            newer = renew(snapshot, because=form.cleaned_data["because"], by=person, at=now)
        except (InputError, RuleError) as refused:
            form.add_error("because", str(refused))
        else:
            if snapshot.papers.exists():
                write_paper(newer, by=person, at=now)
            return redirect("desk-snapshot", pk=newer.pk)
    context = {"snapshot": snapshot, "form": form}
    return render(request, "reporting/renewal.html", context, status=422 if form.errors else 200)
