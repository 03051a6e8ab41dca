"""The office sets from how many people and from what spread a matter is more than 一般."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ..models import ThresholdSheet
from ..sheets import checked

MOST_REASON = 300


@transaction.atomic
def set_thresholds(
    *,
    people: Sequence[Mapping[str, Any]],
    spread: Sequence[Mapping[str, Any]],
    reason: str,
    by: User,
    at: datetime,
) -> ThresholdSheet:
    """Set the thresholds for what is proposed from now on: {"level", "count"} and {"level", "reposts", …}, the rows
    of `language.thresholds`. What was proposed before stays as it is.
    """
    policies.require(by, "assessment.thresholds", policies.INSTALLATION)
    by_people, by_spread = checked(people, spread)
    reason = _because(reason)
    newest = ThresholdSheet.objects.first()
    if newest and (newest.people, newest.spread) == (by_people, by_spread):
        raise InputError(
            _("These thresholds are in force already."), where=_("Thresholds"), fix=_("Change a figure, or leave it.")
        )
    record("thresholds.set", about="thresholds", by=by, at=at, people=by_people, spread=by_spread, reason=reason)
    return ThresholdSheet.objects.create(people=by_people, spread=by_spread, reason=reason, by=by, at=at)


def _because(reason: str) -> str:
    reason = " ".join(reason.split())
    if not reason:
        raise InputError(
            _("Thresholds need a reason."), where=_("Reason"), fix=_("Say who decided it, or what it rests on.")
        )
    if len(reason) > MOST_REASON:
        raise InputError(
            _("The reason is longer than %(most)d characters.") % {"most": MOST_REASON},
            where=_("Reason"),
            fix=_("Shorten it."),
        )
    return reason
