"""What the pages of a case and of its review show of the sign-off: the line of steps, proofreadings, comments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from huiying.core.chains import Chain
from huiying.core.lifecycle import State
from huiying.people import policies
from huiying.people.models import Section, User

from ..actions.answering import additions_since
from ..chain import chain_of, countersigning, proofread_by
from ..forms_signing import CommentForm
from ..models import Case, Decision, Draft, Review, Step
from ..passages import placed
from ..signers import Signers

DONE, NOW, NEXT = "done", "now", "next"


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the line: `who` signed it, or could; `empty` where nobody can sign it any more."""

    title: str
    shape: str
    who: str
    at: datetime | None = None
    empty: bool = False


def signing_context(case: Case, draft: Draft | None, reviews: Sequence[Review], person: User) -> dict[str, Any]:
    """The sign-off of the newest draft as the page of a case shows it; `reviews` are the case's (`standins.signed`)."""
    if draft is None:
        return {"signing": [], "comments": [], "versions": 0}
    draft.case = case
    chain = chain_of(draft)
    open_text = case.state in (State.DRAFTING, State.IN_REVIEW)
    may_comment = open_text and policies.allows(person, "handling.comment", case)
    return {
        "signing": step_lines(draft, reviews, timezone.localdate(), chain) if is_shown(case) else [],
        "comments": settling(draft, person) if open_text else [],
        "comment_form": CommentForm(auto_id="comment-%s") if may_comment else None,
        "versions": draft.version,
        "proofread": proofread_by(draft),
        "proofread_needed": chain.proofreadings,
        "may_proofread": open_text and may_proofread(draft, person),
        "additions": additions_since(draft) if case.state == State.APPROVED else [],
    }


def is_shown(case: Case) -> bool:
    """The line stands on the page as long as the text is on its way."""
    return case.state in (State.DRAFTING, State.IN_REVIEW, State.APPROVED)


def may_proofread(draft: Draft, person: User) -> bool:
    allowed = policies.allows(person, "handling.proofread", draft.case)
    return allowed and not draft.proofreadings.filter(by=person, digest=draft.digest).exists()


def settling(draft: Draft, person: User) -> list[dict[str, Any]]:
    """The comments, each with whether this person may settle it."""
    writes = policies.allows(person, "handling.draft", draft.case)
    return [{"placed": each, "may_settle": writes or each.comment.by_id == person.pk} for each in placed(draft)]


def step_lines(draft: Draft, reviews: Sequence[Review], day: date, chain: Chain) -> list[StepLine]:
    """Who has signed, who is asked, who comes next; `reviews` are those of the case (`standins.signed`). 会签 is a line
    for each section, side by side.
    """
    asked = [each for each in reviews if each.draft_id == draft.pk and each.decision != Decision.LAPSED]
    left = _Left(draft, asked, Signers.on(day), chain.steps)
    lines: list[StepLine] = []
    for step in chain.steps:
        found = [review for review in asked if review.step == step]
        lines += [_asked(review, left) for review in found]
        if not found:
            lines += _to_come(step, draft, left)
    return lines


@dataclass(frozen=True, slots=True)
class _Left:
    """Who may still sign a step of a draft."""

    draft: Draft
    reviews: Sequence[Review]
    signers: Signers
    steps: Sequence[str]

    def of(self, step: str, section: int | None) -> list[User]:
        draft = self.draft
        taken = {review.by_id for review in self.reviews if review.decision == Decision.APPROVED} | draft.written_by
        part = draft.case.lead_part()
        asked = section or (part.section_id if part else None)
        told = self.signers.of(step, asked, unit=draft.case.unit_id, whole_chain=self.steps)
        return [person for person in told if person.pk not in taken]


def _asked(review: Review, left: _Left) -> StepLine:
    title = _title(review.step, review.section)
    if review.decision != Decision.WAITING:
        return StepLine(title, DONE if review.decision == Decision.APPROVED else NEXT, review.signer, review.at)
    people = left.of(review.step, review.section_id)
    return StepLine(title, NOW, _names(people), empty=not people)


def _to_come(step: str, draft: Draft, left: _Left) -> list[StepLine]:
    sections: list[Section | None] = [None]
    if step == "countersign":
        sections = list(Section.objects.filter(pk__in=countersigning(draft.case)))
    lines = []
    for section in sections:
        people = left.of(step, section.pk if section else None)
        lines.append(StepLine(_title(step, section), NEXT, _names(people), empty=not people))
    return lines


def _title(step: str, section: Section | None) -> str:
    title = str(Step(step).label)
    return f"{title} · {section}" if section else title


MOST_NAMES = 3


def _names(people: Sequence[User]) -> str:
    told = "、".join(str(person) for person in people[:MOST_NAMES])
    return f"{told}…" if len(people) > MOST_NAMES else told
