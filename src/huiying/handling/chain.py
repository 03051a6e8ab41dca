"""审签流程 · The steps that sign a draft: which they are, and how far it has come."""

from huiying.core.chains import Chain

from .models import Case, Decision, Draft, PartState
from .rulebook import chain_for

GENERAL = "一般"


def chain_of(draft: Draft) -> Chain:
    """The chain that was fixed for a draft when it was submitted; before that, the one that it would get now."""
    if draft.chain:
        return Chain(steps=draft.steps, proofreadings=draft.proofreadings_needed)
    return fitting(draft.case, public=draft.make_public)


def fitting(case: Case, *, public: bool) -> Chain:
    """The chain for a reply of `case`, by its kind, its level, how many sections answer, and who may read it."""
    proposal = getattr(case.voice, "proposal", None)
    return chain_for(
        case.regulation,
        case.kind,
        level=proposal.level if proposal else GENERAL,
        sections=1 + len(countersigning(case)),
        public=public and case.voice.wants_public,
    )


def countersigning(case: Case) -> list[int]:
    """The sections whose heads countersign: all that help, but those that the lead went on without."""
    return [part.section_id for part in case.parts.all() if not part.is_lead and part.state != PartState.LEFT_OUT]


def proofread_by(draft: Draft) -> int:
    """How many people have read this very text word for word."""
    return draft.proofreadings.filter(digest=draft.digest).count()


def is_signed_off(draft: Draft) -> bool:
    """Whether every step has signed, and nobody is still asked."""
    decisions = set(draft.reviews.values_list("step", "decision"))
    if any(decision == Decision.WAITING for _step, decision in decisions):
        return False
    steps = chain_of(draft).steps
    needed = steps if countersigning(draft.case) else [step for step in steps if step != "countersign"]
    return all((step, Decision.APPROVED) in decisions for step in needed)
