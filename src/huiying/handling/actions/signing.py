"""The text of the reply on its way: drafted, submitted, looked at by the section head, then by the leader."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.core.lifecycle import Move
from huiying.people import policies
from huiying.people.models import User

from ..collisions import Seen, compare
from ..models import Case, Decision, Draft, Review
from ..rulebook import review_chain
from ..variables import to_fill
from .enclosing import freeze
from .moving import move, require, tell_ledger

MAX_TEXT = 20_000


@transaction.atomic
def save_draft(case: Case, *, text: str, make_public: bool, seen: Seen | None = None, by: User, at: datetime) -> Draft:
    """Keep the reply text. The version not yet submitted is written over; a submitted one is followed by the next.
    Where `seen` is told, the draft must still be the one that was seen.
    """
    require(by, "handling.draft", case)
    text = text.strip()
    if not text:
        raise InputError(_("The draft is empty."), where=case.number, fix=_("Write the reply first."))
    if len(text) > MAX_TEXT:
        raise InputError(_("The draft is longer than %(limit)d characters.") % {"limit": MAX_TEXT}, where=case.number)
    move(case, Move.DRAFT)
    latest = case.drafts.last()
    compare(latest, seen, case.number)
    if latest is None or latest.submitted_at is not None:
        latest = Draft(case=case, version=latest.version + 1 if latest else 1)
    latest.text, latest.make_public, latest.by, latest.at = text, make_public, by, at
    latest.save()
    tell_ledger("draft.saved", case, by, at, version=latest.version, characters=len(text))
    return latest


@transaction.atomic
def submit(case: Case, *, open_points: Sequence[str] = (), by: User, at: datetime) -> Review:
    """Send the draft into review: the first step of the regulation's chain. `open_points` are the sorts of what the
    check says must be mended and the drafter leaves as it is.
    """
    require(by, "handling.submit", case)
    move(case, Move.SUBMIT)
    draft = case.drafts.last()
    if draft is None or draft.submitted_at is not None:
        raise RuleError(_("There is no new draft to submit."), where=case.number)
    if lacking := to_fill(draft.text):
        raise RuleError(
            _("The draft still lacks: %(what)s.") % {"what": "、".join(lacking)},
            where=case.number,
            fix=_("Replace each 【待填：…】 by what belongs there."),
        )
    freeze(case, draft)
    draft.submitted_at = at
    draft.save(update_fields=["submitted_at"])
    left = {"open": len(open_points), "points": sorted(set(open_points))} if open_points else {}
    tell_ledger("draft.submitted", case, by, at, version=draft.version, **left)
    return Review.objects.create(draft=draft, step=review_chain(case.regulation, case.kind)[0], asked_at=at)


@transaction.atomic
def approve(case: Case, *, comment: str = "", by: User, at: datetime) -> Review | None:
    """Approve at the waiting step; returns the next step's review, or None where the text is now approved."""
    review = _decided(case, Decision.APPROVED, comment, by, at)
    chain = list(review_chain(case.regulation, case.kind))
    following = chain[chain.index(review.step) + 1 :]
    if following:
        return Review.objects.create(draft=review.draft, step=following[0], asked_at=at)
    move(case, Move.APPROVE)
    return None


@transaction.atomic
def send_back(case: Case, *, comment: str, by: User, at: datetime) -> None:
    """Send the draft back to its handler with what is to be changed."""
    if not comment.strip():
        raise InputError(
            _("A draft is sent back with a comment."), where=case.number, fix=_("Say what is to be changed.")
        )
    _decided(case, Decision.SENT_BACK, comment, by, at)
    move(case, Move.SEND_BACK)


def waiting_review(case: Case) -> Review | None:
    """The step of the sign-off at which the case waits."""
    waiting = Review.objects.filter(draft__case=case, decision=Decision.WAITING)
    return waiting.select_related("draft").first()


def _decided(case: Case, decision: Decision, comment: str, by: User, at: datetime) -> Review:
    review = waiting_review(case)
    if review is None:
        raise RuleError(_("No draft of this case waits for review."), where=case.number)
    require(by, f"handling.review.{review.step}", case)
    if review.draft.by_id == by.pk:
        raise RuleError(_("Nobody signs off a text of their own."), where=case.number)
    if review.draft.reviews.filter(by=by, decision=Decision.APPROVED).exists():
        raise RuleError(
            _("You have signed this text at an earlier step; another person signs the next."), where=case.number
        )
    if not Review.objects.filter(pk=review.pk, decision=Decision.WAITING).update(
        decision=decision, comment=comment.strip(), by=by, at=at
    ):
        raise RuleError(_("Somebody else has just decided this review."), where=case.number)
    facts = {"step": review.step, "decision": decision.value, "version": review.draft.version}
    if lender := policies.on_behalf(by, f"handling.review.{review.step}", case):
        facts["for"] = lender.ledger_name
    tell_ledger("draft.reviewed", case, by, at, comment=comment.strip(), **facts)
    return review
