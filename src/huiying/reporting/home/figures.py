"""The figures of a person's home: at most six, each over rows that they may read."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiying.handling.models import Clock
from huiying.handling.work import in_reach, sees_all, visible
from huiying.ledger.remembering import until_the_next_deed
from huiying.people import policies
from huiying.people.models import User

from ..figures import Period, value_of
from ..figures.figure import Value
from ..rows import address_of
from .said import Said

SHOWN = ("received", "reply_rate", "on_time_rate", "median_days", "satisfaction_rate")
DAYS = 30
SOON = timedelta(hours=48)


def last_days(today: date, units: frozenset[int] | None = None) -> Period:
    """The thirty days up to today: a calendar month that has just begun says nothing yet."""
    return Period(today - timedelta(days=DAYS - 1), today, units)


def figures(person: User, period: Period, at: datetime) -> list[Said]:
    """At most six figures, each over rows that the person may read: the office's, or those of their sections."""
    if sees_all(person):
        return list(_of_the_office(person, period, at))
    if policies.allows(person, "handling.read"):
        name = f"figures-{person.pk}-{period.end}-{get_language()}"
        return until_the_next_deed(name, lambda: list(_of_the_section(person, period, at)))
    return []


def _counted(person: User, period: Period, at: datetime) -> dict[str, Value]:
    """The numbers of the office, counted once for all who read the same units."""
    today = Period(period.end, period.end, period.units)
    shown = {key: value_of(key, period) for key in SHOWN}
    before = value_of("received", period.before) if period.before.covered() else None
    late = Clock.objects.late_at(at).filter(in_reach(person)).count()
    return {**shown, "today": value_of("received", today), "before": before, "late": late}


def _of_the_office(person: User, period: Period, at: datetime) -> Iterator[Said]:
    whose = "all" if period.units is None else "-".join(map(str, sorted(period.units)))
    told = until_the_next_deed(f"figures-of-{whose}-{period.start}-{period.end}", lambda: _counted(person, period, at))
    came = _compared(told["received"], told["before"])
    sentences = {
        "reply_rate": ("%", _("of them are answered; see those that are not")),
        "on_time_rate": ("%", _("of the clocks were kept; see those that were not")),
        "median_days": (_("days"), _("pass until half of the letters are answered")),
        "satisfaction_rate": ("%", _("of the ratings are four stars or five; see the others")),
    }
    rates = {key: Said(told[key], *words, address_of(key, period, person)) for key, words in sentences.items()}
    yield Said(told["today"], _("items"), came, address_of("received", Period(period.end, period.end), person))
    yield rates["reply_rate"]
    yield _late(person, int(told["late"] or 0))
    yield from (rates[key] for key in ("on_time_rate", "median_days", "satisfaction_rate"))


def _of_the_section(person: User, period: Period, at: datetime) -> Iterator[Said]:
    seen = visible(person)
    clocks = Clock.objects.running().filter(case__in=seen, due_at__gte=at, due_at__lt=at + SOON)
    yield _late(person, Clock.objects.late_at(at).filter(in_reach(person)).count())
    yield Said(
        clocks.count(), _("items"), _("are due within 48 hours"), f"{reverse('desk-clocks')}?due=soon", late=False
    )
    yield Said(
        seen.open().count(), _("items"), _("of my section are not answered"), f"{reverse('desk-cases')}?state=open"
    )
    answered = seen.filter(period.of("answered_at")).count()
    days = f"days=answered&from={period.start}&to={period.end}"
    yield Said(answered, _("items"), _("of my section were answered in 30 days"), f"{reverse('desk-cases')}?{days}")


def _late(person: User, late: int) -> Said:
    """Overdue clocks of today, not of the period: what is late stays late whenever it began."""
    whose = _("are overdue and not answered") if sees_all(person) else _("of my section are overdue")
    return Said(late, _("items"), whose, f"{reverse('desk-clocks')}?due=late", late=late > 0)


def _compared(now: int | float | None, then: int | float | None) -> str:
    """Today's letters, beside those of thirty days against the thirty before."""
    told = {"all": int(now or 0), "n": abs(int(now or 0) - int(then or 0))}
    if not then or not told["n"]:
        return _("came in today, %(all)d in 30 days") % told
    if told["all"] > then:
        return _("came in today; %(all)d in 30 days, %(n)d more than in the 30 before") % told
    return _("came in today; %(all)d in 30 days, %(n)d fewer than in the 30 before") % told
