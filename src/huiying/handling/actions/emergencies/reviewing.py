"""复盘评估 · What went well, what went wrong, why, and what changes; a leader closes it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.people import wording
from huiying.people.models import User

from ...models import AfterAction
from ..moving import require, tell_ledger
from .conferring import Assignment, give

MOST_TEXT = 4000
WORDS = ("well", "wrong", "causes")


@transaction.atomic
def keep_review(
    review: AfterAction,
    *,
    well: str,
    wrong: str,
    causes: str,
    changes: Sequence[Assignment] = (),
    version: int,
    by: User,
    at: datetime,
) -> None:
    """Keep what people say of an incident that has ended. What `changes` becomes a task of its person."""
    incident = review.incident
    require(by, "handling.incident.review", incident.case)
    told = {"well": well, "wrong": wrong, "causes": causes}
    told = {name: wording.text(each, name, most=MOST_TEXT) for name, each in told.items()}
    kept = AfterAction.objects.filter(pk=review.pk, closed_at=None, version=version)
    if not kept.update(version=version + 1, by=by, at=at, **told):
        raise RuleError(
            _("The review was closed, or kept by somebody else meanwhile."),
            where=incident.number,
            fix=_("Open it in another window, and take over what you need."),
        )
    given = give(incident, changes, conferral=None, at=at)
    review.refresh_from_db()
    tell_ledger("review.kept", incident.case, by, at, changes=given)


@transaction.atomic
def close_review(review: AfterAction, *, by: User, at: datetime) -> None:
    """Close it: a leader who did not write it last agrees with what it says."""
    incident = review.incident
    require(by, "handling.incident.close", incident.case)
    now = AfterAction.objects.select_for_update().get(pk=review.pk)
    empty = next((name for name in WORDS if not getattr(now, name)), None)
    if empty:
        raise InputError(_("The review is not finished."), where=empty, fix=_("Write it first."))
    if now.by_id == by.pk:
        raise RuleError(_("Nobody signs off a text of their own."), where=incident.number)
    if not AfterAction.objects.filter(pk=now.pk, closed_at=None).update(closed_by=by, closed_at=at):
        raise RuleError(_("The review is closed already."), where=incident.number)
    review.refresh_from_db()
    tell_ledger("review.closed", incident.case, by, at, version=now.version)
