"""会商 · Minutes are kept of who said and decided what, with tasks: who does what by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.people import wording
from huiying.people.models import User

from ... import rulebook
from ...emergencies import seen
from ...models import Conferral, Incident, IncidentTask
from ..moving import tell_ledger
from .grading import raised, running

MOST_TEXT, MOST_GUESTS, MOST_WHAT, MOST_NOTE, MOST_TASKS = 4000, 300, 200, 300, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who does what, by when."""

    what: str
    who: User
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """What was said and decided, when and by whom. `level` is the one that was decided, empty where none was."""

    held_at: datetime
    people: Sequence[User]
    points: str
    decisions: str
    guests: str = ""
    level: str = ""
    tasks: Sequence[Assignment] = ()


@transaction.atomic
def confer(incident: Incident, minutes: Minutes, *, by: User, at: datetime) -> Conferral:
    """Keep the minutes of a conferral; its tasks go to their people, and the level is as it decided."""
    seen.require(by, "handling.conferral", incident, at)
    now = running(incident)
    _check(now, minutes, at)
    conferral = Conferral.objects.create(
        incident=incident,
        held_at=minutes.held_at,
        guests=wording.text(minutes.guests, "guests", most=MOST_GUESTS),
        points=wording.text(minutes.points, "points", most=MOST_TEXT, needed=True),
        decisions=wording.text(minutes.decisions, "decisions", most=MOST_TEXT, needed=True),
        level=minutes.level,
        by=by,
        at=at,
    )
    conferral.people.set(minutes.people)
    given = give(incident, minutes.tasks, conferral=conferral, at=at)
    tell_ledger(
        "conferral.kept", incident.case, by, at, conferral=conferral.pk, people=len(minutes.people), tasks=given
    )
    if minutes.level and minutes.level != now.level:
        told = {"level": minutes.level, "colour": now.colour, "disposal": now.disposal}
        raised(incident, **told, reason=_("Decided by a conferral."), by=by, at=at)
    return conferral


def _check(incident: Incident, minutes: Minutes, at: datetime) -> None:
    wording.past(minutes.held_at, "held_at", at)
    if minutes.held_at < incident.happened_at:
        raise InputError(
            _("It was held before it happened."), where="held_at", fix=_("Look at the date and the hour again.")
        )
    if not minutes.people:
        raise InputError(_("Nobody took part."), where="people", fix=_("Choose who took part."))
    levels = rulebook.regulation_of(incident.case.regulation).levels
    if minutes.level and minutes.level not in levels:
        raise InputError(_("This cannot be chosen here."), where="level", fix="、".join(levels))


def give(incident: Incident, tasks: Sequence[Assignment], *, conferral: Conferral | None, at: datetime) -> int:
    """Give the tasks to their people; returns how many. Each is due after it is given."""
    if len(tasks) > MOST_TASKS:
        raise InputError(_("These are too many tasks at once."), where="tasks", fix=_("Keep some of them later."))
    for task in tasks:
        if task.due_at <= at:
            raise InputError(
                _("“%(what)s” is due in the past.") % {"what": task.what[:40]},
                where="tasks",
                fix=_("Set a later hour."),
            )
        if not task.who.is_active:
            raise InputError(_("%(who)s does not work here.") % {"who": task.who}, where="tasks")
    rows = [
        IncidentTask(
            incident=incident,
            conferral=conferral,
            what=wording.text(task.what, "tasks", most=MOST_WHAT, needed=True),
            who=task.who,
            due_at=task.due_at,
            at=at,
        )
        for task in tasks
    ]
    return len(IncidentTask.objects.bulk_create(rows))


@transaction.atomic
def finish_task(task: IncidentTask, *, note: str = "", by: User, at: datetime) -> None:
    """Whose task it is, a stand-in, or whoever may confer says that it is done, and what came of it."""
    if task.who_id not in by.acts_for and not seen.may(by, "handling.conferral", task.incident, at):
        raise NotAllowed(
            _("%(who)s may not do this: %(deed)s.") % {"who": by, "deed": "task"}, fix=_("Ask whose task it is.")
        )
    note = wording.text(note, "note", most=MOST_NOTE)
    if not IncidentTask.objects.filter(pk=task.pk, done_at=None).update(done_at=at, note=note):
        raise RuleError(_("This task is done already."), where=task.what)
    task.refresh_from_db()
    late = at > task.due_at
    tell_ledger("task.done", task.incident.case, by, at, task=task.pk, what=task.what, late=late)
