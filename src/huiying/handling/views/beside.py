"""What the desk shows beside a voice: what the machine proposes and why, and what is known from before."""

from typing import Any

from django.db.models import Exists, OuterRef

from huiying.assessment.evidence import criteria, flags, judged, sorts_of
from huiying.assessment.marks import marked, marked_title
from huiying.assessment.models import Proposal
from huiying.core.lifecycle import State
from huiying.intake.models import Voice
from huiying.ledger.models import Entry
from huiying.people import policies
from huiying.people.models import Section, User

from ..clues.beside import beside_voice
from ..forms import AssessmentForm
from ..models import Case, Clock
from ..repeats import voices_beside
from ..similar import similar_answers
from ..work import TO_ASSIGN

CAME_BACK = (State.RETURNED, State.REOPENED)


def beside(voice: Voice | None, person: User) -> dict[str, Any]:
    """The context of the panes that show one voice; three queries and those of the similar answers."""
    if voice is None:
        return {"voice": None}
    proposal: Proposal | None = getattr(voice, "proposal", None)
    case: Case | None = getattr(voice, "case", None)
    passages, headline = marked(voice, proposal), marked_title(voice, proposal)
    unit = voice.channel.unit_id
    may_confirm = policies.allows(person, "assessment.confirm", voice)
    to_confirm = bool(proposal and case and case.state in TO_ASSIGN and may_confirm)
    return {
        "voice": voice,
        "proposal": proposal,
        "case": case,
        "clock": _clock(case) if case else None,
        "came_back": _came_back(case) if case else None,
        "form": _form(proposal, unit) if proposal and to_confirm else None,
        "hand_form": _form(Proposal(), unit) if voice.set_aside and may_confirm else None,
        "judged": judged(proposal) if proposal else None,
        "criteria": criteria(proposal) if proposal else (),
        "flags": flags(proposal) if proposal else (),
        "passages": passages,
        "headline": headline,
        "sorts": sorts_of([*headline, *passages]),
        "notes": proposal.said.get("notes", ()) if proposal else (),
        "beside": voices_beside(voice, proposal),
        "similar": similar_answers(voice),
        "may_see_topics": policies.allows(person, "assessment.topics"),
        "may_instruct": policies.allows(person, "handling.instruct", voice),
        "may_open_incident": _may_open_incident(voice, proposal, person),
        "may_persons": policies.allows(person, "intake.persons"),
        **beside_voice(voice, case, person),
    }


def _may_open_incident(voice: Voice, proposal: Proposal | None, person: User) -> bool:
    """Where a voice may be more than a letter: one about us, or one that tells of an emergency."""
    grave = not voice.addressed or bool(proposal and proposal.emergency)
    return grave and policies.allows(person, "handling.incident.open")


def _came_back(case: Case) -> Entry | None:
    """Why a case waits to be assigned once more: that its section returned it, or that its writer was not helped."""
    if case.state not in CAME_BACK:
        return None
    return Entry.objects.filter(about=case.ref, deed=f"case.{case.state}").last()


def _clock(case: Case) -> Clock | None:
    """The clock that runs, or else the one that stopped last; from what is loaded already."""
    return case.running_clock() or next(reversed(case.clocks.all()), None)


def _form(proposal: Proposal, unit: int | None) -> AssessmentForm:
    """The proposal as a form; the sections, and which of them are proposed to help, in one query."""
    helps = Proposal.co_sections.through.objects.filter(proposal=proposal.pk, section=OuterRef("pk"))
    own = Section.objects.filter(unit=unit) if unit else Section.objects.all()
    sections = list(own.annotate(helps=Exists(helps)))
    return AssessmentForm.of(proposal, [(section, bool(section.helps)) for section in sections])
