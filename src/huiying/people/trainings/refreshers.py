"""复训 · Who should come again. How often the staff must be trained in public response no act that we have read says: a
year is the office's own default, unverified by law.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet

from ..models import TAUGHT, Unit, User

EVERY_MONTHS = 12
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Refresher:
    """A person with the day of their last training, None where there was none; `due_on` is when the next is due, None
    for who never was at one.
    """

    user: User
    last: date | None
    due_on: date | None
    overdue: bool

    def is_due(self, on: date) -> bool:
        """Whether they should have come by then, or should within thirty days."""
        return self.due_on is None or self.due_on <= on + SOON


def refreshers(unit: Unit, on: date) -> list[Refresher]:
    """Everyone of the unit who holds a post, with their last training, who waits longest first; one question."""
    return [_refresher(person, on) for person in _with_last(unit, on)]


def due_refreshers(unit: Unit, on: date) -> list[Refresher]:
    """Who should have been at a training by `on`, or should within thirty days."""
    return [told for told in refreshers(unit, on) if told.is_due(on)]


def due_after(last: date) -> date:
    """The day by which somebody trained on `last` should come again."""
    year, month = divmod(last.year * 12 + last.month - 1 + EVERY_MONTHS, 12)
    return date(year, month + 1, min(last.day, calendar.monthrange(year, month + 1)[1]))


def _with_last(unit: Unit, on: date) -> QuerySet[User]:
    """Whoever failed, or was excused, has not been taught."""
    taught = Q(
        attendances__outcome__in=TAUGHT,
        attendances__training__withdrawn_at=None,
        attendances__training__held_on__lte=on,
    )
    staff = User.objects.filter(unit=unit, is_active=True, posts__isnull=False)
    last = Max("attendances__training__held_on", filter=taught)
    return staff.annotate(last_taught=last).order_by("last_taught", "name", "pk")


def _refresher(person: User, on: date) -> Refresher:
    last: date | None = person.last_taught  # type: ignore[attr-defined]
    due_on = due_after(last) if last else None
    return Refresher(person, last, due_on, due_on is None or due_on < on)
