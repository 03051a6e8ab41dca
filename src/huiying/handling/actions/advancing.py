"""The sign-off goes from step to step: who is asked next, whose signature is no longer needed. No deed of its own."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.people.models import User

from ..chain import chain_of, countersigning
from ..models import Case, Decision, Draft, Review
from .moving import tell_ledger


def locked(case: Case) -> Case:
    """The case as it is now, locked until the deed is done: of two who sign at once, one after the other."""
    return Case.objects.select_for_update().get(pk=case.pk)


def advance(draft: Draft, *, at: datetime) -> Review | None:
    """The review that the draft waits for now; None where every step of its chain has signed."""
    waiting = draft.reviews.filter(decision=Decision.WAITING).first()
    if waiting is not None:
        return waiting
    signed = set(draft.reviews.filter(decision=Decision.APPROVED).values_list("step", flat=True))
    for step in chain_of(draft).steps:
        if step not in signed and (asked := _ask(draft, step, at)):
            return asked[0]
    return None


def _ask(draft: Draft, step: str, at: datetime) -> list[Review]:
    """Ask for a step: one signature, or side by side one of each section that helps."""
    if step != "countersign":
        return [Review.objects.create(draft=draft, step=step, asked_at=at)]
    return [ask_section(draft, section, at=at) for section in countersigning(draft.case)]


def ask_section(draft: Draft, section: int, *, at: datetime) -> Review:
    return Review.objects.create(draft=draft, step="countersign", section_id=section, asked_at=at)


def lapse(draft: Draft, why: str, *, by: User, at: datetime, section: int | None = None) -> int:
    """Nobody is asked for the waiting signatures any more (of one section, or all); returns how many those were."""
    waiting = draft.reviews.filter(decision=Decision.WAITING)
    if section is not None:
        waiting = waiting.filter(section=section)
    steps = list(waiting.values_list("step", flat=True))
    if steps:
        waiting.update(decision=Decision.LAPSED, comment=why, at=at)
        tell_ledger("review.lapsed", draft.case, by, at, version=draft.version, steps=sorted(set(steps)), reason=why)
    return len(steps)


def lapse_in_review(case: Case, *, by: User, at: datetime) -> None:
    """The case goes to another section while its text is in review: the text stays, its signatures do not."""
    draft = case.drafts.last()
    if draft is not None:
        lapse(draft, _("The case went to another section."), by=by, at=at)


def newest(case: Case) -> Draft:
    draft = case.drafts.last()
    if draft is None:
        raise RuleError(_("There is no draft yet."), where=case.number)
    draft.case = case
    return draft
