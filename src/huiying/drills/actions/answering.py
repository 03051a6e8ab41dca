"""来电 · A player answers a call. An answer that comes after its time is late, and kept."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.ledger.actions import record
from huiying.people import policies, wording
from huiying.people.models import User

from ..models import Call
from .training import playing, ref

PLAY = "drills.play"
MOST_ANSWER = 4000


@transaction.atomic
def answer_call(call: Call, *, text: str, by: User, at: datetime) -> None:
    """Answer it, once; what was said is kept word for word."""
    policies.require(by, PLAY)
    stage, _began = playing(call.stage)
    text = wording.text(text, "text", most=MOST_ANSWER, needed=True)
    if not Call.objects.filter(pk=call.pk, answered_at=None).update(answer=text, answered_at=at, answered_by=by):
        raise RuleError(_("This call was answered already."), where=call.who, fix=_("Read what was said."))
    call.refresh_from_db()
    late = at > call.due_at
    record("drill.call_answered", about=ref(stage), by=by, at=at, call=call.pk, caller=call.who, late=late)
