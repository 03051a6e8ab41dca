"""简报 · What the daily digest tells of a day, gathered: numbers by reference, and the items that ask for somebody."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from huiying.handling.clocks.terms import term_of
from huiying.handling.models import Case, ChaseOrder, Clock, Errand, Incident, IncidentSort, Instruction, Part, Release
from huiying.reporting.asked import Asked
from huiying.reporting.figures import Numbers, Period, named
from huiying.reporting.models import PaperKind

from .breakdown import rows
from .issues import issue
from .matters import STATES, hottest
from .outside import due, safe, stamp, the_moment
from .periodical import editor
from .spans import DAY, span
from .told import narrowed, take_all

PLAIN: Final = (
    *("received", "answered_within", "in_hand", "due", "late_standing", "in_review", "releases_waiting"),
    *("emergencies", "rumours", "incidents_running", "instructions_open", "instructions_late"),
    *("orders_open", "orders_late"),
)
MONTH, WEEK, LATELY = 30, 7, 3  # days
MOST_TOPICS: Final = 5
MOST_ROWS: Final = 10


def gather(asked: Asked, numbers: Numbers) -> dict[str, Any]:
    period = asked.period
    spans = {
        "month": span(_days_before(period, MONTH)),
        "same_weekday": span(Period(period.start - WEEK * DAY, period.end - WEEK * DAY, period.units)),
        "tomorrow": span(Period(period.end + DAY, period.end + DAY, period.units)),
    }
    take_all(numbers, PLAIN)
    take_all(numbers, (f"received_a_day@{spans['month']}", f"received@{spans['same_weekday']}"))
    numbers.take(f"due@{spans['tomorrow']}")
    return {
        "issue": issue(asked, PaperKind.DAILY),
        "editor": editor(period),
        "spans": spans,
        "channels": rows(numbers, "channel"),
        "topics": list(_topics(numbers, asked)),
        "incidents": [_incident(each) for each in named("incidents_running").rows(period).order_by("opened_at")],
        "rumours": [safe(voice.headline) for voice in named("rumours").rows(period).order_by("pk")[:LATELY]],
        "late": list(_clocks(named("late_standing").rows(period))),
        "due": list(_clocks(named("due").rows(period))),
        "tomorrow": list(_clocks(named(f"due@{spans['tomorrow']}").rows(period))),
        "reviews": list(_reviews(named("in_review").rows(period))),
        "releases": [safe(release.title) for release in named("releases_waiting").rows(period)[:MOST_ROWS]],
        "instructions": list(_instructions(named("instructions_open").rows(period))),
        "orders": list(_orders(named("orders_open").rows(period))),
    }


def _days_before(period: Period, days: int) -> Period:
    return Period(period.start - timedelta(days=days), period.start - DAY, period.units)


def _topics(numbers: Numbers, asked: Asked) -> Iterator[dict[str, Any]]:
    """The hottest matters of the last days, with what came today, in the week before and since they began."""
    period = asked.period
    week = _days_before(period, WEEK)
    lately = Period(period.end - (LATELY - 1) * DAY, period.end, period.units)
    for matter in hottest(numbers, MOST_TOPICS, within=lately, at=_now(asked)):
        usual = narrowed("received_a_day", matter["by"], span(week))
        year = span(Period(period.end - 365 * DAY, period.end, period.units))
        whole, waiting = (narrowed(key, matter["by"], year) for key in ("received", "open"))
        take_all(numbers, (usual, whole, waiting))
        yield {**matter, "usual": usual, "whole": whole, "waiting": waiting}


def _now(asked: Asked) -> datetime | None:
    """The moment of asking; None of a digest written long after its day, when how matters stand now tells nothing."""
    return asked.at if asked.at <= asked.period.closes + DAY else None


def _incident(incident: Incident) -> dict[str, str]:
    """What runs, since when, and what is due on it next: a term of the act, or the release that was promised."""
    clock = Clock.objects.ticking().filter(case=incident.case).select_related("case").first()
    last = Release.objects.signed().filter(incident=incident).last()
    awaited = [(title_of(clock), clock.due_at)] if clock else []
    if last and last.next_at:
        awaited.append(("下次发布", last.next_at))
    what, moment = min(awaited, key=lambda pair: pair[1], default=("", None))
    return {
        "title": safe(incident.title),
        "sort": "突发事件" if incident.sort == IncidentSort.EMERGENCY else "舆情",
        "level": incident.level,
        "since": the_moment(stamp(incident.opened_at)),
        "next": what,
        "next_at": the_moment(stamp(moment)) if moment else "",
    }


def title_of(clock: Clock) -> str:
    term = term_of(clock)
    return term.title.zh if term else clock.term


def _clocks(clocks: Iterable[Clock]) -> Iterator[dict[str, str]]:
    ordered = Clock.objects.filter(pk__in=clocks).order_by("due_at", "pk").select_related("case")  # type: ignore[misc]
    for clock in ordered.prefetch_related("case__parts__section", "case__parts__handler")[:MOST_ROWS]:
        yield {**_case(clock.case), "due": due(clock.due_at)}


def _case(case: Case) -> dict[str, str]:
    part: Part | None = case.lead_part()
    return {
        "number": case.number,
        "title": safe(case.title),
        "section": part.section.name if part else "未分办",
        "handler": str(part.handler) if part and part.handler else "",
        "state": STATES.get(case.state, ""),  # type: ignore[call-overload]
    }


def _reviews(cases: Any) -> Iterator[dict[str, str]]:
    for case in cases.order_by("opened_at").prefetch_related("parts__section", "parts__handler")[:MOST_ROWS]:
        yield _case(case)


def _instructions(found: Any) -> Iterator[dict[str, str]]:
    instruction: Instruction
    for instruction in found.order_by("due_at").select_related("by")[:MOST_ROWS]:
        waiting = Errand.objects.filter(instruction=instruction, accepted_at=None).select_related("section")
        yield {
            "subject": safe(instruction.subject),
            "text": safe(instruction.text, 60),
            "by": str(instruction.by),
            "sections": "、".join(errand.section.name for errand in waiting),
            "due": due(instruction.due_at),
        }


def _orders(found: Any) -> Iterator[dict[str, str]]:
    order: ChaseOrder
    for order in found.order_by("due_at").select_related("section")[:MOST_ROWS]:
        yield {
            "number": order.number,
            "subject": safe(order.subject),
            "section": order.section.name,
            "due": due(order.due_at),
        }
