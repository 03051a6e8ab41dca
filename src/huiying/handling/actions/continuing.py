"""What a writer says further, by answering our message or writing behind their own, joins the case that is open."""

from datetime import datetime

from django.db import transaction

from huiying.core.lifecycle import OVER, State
from huiying.intake.models import Voice
from huiying.ledger.actions import PUBLIC

from ..models import Case
from .asking import MOST_TEXT, answer_question
from .moving import tell_ledger

BATCH = 200


def take_continuations(*, at: datetime, limit: int = BATCH) -> int:
    """Let voices that go on from another join its case while that is open; what comes after the answer waits on the
    shelf like any other and gets a case of its own. Returns how many joined.
    """
    waiting = Voice.objects.untaken().filter(answered_at=None, continues__case__isnull=False)
    open_ones = waiting.exclude(continues__case__state__in=OVER).select_related("continues__case")
    return sum(join_case(voice, at=at) for voice in open_ones[:limit])


@transaction.atomic
def join_case(voice: Voice, *, at: datetime) -> bool:
    """Let a voice join the case of the one that it continues; False where another worker did."""
    if not Voice.objects.filter(pk=voice.pk, taken_at=None).update(taken_at=at):
        return False
    assert voice.continues is not None
    case: Case = Case.objects.select_for_update().get(voice=voice.continues)
    tell_ledger("case.more_said", case, PUBLIC, at, voice=voice.number)
    if case.state == State.ASKED:
        answer_question(case, answer=voice.text[:MOST_TEXT] or voice.headline, at=at)
    return True
