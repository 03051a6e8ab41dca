"""The text of the reply on its way: drafted, submitted, signed step by step as the regulation's chain says."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiying.core.errors import InputError, RuleError
from huiying.core.lifecycle import Move
from huiying.people import policies
from huiying.people.models import LeadingGroupSeat, Role, Seat, User

from ..chain import chain_of, proofread_by
from ..collisions import Seen, compare
from ..models import Case, Decision, Draft, PartState, Review
from ..variables import to_fill
from .advancing import advance, lapse, locked
from .disclosure.answering import refuse_undecided
from .enclosing import freeze
from .moving import move, require, tell_ledger
from .proofing import proofread as proofread_text

MAX_TEXT = 20_000
# What the secrecy check asks: nothing of these is in the text. `public` says whether it may be published.
CHECKED = ("no_secret", "no_privacy")


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
    draft = latest if latest and latest.submitted_at is None else _following(latest, case, text)
    if f" {by.pk} " not in draft.writers:
        draft.writers += f" {by.pk} "
    draft.text, draft.make_public, draft.by, draft.at = text, make_public, by, at
    draft.save()
    tell_ledger("draft.saved", case, by, at, version=draft.version, characters=len(text))
    return draft


def _following(submitted: Draft | None, case: Case, text: str) -> Draft:
    """The version after one that was submitted, or the first. Words that stay keep their writers."""
    if submitted is None:
        return Draft(case=case, version=1)
    writers = submitted.writers if submitted.text == text else ""
    return Draft(case=case, version=submitted.version + 1, writers=writers)


@transaction.atomic
def submit(case: Case, *, open_points: Sequence[str] = (), proofread: bool = False, by: User, at: datetime) -> Review:
    """Send the draft into review: its chain is fixed, and the first step asked. `open_points` are the sorts of what the
    check says must be mended and the drafter leaves as it is.
    """
    require(by, "handling.submit", case)
    move(case, Move.SUBMIT)
    draft = case.drafts.last()
    if draft is None or draft.submitted_at is not None:
        raise RuleError(_("There is no new draft to submit."), where=case.number)
    draft.case = case
    if lacking := to_fill(draft.text):
        raise RuleError(
            _("The draft still lacks: %(what)s.") % {"what": "、".join(lacking)},
            where=case.number,
            fix=_("Replace each 【待填：…】 by what belongs there."),
        )
    _refuse_while_parts_wait(case)
    refuse_undecided(case)
    freeze(case, draft)
    chain = chain_of(draft)
    draft.submitted_at, draft.chain, draft.proofreadings_needed = at, " ".join(chain.steps), chain.proofreadings
    draft.save(update_fields=["submitted_at", "chain", "proofreadings_needed"])
    left = {"open": len(open_points), "points": sorted(set(open_points))} if open_points else {}
    tell_ledger("draft.submitted", case, by, at, version=draft.version, chain=list(chain.steps), **left)
    if proofread:
        proofread_text(draft, by=by, at=at)
    review = advance(draft, at=at)
    assert review is not None
    return review


def _refuse_while_parts_wait(case: Case) -> None:
    waiting = "、".join(part.section.name for part in case.parts.waited_for().select_related("section"))
    if waiting:
        raise RuleError(
            _("These sections have not given their part: %(sections)s.") % {"sections": waiting},
            where=case.number,
            fix=_("Wait for it, or go on without it with a reason."),
        )


@transaction.atomic
def approve(
    case: Case,
    *,
    review: Review | None = None,
    comment: str = "",
    checklist: Mapping[str, bool] | None = None,
    proofread: bool = False,
    by: User,
    at: datetime,
) -> Review | None:
    """Sign at the step that waits for `by` (or at `review`); returns the review that is waited for now, or None where
    the text is approved. The secrecy step needs its `checklist`: no_secret, no_privacy, and public: may be published.
    """
    locked(case)
    review = review or _theirs(case, by)
    checks = _checked(review, checklist or {}, case)
    if proofread:
        proofread_text(_of(review, case), by=by, at=at)
    draft = _decided(case, review, Decision.APPROVED, by=by, at=at, comment=comment.strip(), checklist=checks)
    if checks.get("public") is False and draft.make_public:
        draft.make_public = False
        draft.save(update_fields=["make_public"])
    following = advance(draft, at=at)
    if following is None:
        _refuse_unread(draft)
        move(case, Move.APPROVE)
    return following


@transaction.atomic
def send_back(case: Case, *, review: Review | None = None, comment: str, by: User, at: datetime) -> None:
    """Send the draft back to its handler with what is to be changed; whoever else is asked need not sign any more."""
    if not comment.strip():
        raise InputError(
            _("A draft is sent back with a comment."), where=case.number, fix=_("Say what is to be changed.")
        )
    locked(case)
    draft = _decided(case, review or _theirs(case, by), Decision.SENT_BACK, by=by, at=at, comment=comment.strip())
    lapse(draft, _("The draft was sent back."), by=by, at=at)
    move(case, Move.SEND_BACK)


def is_decided_on(case: Case) -> bool:
    """Whether somebody has signed the newest draft, or sent it back."""
    draft = case.drafts.last()
    return draft is not None and draft.reviews.exclude(decision__in=(Decision.WAITING, Decision.LAPSED)).exists()


def waiting_reviews(case: Case) -> list[Review]:
    """The signatures that the case waits for: one, or those that countersign side by side."""
    waiting = Review.objects.filter(draft__case=case, decision=Decision.WAITING)
    return list(waiting.select_related("draft", "section").order_by("id"))


def waiting_review(case: Case) -> Review | None:
    """The first of them."""
    return next(iter(waiting_reviews(case)), None)


def _theirs(case: Case, by: User) -> Review:
    """The waiting signature that is `by`'s to give, else the first."""
    waiting = waiting_reviews(case)
    if not waiting:
        raise RuleError(_("No draft of this case waits for review."), where=case.number)
    heads = by.sections_as(Role.SECTION_HEAD)
    own = [r for r in waiting if (r.section_id in heads if r.section_id else _may(by, r, case))]
    return own[0] if own else waiting[0]


