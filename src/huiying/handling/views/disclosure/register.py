"""依申请公开登记簿 · The list of requests with its filters and exports, and the numbers of the annual report."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiying.core.remaining import closing_time, last_day
from huiying.language import privacy
from huiying.people import policies
from huiying.people.access import desk, staff

from ...disclosure.course import ANSWER
from ...disclosure.register import COUNTS, DONE, HEADS, Year, counted, of_row, section
from ...disclosure.sheets import register_response, section_response
from ...export import csv_response
from ...models import Applicant, Case, Clock, DisclosureQuerySet, DisclosureRequest, Way
from ...rulebook import regulation
from ...work import visible
from ..filters import kept

PAGE_SIZE, MOST_EXPORTED = 30, 20_000
STATES = ("open", "over")
FIRST_YEAR = 2008  # the regulation came into force
WIDTHS = (6, 13, 12, 14, 12, 10, 44, 14, 18, 16, 16, 22, 10, 12, 20)  # of the columns of the register


@require_GET
@desk("handling.read")
def register(request: HttpRequest) -> HttpResponse:
    """The requests that this person may read, the newest first."""
    found = _filtered(request, _seen(request))
    rows = found.select_related("case__voice__correspondent").prefetch_related(
        "case__parts__section", "case__clocks", "case__questions", "notices"
    )
    asked = request.GET.get("format")
    if asked in ("csv", "xlsx"):
        return _exported(asked, rows[:MOST_EXPORTED])
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "lines": [(row, _outcome(row), _ground(row), _clock(row.case), _waits(row.case)) for row in page.object_list],
        "filters": request.GET,
        "years": _years(request),
        "applicants": Applicant.choices,
        "heads": HEADS.items(),
        "counting": COUNTS.get(request.GET.get("count", "")),
        "kept": kept(request, "page"),
        "may_register": policies.allows(staff(request), "handling.disclosure.register"),
    }
    return render(request, "handling/disclosure/register.html", context)


@require_GET
@desk("handling.read")
def counts(request: HttpRequest) -> HttpResponse:
    """Section 3 of the annual report on disclosure; each number leads to the rows behind it."""
    year = _year(request)
    told = section(_seen(request), Year.of(year))
    name = _("Disclosure requests of %(year)d") % {"year": year}
    if request.GET.get("format") in ("csv", "xlsx"):
        if request.GET["format"] == "xlsx":
            return section_response(name, told)
        headers = [_("Row"), *(str(label) for _key, label in told.columns), _("Total")]
        rows: list[list[str | int]] = [
            [line.words, *(n for _key, n in line.numbers), line.total] for line in told.lines
        ]
        return csv_response(name, headers, rows)
    context = {"told": told, "year": year, "years": _years(request), "name": name}
    return render(request, "handling/disclosure/counts.html", context)


def _seen(request: HttpRequest) -> DisclosureQuerySet:
    return DisclosureRequest.objects.filter(case__kind="disclosure", case__in=visible(staff(request)))


def _year(request: HttpRequest) -> int:
    asked, now = request.GET.get("year", ""), timezone.localtime().year
    return int(asked) if asked.isdecimal() and FIRST_YEAR <= int(asked[:6]) <= now + 1 else now


def _years(request: HttpRequest) -> list[int]:
    """The years from the first request to this one."""
    now = timezone.localtime().year
    first = _seen(request).order_by("received_on").values_list("received_on", flat=True).first()
    return list(range(now, min(first.year if first else now, now) - 1, -1))


def _filtered(request: HttpRequest, found: DisclosureQuerySet) -> DisclosureQuerySet:
    asked = request.GET
    if (count := asked.get("count", "")) in COUNTS:
        found = counted(found, count, Year.of(_year(request)))
    else:
        found = found.with_end()
        if asked.get("year"):
            found = found.filter(received_on__year=_year(request))
    if (row := asked.get("row", "")[:4]) and (count == DONE or row.isdecimal()):
        found = of_row(found, row)
    if "applicant" in asked and (asked["applicant"] in Applicant.values or asked["applicant"] == "unsaid"):
        found = found.filter(applicant="" if asked["applicant"] == "unsaid" else asked["applicant"])
    if (state := asked.get("state", "")) in STATES:
        found = found.filter(Q(ended_on__isnull=state == "open"))
    if words := asked.get("q", "").strip()[:80]:
        found = found.filter(case__title__icontains=words) | found.filter(case__number__icontains=words)
    return found


def _exported(sort: str, rows: Iterable[DisclosureRequest]) -> HttpResponse:
    name, lines = _("Register of disclosure requests"), _lines(rows)
    if sort == "csv":
        return csv_response(name, _headers(), ([str(cell) for cell in line] for line in lines))
    return register_response(name, _headers(), lines, WIDTHS)


def _headers() -> list[str]:
    return [
        _("No."),
        _("Case number"),
        _("Received"),
        _("Way of arrival"),
        _("Sort of applicant"),
        _("Applicant"),
        _("Information asked for"),
        _("Lead section"),
        _("Due"),
        _("State"),
        _("How it is answered"),
        _("Ground"),
        _("Row of the annual report"),
        _("Answered on"),
        _("Number of the answer"),
    ]


def _lines(rows: Iterable[DisclosureRequest]) -> Iterator[list[str | int | date]]:
    for number, row in enumerate(rows, 1):
        case = row.case
        part, writer, waits = case.lead_part(), case.voice.correspondent, _waits(case)
        yield [
            number,
            case.number,
            row.received_on,
            str(Way(row.way).label),
            str(row.get_applicant_display()),
            writer.masked_name if writer else "",
            privacy.veil(case.title),
            part.section.name if part else "",
            _due(case),
            f"{case.get_state_display()}（{waits}）" if waits else str(case.get_state_display()),
            _outcome(row),
            _ground(row),
            getattr(row, "counted", row.row),
            row.answered_on or "",
            next((notice.number for notice in row.notices.all() if notice.sort == "decision"), ""),
        ]


def _clock(case: Case) -> Clock | None:
    """The clock of the answer: by it a request is in time or late, whatever else is counted meanwhile."""
    return next((clock for clock in case.clocks.all() if clock.term == ANSWER and clock.stopped_at is None), None)


def _due(case: Case) -> str:
    clock = _clock(case)
    if clock is None:
        return ""
    at = timezone.localtime(clock.due_at)
    return _("stands still") if clock.paused_at else f"{last_day(at).isoformat()} {closing_time(at)}"


def _waits(case: Case) -> str:
    """What an open request waits for, in words."""
    return next((asked.get_why_display() for asked in case.questions.all() if asked.ended_at is None), "")


def _outcome(row: DisclosureRequest) -> str:
    kind = regulation().kinds["disclosure"]
    return next((each.title for each in kind.outcomes if each.id == row.outcome), "")


def _ground(row: DisclosureRequest) -> str:
    ground = regulation().grounds.get(row.ground)
    return ground.title if ground else ""
