"""定期材料 · Papers that are written by themselves, each period once, however many processes look."""

from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.handling.rulebook import calendar
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from .commissions import write_waiting
from .models import Commission, PaperKind, Rhythm, Schedule
from .papers.sorts import SORTS
from .rhythm import DAY, Issue, first_day_of, issue_after
from .subjects import NEEDED

DEED = "reporting.schedule"
AT_ONCE = 40  # issues that one look makes up for after a long stop; the next look goes on


@transaction.atomic
def set_schedule(kind: PaperKind, rhythm: Rhythm, hour: int, told: list[User], *, by: User, at: datetime) -> Schedule:
    """Have a kind of paper written by itself, from the issue in which today lies; one schedule a kind, so that no two
    tell of the same days.
    """
    unit = by.place()
    policies.require(by, DEED, unit)
    assert unit is not None
    if kind not in SORTS or kind in NEEDED:
        raise InputError(
            _("A paper about one matter is not written by itself."), where="kind", fix=_("Choose another kind.")
        )
    if not 0 <= hour <= 23:
        raise InputError(_("This is no hour of the day."), where="hour", fix=_("Write a number from 0 to 23."))
    if Schedule.objects.filter(unit=unit, kind=kind, stopped_at=None).exists():
        raise InputError(
            _("This kind is written by itself already; two schedules would tell of the same days."),
            where="kind",
            fix=_("Stop the other one first."),
        )
    _in_the_unit(told, by)
    today = timezone.localtime(at).date()
    through = _last_told(unit.pk, kind, first_day_of(today, rhythm) - DAY)
    schedule = Schedule.objects.create(
        unit=unit, kind=kind, rhythm=rhythm, hour=hour, through=through, set_at=at, by=by
    )
    schedule.told.set(told)
    tell_ledger("schedule.set", schedule, by, at)
    return schedule


def _in_the_unit(told: list[User], by: User) -> None:
    strangers = [person for person in told if not policies.allows(person, "reporting.read", by.place())]
    if strangers:
        raise InputError(_("%(who)s may not read the papers of this unit.") % {"who": strangers[0]}, where="told")


def _last_told(unit: int, kind: str, day: date) -> date:
    """The day before the first issue: later where an earlier schedule of the kind has told of days beyond it."""
    earlier = Schedule.objects.filter(unit=unit, kind=kind).order_by("-through").first()
    return max(day, earlier.through) if earlier else day


@transaction.atomic
def stop_schedule(schedule: Schedule, *, by: User, at: datetime) -> None:
    policies.require(by, DEED, schedule)
    if Schedule.objects.filter(pk=schedule.pk, stopped_at=None).update(stopped_at=at):
        tell_ledger("schedule.stopped", schedule, by, at)


def next_issue(schedule: Schedule) -> Issue:
    return issue_after(schedule.through, schedule.rhythm, calendar())


def due_at(schedule: Schedule, issue: Issue) -> datetime:
    return timezone.make_aware(datetime.combine(issue.due, time(schedule.hour)))


def commission_due(*, at: datetime) -> int:
    """Lay what is due on the shelf, and what a stop left out, in order; returns how many."""
    laid = 0
    for schedule in Schedule.objects.filter(stopped_at=None).order_by("pk"):
        for _turn in range(AT_ONCE):
            issue = next_issue(schedule)
            if at < due_at(schedule, issue):
                break
            laid += _laid(schedule, issue, at)
            schedule.refresh_from_db()
    return laid


def _laid(schedule: Schedule, issue: Issue, at: datetime) -> bool:
    """Once: whoever moves the schedule on first lays the commission; the database knows of no second one."""
    try:
        with transaction.atomic():
            mine = Schedule.objects.filter(pk=schedule.pk, through=schedule.through, stopped_at=None)
            if not mine.update(through=issue.end):
                return False
            Commission.objects.create(
                unit=schedule.unit,
                schedule=schedule,
                kind=schedule.kind,
                start=issue.start,
                end=issue.end,
                asked_at=at,
            )
    except IntegrityError:
        return False
    return True


def write_papers(at: datetime) -> int:
    """What the loop calls: lay what is due, then write what waits."""
    commission_due(at=at)
    return write_waiting(at=at)


def tell_ledger(deed: str, schedule: Schedule, by: User, at: datetime) -> None:
    told = {"kind": schedule.kind, "rhythm": schedule.rhythm, "hour": schedule.hour}
    record(deed, about=f"schedule:{schedule.pk}", by=by, at=at, **told)