def _may(by: User, review: Review, case: Case) -> bool:
    return policies.allows(by, f"handling.review.{review.step}", case)


def _of(review: Review, case: Case) -> Draft:
    review.draft.case = case
    return review.draft


def _decided(case: Case, review: Review, decision: Decision, *, by: User, at: datetime, **told: Any) -> Draft:
    """Sign, or send back, with a `comment` and at the secrecy step a `checklist`; the digest says which text."""
    draft = _of(review, case)
    check_signer(review, case, by)
    digest = draft.digest
    if draft.reviews.filter(decision=Decision.APPROVED).exclude(digest="").exclude(digest=digest).exists():
        raise RuleError(_("The text is not the one that was signed at the step before."), where=case.number)
    if not _same_signature(review, by).update(**told, decision=decision, by=by, at=at, digest=digest):
        raise RuleError(_("Somebody else has just decided this review."), where=case.number, fix=_("Reload the page."))
    if review.step == "countersign" and decision == Decision.APPROVED:
        _count_as_part(case, by, told["comment"], at)
    facts: dict[str, Any] = {"step": review.step, "decision": decision.value, "version": draft.version}
    if lender := policies.on_behalf(by, f"handling.review.{review.step}", case):
        facts["for"] = lender.ledger_name
    facts |= told.pop("checklist", {})
    tell_ledger("draft.reviewed", case, by, at, digest=digest, **facts, **told)
    return draft


def _same_signature(review: Review, by: User) -> Any:
    """The rows that one signature decides: a person who heads several sections countersigns for all of them."""
    waiting = Review.objects.filter(decision=Decision.WAITING)
    if review.section_id is None:
        return waiting.filter(pk=review.pk)
    if not waiting.filter(pk=review.pk).exists():
        return waiting.none()
    return waiting.filter(draft=review.draft_id, section__in=by.sections_as(Role.SECTION_HEAD))


def _count_as_part(case: Case, by: User, comment: str, at: datetime) -> None:
    """A section that got its part while the text was in review has given it by its countersign."""
    parts = case.parts.waited_for().filter(section__in=by.sections_as(Role.SECTION_HEAD))
    parts.update(state=PartState.GIVEN, contribution=comment, given_at=at, given_by=by)


def check_signer(review: Review, case: Case, by: User) -> None:
    """Whether `by` may sign here, or why not: the post, not one's own text, not twice, the principal leader last."""
    require(by, f"handling.review.{review.step}", case)
    draft = review.draft
    if review.section_id is not None and review.section_id not in by.sections_as(Role.SECTION_HEAD):
        raise RuleError(_("Another section countersigns here."), where=case.number)
    if by.pk in draft.written_by:
        raise RuleError(_("Nobody signs off a text of their own."), where=case.number)
    if draft.reviews.filter(by=by, decision=Decision.APPROVED).exists():
        raise RuleError(
            _("You have signed this text at an earlier step; another person signs the next."), where=case.number
        )
    principal = LeadingGroupSeat.objects.filter(seat=Seat.HEAD, user__in=by.acts_for)
    if review.step == "principal" and not principal.exists():
        raise RuleError(_("The head of the leading group signs here."), where=case.number)
    if review.step == "leader" and "principal" in draft.steps and principal.filter(user=by).exists():
        raise RuleError(_("The principal leader signs last; a deputy signs here."), where=case.number)


def _checked(review: Review, told: Mapping[str, bool], case: Case) -> dict[str, bool]:
    """What the secrecy check found, as it is recorded; nothing at another step."""
    if review.step != "secrecy":
        return {}
    if not all(told.get(name) for name in CHECKED):
        raise InputError(
            _("The check for secrets and personal data is not complete."),
            where=case.number,
            fix=_("Tick what was checked, or send the draft back."),
        )
    return {**dict.fromkeys(CHECKED, True), "public": bool(told.get("public"))}


def _refuse_unread(draft: Draft) -> None:
    """The last signature waits until enough people have read the text word for word (三校)."""
    needed, found = draft.proofreadings_needed, proofread_by(draft)
    if found < needed:
        raise RuleError(
            ngettext(
                "The text was proofread %(found)d time; this reply needs %(needed)d.",
                "The text was proofread %(found)d times; this reply needs %(needed)d.",
                found,
            )
            % {"found": found, "needed": needed},
            where=draft.case.number,
            fix=_("Each time by another person: the drafter, whoever signs, or a colleague."),
        )
