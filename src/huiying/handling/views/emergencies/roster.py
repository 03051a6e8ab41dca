"""值班表 · A month of duties: who leads, who watches, and the days that have nobody."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from huiying.people import policies
from huiying.people.access import desk, staff

from ...actions.emergencies import set_duty
from ...emergencies.duties import DAY, LOOK_AHEAD, gaps, month_of
from ...emergencies.forms import DutyForm
from ...models import Duty
from ...rulebook import calendar
from .places import tried


@require_http_methods(["GET", "POST"])
@desk("handling.read")
def roster(request: HttpRequest) -> HttpResponse:
    person, now = staff(request), timezone.now()
    today = timezone.localtime(now).date()
    first = _month(request.GET.get("month", ""), today)
    days, unit = _days(first, today), person.place()
    may_set = policies.allows(person, "handling.duty")
    form = DutyForm(unit, [day for day in days if day >= today], request.POST if request.method == "POST" else None)
    if form.is_bound:
        policies.require(person, "handling.duty")
        if unit and form.is_valid():
            told = form.cleaned_data
            if tried(form, lambda: set_duty(unit, **told, by=person, at=now)):
                n = len(told["days"])
                messages.success(request, ngettext("%(n)d day is set.", "%(n)d days are set.", n) % {"n": n})
                return redirect(f"{reverse('desk-duty')}?month={first:%Y-%m}")
    kept = {d.day: d for d in Duty.objects.filter(unit=unit, day__in=days).select_related("leader", "officer")}
    red = set(gaps(unit, today)) if unit else set()
    chosen = set(form.data.getlist("days")) if form.is_bound else set()  # type: ignore[attr-defined]
    shown = [day for day in days if day >= today or day in kept] or days  # an empty day that is over tells nothing
    context = {
        "first": first,
        "before": (first - DAY).replace(day=1),
        "after": (first + 31 * DAY).replace(day=1),
        "days": [_row(day, kept.get(day), today, red, chosen) for day in shown],
        "gaps": sorted(red),
        "form": form,
        "may_set": may_set,
        "unit": unit,
    }
    return render(request, "handling/emergency/roster.html", context, status=422 if form.is_bound else 200)


def _days(first: date, today: date) -> list[date]:
    """The days of the month; of this one also those of the coming week that lie in the next."""
    days = list(month_of(first))
    week = [today + n * DAY for n in range(LOOK_AHEAD)]
    return days + [day for day in week if day > days[-1]] if today in days else days


def _row(day: date, duty: Duty | None, today: date, red: set[date], chosen: set[str]) -> dict[str, object]:
    return {
        "day": day,
        "duty": duty,
        "today": day == today,
        "over": day < today,
        "gap": day in red,
        "off": not calendar().is_working(day),
        "chosen": day.isoformat() in chosen,
    }


def _month(written: str, today: date) -> date:
    """The first day of a month written as 2026-03; of this month for anything else."""
    try:
        first = date.fromisoformat(f"{written}-01")
    except ValueError:
        return today.replace(day=1)
    return first if 2000 < first.year < 2200 else today.replace(day=1)
