"""When an answer is due to a voice that no case answers yet: the term of its kind of case, counted from its receipt."""

from typing import Any

from huiying.core import calendar, deadline, regulation
from huiying.core.deadline import Deadline
from huiying.core.term import Term

from .models import Voice

KIND = "kind_of_case"  # in `Voice.raw`: the kind by the regulation, where the channel knows it
LETTER = "letter"


def kind_of(raw: Any) -> str:
    """The kind of case that a voice asks for; a letter where it does not say, or says what no regulation knows."""
    told = raw.get(KIND) if isinstance(raw, dict) else None
    return told if isinstance(told, str) and told in regulation.load().kinds else LETTER


def term_of(kind: str) -> Term:
    """The term within which a case of this kind is answered: of those that run from receipt to the reply, the last."""
    rules = regulation.load()
    told = [t for t in rules.kinds[kind].terms.values() if t.starts == "received" and "replied" in t.ends]
    return rules.term([t for t in told if not t.instead_of][-1].term)


def due(voice: Voice) -> Deadline:
    """The day by which the law wants an answer, and why."""
    term = term_of(kind_of(voice.raw))
    return deadline.due(term.id, voice.said_at, calendar=calendar.load(), regulation=regulation.load())
