"""Lessons, and whether the change helped: the watched figure over the days since, and over as many before."""

from datetime import date, timedelta

from huiying.reporting.figures import Figure, Numbers, Value, named
from huiying.reporting.models import Lesson
from huiying.reporting.papers.facts import LessonFacts

LONG_ENOUGH = timedelta(days=30)
"""Days after a change from which a figure may tell of it."""
MOST_DAYS = timedelta(days=180)
MOST = 5
WATCHED = (
    *("on_time_rate", "reply_rate", "late", "median_days", "p90_days", "returned", "reopened"),
    *("satisfaction_rate", "solved_rate", "publish_rate", "complaints", "received"),
)
"""Figures that a lesson may be tried on."""
MARKED = 0.05
"""The share of itself by which a figure has to move before it is said to have moved."""


def spans(lesson: Lesson, today: date) -> tuple[str, str] | None:
    """The days before the change and those since, as references name them; None where too few have passed."""
    length = min(today - lesson.since, MOST_DAYS)
    if length < LONG_ENOUGH:
        return None
    day = timedelta(days=1)
    return f"{lesson.since - length - day}..{lesson.since - day}", f"{lesson.since}..{lesson.since + length}"


def lessons(numbers: Numbers) -> list[LessonFacts]:
    """The last lessons recorded up to the end of the period, with what the figure says of each."""
    end = numbers.period.end
    rows = Lesson.objects.filter(numbers.period.within("unit"), since__lte=end)
    return [told(lesson, numbers, end) for lesson in rows[:MOST]]


def told(lesson: Lesson, numbers: Numbers, today: date) -> LessonFacts:
    figure, stretch = named(lesson.reference).figure, spans(lesson, today)
    before, since = (f"{lesson.reference}@{days}" for days in stretch) if stretch else ("", "")
    was, now = (numbers.take(before), numbers.take(since)) if stretch else (None, None)
    return {
        "id": lesson.pk,
        "happened": lesson.happened,
        "cause": lesson.cause,
        "change": lesson.change,
        "since": lesson.since.isoformat(),
        "label": figure.label,
        "unit": figure.unit,
        "reference_before": before,
        "reference_since": since,
        "before": was,
        "now": now,
        "helped": helped(figure, was, now),
    }


def helped(figure: Figure, was: Value, now: Value) -> str:
    """`yes`, `no` or `same`, by whether the figure moved to the better; `unknown` where it cannot be said."""
    if was is None or now is None:
        return "unknown"
    if abs(now - was) <= MARKED * max(abs(was), abs(now)):
        return "same"
    return "yes" if (now > was) == rises(figure) else "no"


def rises(figure: Figure) -> bool:
    """Whether more of it is better: rates; counts and days that are watched are of what should be less."""
    return figure.unit == "%"
