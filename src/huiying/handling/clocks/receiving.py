"""收到之日 · The day from which a request counts is recorded, or a wait ended before it was written down: the clocks
follow (政府信息公开条例 arts. 30, 31, 33).
"""

from datetime import date, datetime, time

from django.utils import timezone

from huiying.core.zone import ZONE

from .. import rulebook
from ..models import Case
from . import clockwork
from .partterms import wind_parts_of

OPENS = time(9)


def moment_of(day: date, at: datetime) -> datetime:
    """A moment of `day`, not after `at`: terms of days ask for no more."""
    if day == timezone.localtime(at).date():
        return at
    return min(datetime.combine(day, OPENS, ZONE), at)


def count_from(case: Case, began: datetime, *, at: datetime) -> None:
    """Let the clocks that run from receipt run from `began`."""
    kind = rulebook.regulation_of(case.regulation).kinds[case.kind]
    of_receipt = [role for role, term in kind.terms.items() if term.starts in rulebook.RECEIPT]
    for clock in clockwork.running(case):
        if clock.role in of_receipt:
            clock.started_at = began
            clockwork.wind(clock, case, at=at)
            clock.save()
    Case.objects.filter(pk=case.pk).update(opened_at=began)
    case.opened_at = began
    wind_parts_of(case)


def restart_from(case: Case, came: datetime, *, at: datetime) -> None:
    """The correction came at `came`, before it was written down: what runs anew does so from then."""
    for clock in clockwork.running(case):
        if clock.restarted_at is None or clock.restarted_at <= came:
            continue
        clock.restarted_at = came
        if clock.pauses:
            began = datetime.fromisoformat(clock.pauses[-1][0])
            clock.pauses = [*clock.pauses[:-1], [clock.pauses[-1][0], max(began, came).isoformat()]]
        clockwork.wind(clock, case, at=at)
        clock.save()
    wind_parts_of(case)


def set_end(case: Case, term: str, end: datetime, *, at: datetime) -> None:
    """The office sets the end of a term itself (art. 35); nothing that is counted moves it any more."""
    for clock in clockwork.running(case):
        if clock.term == term:
            clock.order_due_at = end
            clockwork.wind(clock, case, at=at)
            clock.save()
    wind_parts_of(case)


def put_off(case: Case, term: str, began: datetime, *, at: datetime) -> None:
    """The term that parties have to answer in runs from when the last of them was reached."""
    for clock in clockwork.running(case):
        if clock.term == term and began != clock.started_at:
            clock.started_at = began
            clockwork.wind(clock, case, at=at)
            clock.save()
