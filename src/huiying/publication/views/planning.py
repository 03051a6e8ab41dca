"""发布日历 · What is to be published by which day: a month at a time, the year's key work, what is late, and what the
law's twenty working days say.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from icalendar import Calendar, Event

from huiying.core.errors import InputError
from huiying.core.zone import ZONE
from huiying.handling.rulebook import calendar, regulation
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User
from huiying.people.refusing import attempt, done, whole

from ..actions import planning
from ..actions.planning import PLAN
from ..forms import PlannedItemForm
from ..manuscripts.statutory import of_day
from ..models import Manuscript, PlannedItem
from ..models.manuscript import READ, ManuscriptQuerySet

MOST_ITEMS, MOST_TEXTS, MOST_IN_FEED = 400, 60, 1000
Kind = PlannedItem.Kind


@require_http_methods(["GET", "POST"])
@desk(READ)
def planned(request: HttpRequest) -> HttpResponse:
    """A month, the key work of its year, what is late, the statutory terms that run; and the form for another item."""
    person, today = staff(request), timezone.localdate()
    month = _month(request.GET.get("month", ""), today)
    may_plan = policies.allows(person, PLAN)
    form = PlannedItemForm(person, request.POST if request.method == "POST" else None, initial=_initial(month, today))
    if request.method == "POST":
        policies.require(person, PLAN)
    made = attempt(form, lambda: _planned(form, person))
    if made is not None:
        return redirect(f"{reverse('desk-calendar')}?month={made.day:%Y-%m}")
    seen = PlannedItem.objects.seen_by(person).select_related("section", "manuscript")
    context = {
        "month": month,
        "today": today,
        "before": _first(month - timedelta(days=1)),
        "after": _next(month),
        "days": _days(month, list(seen.of(month, _next(month) - timedelta(days=1))[:MOST_ITEMS]), today),
        "late": seen.late(today)[:MOST_TEXTS],
        "quarters": _quarters(seen.filter(kind=Kind.KEY_WORK, day__year=month.year)[:MOST_ITEMS], today),
        "hot": seen.filter(kind=Kind.HOT).open()[:MOST_TEXTS],
        "terms": _terms(Manuscript.objects.seen_by(person), today),
        "texts": Manuscript.objects.seen_by(person).only("title")[:MOST_TEXTS] if may_plan else [],
        "form": form,
        "may_plan": may_plan,
    }
    return render(request, "publication/releases/calendar.html", context, status=422 if form.is_bound else 200)


def _planned(form: PlannedItemForm, by: User) -> PlannedItem:
    facts = {name: form.cleaned_data[name] for name in ("title", "note", "kind", "day", "year", "quarter")}
    return planning.plan_item(section=form.cleaned_data["section"], facts=facts, by=by, at=timezone.now())


def _initial(month: date, today: date) -> dict[str, object]:
    day = today if _first(today) == month else month
    return {"day": day, "year": month.year, "quarter": (month.month - 1) // 3 + 1}


def _month(told: str, today: date) -> date:
    """The month that was asked for, within the years that the calendar knows; else this one."""
    try:
        asked = date.fromisoformat(f"{told}-01")
    except ValueError:
        return _first(today)
    return asked if 2000 < asked.year < 2060 else _first(today)


def _first(day: date) -> date:
    return day.replace(day=1)


def _next(month: date) -> date:
    return _first(month + timedelta(days=32))


def _days(month: date, items: list[PlannedItem], today: date) -> list[dict[str, object]]:
    """The days that have something, or are today: with whether they are worked."""
    by_day: dict[date, list[PlannedItem]] = defaultdict(list)
    for item in items:
        by_day[item.day].append(item)
    days = sorted({*by_day, *([today] if _first(today) == month else [])})
    return [
        {"day": day, "off": not calendar().is_working(day), "items": by_day[day], "is_today": day == today}
        for day in days
    ]


def _quarters(items: Iterable[PlannedItem], today: date) -> list[dict[str, object]]:
    told: dict[int, list[PlannedItem]] = {1: [], 2: [], 3: [], 4: []}
    for item in items:
        told[item.quarter or 1].append(item)
    return [
        {
            "quarter": quarter,
            "items": rows,
            "done": sum(row.is_done for row in rows),
            "late": sum(not row.is_done and row.day < today for row in rows),
        }
        for quarter, rows in told.items()
        if rows
    ]


def _terms(seen: ManuscriptQuerySet, today: date) -> list[dict[str, object]]:
    """Texts that are not out yet and whose twenty working days run, the first due first."""
    rules = regulation(today)
    rows = seen.filter(published_at=None).exclude(formed_on=None).select_related("section")
    found = rows.only("title", "formed_on", "published_at", "section__name").order_by("formed_on")[:MOST_TEXTS]
    return [{"manuscript": row, "check": of_day(row.formed_on, None, today, rules)} for row in found if row.formed_on]


def _find(request: HttpRequest, pk: int) -> PlannedItem:
    return get_object_or_404(PlannedItem.objects.filter(policies.within(staff(request), PLAN)), pk=pk)


@require_POST
@desk(PLAN)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    found, by = _find(request, pk), staff(request)

    def moved() -> None:
        try:
            day = date.fromisoformat(request.POST.get("day", "")[:10])
        except ValueError as error:
            raise InputError(_("By which day?"), where=found.title) from error
        planning.move_item(found, day=day, by=by, at=timezone.now())

    return done(request, moved, _("Moved."), _place(found))


@require_POST
@desk(PLAN)
def tie(request: HttpRequest, pk: int) -> HttpResponse:
    found, by = _find(request, pk), staff(request)
    texts = Manuscript.objects.seen_by(by)
    manuscript = get_object_or_404(texts, pk=whole(request.POST.get("manuscript", "")))
    return done(
        request,
        lambda: planning.tie_item(found, manuscript=manuscript, by=by, at=timezone.now()),
        _("Kept."),
        _place(found),
    )


@require_POST
@desk(PLAN)
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    found, by = _find(request, pk), staff(request)
    return done(request, lambda: planning.finish_item(found, by=by, at=timezone.now()), _("Done."), _place(found))


@require_GET
@desk(READ)
def feed(request: HttpRequest) -> HttpResponse:
    """The open items as a calendar file (RFC 5545), a whole day each."""
    items = PlannedItem.objects.seen_by(staff(request)).open().select_related("section")[:MOST_IN_FEED]
    told = Calendar()
    told.add("prodid", "-//Huiying//publication//")
    told.add("version", "2.0")
    for item in items:
        event = Event()
        event.add("uid", f"planned-{item.pk}@{settings.SITE_ADDRESS.partition('://')[2] or 'huiying'}")
        event.add("summary", f"{item.title}（{item.section.name}）")
        event.add("dtstart", item.day)
        event.add("dtend", item.day + timedelta(days=1))
        event.add("dtstamp", datetime.combine(item.made_at.date(), time(), ZONE))
        if item.note:
            event.add("description", item.note)
        told.add_component(event)
    answer = HttpResponse(told.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="publication.ics"'
    return answer


def _place(found: PlannedItem) -> str:
    return f"{reverse('desk-calendar')}?month={found.day:%Y-%m}"
