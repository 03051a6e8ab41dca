"""The clues that were made of a case or a voice, and where another is made: shown beside it."""

from typing import Any

from django.urls import reverse

from huiying.intake.models import Voice
from huiying.people import policies
from huiying.people.models import User

from ..models import Case
from ..present import Present
from ..work import visible_clues

MOST = 10


def beside_case(case: Case, there: Present, person: User) -> dict[str, Any]:
    """Clues of a case: for whoever reads clues; a button for whoever makes them. `there` is what hangs on it."""
    proposal = getattr(case.voice, "proposal", None)
    warns = bool(proposal and proposal.rumour)
    clues = list(visible_clues(person).filter(case=case)[:MOST]) if "clues" in there else []
    return {"clues": clues, "clue_address": _address(person, "case", case.number, warns or bool(clues)), "warns": warns}


def beside_voice(voice: Voice, case: Case | None, person: User) -> dict[str, Any]:
    """The same for a voice that may be a rumour; for others there is nothing, and nothing is asked."""
    proposal = getattr(voice, "proposal", None)
    if not (proposal and proposal.rumour):
        return {"clues": [], "clue_address": "", "warns": False}
    of = {"case": case} if case else {"posts__voice": voice}
    clues = list(visible_clues(person).filter(**of)[:MOST])
    return {"clues": clues, "clue_address": _address(person, "voice", voice.number, True), "warns": True}


def _address(person: User, sort: str, number: str, wanted: bool) -> str:
    if not (wanted and policies.allows(person, "handling.clues.make")):
        return ""
    return f"{reverse('desk-clue-new')}?{sort}={number}"
