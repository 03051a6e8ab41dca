"""外出代办 · Somebody is away, and another person does their work until they are back."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.ledger.actions import record

from . import policies
from .models import Absence, Role, User

LONGEST = timedelta(days=180)
OF_LEADERS = "people.appoint"  # who may tell theirs


@transaction.atomic
def leave(user: User, *, stand_in: User, first: date, last: date, by: User, at: datetime) -> Absence:
    """Give a person's work to a stand-in from `first` to `last`, both included. They may do so themselves; for others
    the information section and the security administrator do, for a leader the latter alone: what a leader signs with
    would else be given to a colleague by a colleague.
    """
    if by != user:
        leads = user.posts.filter(role=Role.LEADER).exists()
        policies.require(by, OF_LEADERS if leads else "people.absences", user)
    if not user.is_active:
        raise RuleError(_("A closed login lends nothing."), where="user", fix=_("Give the posts to somebody else."))
    _refuse_wrong_days(first, last, timezone.localtime(at).date())
    if stand_in == by:
        raise RuleError(
            _("Nobody takes over another's work by their own word."),
            where="stand_in",
            fix=_("Whoever is away names you, or another colleague tells the absence."),
        )
    elsewhere = stand_in.unit_id != user.unit_id
    if stand_in == user or elsewhere or not stand_in.is_active or not stand_in.posts.exists():
        raise InputError(
            _("%(person)s cannot stand in.") % {"person": stand_in},
            where="stand_in",
            fix=_("Choose a colleague of the same unit who holds a post and works here."),
        )
    for person in User.objects.select_for_update().filter(pk__in=[user.pk, stand_in.pk]).order_by("pk"):
        _refuse_if_away(person, first, last)
    _refuse_if_needed(user, first, last)
    absence = Absence.objects.create(user=user, stand_in=stand_in, first=first, last=last, made_at=at)
    told = {"stand_in": stand_in.ledger_name, "first": first.isoformat(), "last": last.isoformat()}
    record("absence.told", about=f"user:{user.username}", by=by, at=at, **told)
    return absence


@transaction.atomic
def come_back(absence: Absence, *, by: User, at: datetime) -> None:
    """End an absence now; from here on the stand-in holds their own posts only."""
    if by != absence.user:
        policies.require(by, "people.absences", absence.user)
    if not Absence.objects.filter(pk=absence.pk, ended_at=None).update(ended_at=at):
        raise RuleError(_("This absence has ended already."), where=str(absence.user))
    record("absence.ended", about=f"user:{absence.user.username}", by=by, at=at, stand_in=absence.stand_in.ledger_name)


def _refuse_wrong_days(first: date, last: date, today: date) -> None:
    if last < first:
        raise InputError(_("The last day is before the first."), where="last", fix=_("Look at both days again."))
    if last < today:
        raise InputError(_("These days are over."), where="last", fix=_("Tell an absence that is still to come."))
    if last - first > LONGEST:
        raise InputError(
            _("That is longer than half a year."),
            where="last",
            fix=_("Let the administrator give the posts to somebody else instead."),
        )


def _refuse_if_away(person: User, first: date, last: date) -> None:
    away = person.absences.meeting(first, last).first()
    if away:
        told = {"person": person, "first": away.first, "last": away.last}
        raise RuleError(
            _("%(person)s is away from %(first)s to %(last)s.") % told,
            where="first",
            fix=_("Choose other days or another stand-in, or end that absence first."),
        )


def _refuse_if_needed(user: User, first: date, last: date) -> None:
    """Work is lent once: whoever stands in for a third person finds them another stand-in first."""
    other = user.standing_in.meeting(first, last).select_related("user").first()
    if other:
        raise RuleError(
            _("%(person)s stands in for %(other)s on these days.") % {"person": user, "other": other.user},
            where="first",
            fix=_("Find another stand-in for them first."),
        )
