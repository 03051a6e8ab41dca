"""稿件 · A text is written, checked, reviewed three times by three people who did not write it, and then stands (三审:
editor, section head, leader).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Post, Section, User

from ..manuscripts.checks import Finding, check
from ..manuscripts.content import MOST_BODY, MOST_SUMMARY, MOST_TITLE, plain
from ..manuscripts.copying import copy_of
from ..models import ColumnPage, Manuscript, ManuscriptReview

WRITE = "publication.manuscripts.write"
State = Manuscript.State
NEXT = {State.EDITOR: State.SECTION_HEAD, State.SECTION_HEAD: State.LEADER, State.LEADER: State.APPROVED}
ONE_LINE = ("title", "summary", "source", "signer", "contact")
MOST_COMMENT = 500


@transaction.atomic
def write_manuscript(
    *, section: Section, column: ColumnPage, facts: Mapping[str, Any], by: User, at: datetime
) -> Manuscript:
    """Begin a text for a section and a column of the portal."""
    made = Manuscript(unit=section.unit, section=section, column=column, written_by=by, written_at=at, changed_at=at)
    _fill(made, facts, at)
    policies.require(by, WRITE, made)
    made.save()
    made.writers.add(by)
    record("manuscript.written", about=made.ref, by=by, at=at, title=made.title)
    return made


@transaction.atomic
def change_manuscript(
    manuscript: Manuscript,
    *,
    section: Section,
    column: ColumnPage,
    facts: Mapping[str, Any],
    seen: int,
    by: User,
    at: datetime,
) -> Manuscript:
    """Change a text that is not in review. An approved one becomes a draft again, and is reviewed anew; `seen` is the
    version that the writer had before them.
    """
    policies.require(by, WRITE, manuscript)
    now = _locked(manuscript)
    if now.in_review:
        raise RuleError(
            _("This text is in review; it stays as the reviewers see it."),
            where=now.title,
            fix=_("Take it back first."),
        )
    if now.version != seen:
        raise RuleError(
            _("Somebody changed this text meanwhile."), where=now.title, fix=_("Open it again; your words are below.")
        )
    if section.unit_id != now.unit_id:
        raise InputError(_("This section belongs to another unit."), where="section")
    now.section, now.column = section, column
    policies.require(by, WRITE, now)
    _fill(now, facts, at)
    _reopened(now, at)
    now.save()
    now.writers.add(by)
    record("manuscript.changed", about=now.ref, by=by, at=at, title=now.title, version=now.version)
    return now


def touched(manuscript: Manuscript, at: datetime) -> None:
    """A picture or a file of it changed: another version, to be reviewed anew."""
    _reopened(manuscript, at)
    manuscript.save(update_fields=["version", "changed_at", "state", "approved_at", "digest"])


def _reopened(now: Manuscript, at: datetime) -> None:
    now.version += 1
    now.changed_at, now.state, now.approved_at, now.digest = at, State.DRAFT, None, ""


def _fill(manuscript: Manuscript, facts: Mapping[str, Any], at: datetime) -> None:
    for name in ONE_LINE:
        setattr(manuscript, name, plain(str(facts.get(name) or "")))
    manuscript.body = str(facts.get("body") or "").replace("\r\n", "\n").replace("\x00", "").strip()
    manuscript.formed_on = facts.get("formed_on")
    for name, most in (("title", MOST_TITLE), ("summary", MOST_SUMMARY), ("body", MOST_BODY)):
        if len(getattr(manuscript, name)) > most:
            raise InputError(_("At most %(most)d characters.") % {"most": most}, where=name, fix=_("Shorten it."))
    if not manuscript.title:
        raise InputError(_("A text needs a title."), where="title")
    if manuscript.formed_on and manuscript.formed_on > timezone.localtime(at).date():
        raise InputError(
            _("This day is still to come."), where="formed_on", fix=_("Say when the information was formed.")
        )


@transaction.atomic
def submit_manuscript(manuscript: Manuscript, *, looked_at: bool = False, by: User, at: datetime) -> list[Finding]:
    """Send a text into its three reviews. What was found stops it where nobody may go on over it, and else until the
    writer says that they looked at it (`looked_at`).
    """
    policies.require(by, WRITE, manuscript)
    now = _locked(manuscript)
    if now.state != State.DRAFT:
        raise RuleError(_("This text is not a draft."), where=now.title)
    found = check(copy_of(now, today=timezone.localtime(at).date(), with_pictures=False))
    stops = [each for each in found if each.stops]
    if stops:
        raise InputError(stops[0].words, where=stops[0].quote or now.title, fix=_("Change the text first."))
    if found and not looked_at:
        raise InputError(
            _("The check found %(n)d points.") % {"n": len(found)},
            where=now.title,
            fix=_("Change the text, or say that you looked at them."),
        )
    if not Post.objects.filter(section=now.section_id, role="section_head").exists():
        raise RuleError(
            _("%(section)s has no head who could review it.") % {"section": now.section},
            where=now.title,
            fix=_("Choose another section, or have the post filled."),
        )
    now.state, now.digest, now.changed_at = State.EDITOR, now.seal(), at
    now.save(update_fields=["state", "digest", "changed_at"])
    record("manuscript.submitted", about=now.ref, by=by, at=at, version=now.version, open=len(found))
    return found


@transaction.atomic
def review_manuscript(
    manuscript: Manuscript, *, approved: bool, seen: str, comment: str = "", by: User, at: datetime
) -> Manuscript:
    """Take the step of the three reviews that is due: on it goes, or back to its writer with a reason. `seen` is the
    digest of what the reviewer had before them.
    """
    now = _locked(manuscript)
    if not now.in_review:
        raise RuleError(_("This text is not in review."), where=now.title)
    step = State(now.state)
    policies.require(by, f"publication.manuscripts.review.{step.value}", now)
    comment = comment.strip()[:MOST_COMMENT]
    if seen != now.digest or now.seal() != now.digest:
        raise RuleError(_("This is not the text that you read."), where=now.title, fix=_("Open it again."))
    _refuse_own(now, by)
    if not approved and not comment:
        raise InputError(_("A text goes back with a reason."), where="comment", fix=_("Say what is to be changed."))
    facts = {"step": step.value, "version": now.version, "digest": now.digest}
    ManuscriptReview.objects.create(manuscript=now, approved=approved, comment=comment, by=by, at=at, **facts)
    if approved:
        now.state, now.changed_at = NEXT[step], at
        now.approved_at = at if now.state == State.APPROVED else None
        now.save(update_fields=["state", "changed_at", "approved_at"])
        record("manuscript.reviewed", about=now.ref, by=by, at=at, **facts)
    else:
        touched(now, at)
        record("manuscript.sent_back", about=now.ref, by=by, at=at, reason=comment, **facts)
    return now


def may_review(manuscript: Manuscript, by: User) -> bool:
    """Whether the step that is due is this person's."""
    step = f"publication.manuscripts.review.{manuscript.state}"
    if not manuscript.in_review or not policies.allows(by, step, manuscript):
        return False
    return by.pk not in _took_part(manuscript)


def _refuse_own(now: Manuscript, by: User) -> None:
    if now.writers.filter(pk=by.pk).exists():
        raise NotAllowed(_("Whoever wrote a text does not review it."), fix=_("Ask a colleague."))
    if by.pk in _took_part(now):
        raise NotAllowed(_("The three reviews are by three people."), fix=_("Ask a colleague."))


def _took_part(now: Manuscript) -> set[int]:
    """Who wrote any of it, and who reviewed this version already."""
    signed = now.reviews.filter(version=now.version, approved=True).values_list("by", flat=True)
    return {*now.writers.values_list("pk", flat=True), *signed}


@transaction.atomic
def recall_manuscript(manuscript: Manuscript, *, by: User, at: datetime) -> None:
    """Take a text back out of review, to go on writing."""
    policies.require(by, WRITE, manuscript)
    now = _locked(manuscript)
    if not now.in_review:
        raise RuleError(_("This text is not in review."), where=now.title)
    touched(now, at)
    record("manuscript.recalled", about=now.ref, by=by, at=at, version=now.version)


def _locked(manuscript: Manuscript) -> Manuscript:
    """The text as it stands now, held until the deed is done."""
    return Manuscript.objects.select_for_update().get(pk=manuscript.pk)
