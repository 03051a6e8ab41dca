"""The deeds by which a result is written, approved by another person, and published."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.core.zone import in_office_zone
from huiying.language import privacy
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ..consultations.counting import figures, rows_of_points
from ..consultations.drafts import plain
from ..consultations.report import draft_text
from ..models import Consultation, ConsultationResult, Phase, PortalStamp, ResultState
from ..searching.findable import CONSULTATION
from .finding import look_at

RUN, APPROVE = "publication.consultation", "publication.consultation.approve"
MOST_TEXT, MOST_COMMENT = 5000, 500


@transaction.atomic
def write_result(consultation: Consultation, *, text: str = "", by: User, at: datetime) -> ConsultationResult:
    """Keep what is said of the opinions; without a text, the draft that the figures give. Who writes it last is its
    writer.
    """
    policies.require(by, RUN, consultation)
    now = _closed(consultation, at)
    result = ConsultationResult.objects.filter(consultation=now).first()
    if result is not None and result.state != ResultState.DRAFT:
        raise RuleError(_("The result waits for its approval, or is published."), where=now.slug)
    told = plain(text) or draft_text(now, figures(now))
    if len(told) > MOST_TEXT:
        raise InputError(
            _("Please make it shorter: at most %(limit)d characters.") % {"limit": MOST_TEXT}, where="text"
        )
    if privacy.find(told):
        raise InputError(
            _("It names personal data, and it is published."),
            where="text",
            fix=_("Write it without names, numbers and addresses."),
        )
    result = result or ConsultationResult(consultation=now)
    result.text, result.written_by = told, by
    result.save()
    record("result.written", about=now.ref, by=by, at=at)
    return result


@transaction.atomic
def submit_result(consultation: Consultation, *, by: User, at: datetime) -> None:
    """Ask for the approval; every point has its fate by then, with a reason."""
    policies.require(by, RUN, consultation)
    now = _closed(consultation, at)
    told = figures(now)
    if told.unplaced or told.decided < told.points:
        raise RuleError(
            _("%(points)d points are not decided, and %(opinions)d opinions are in no point.")
            % {"points": told.points - told.decided, "opinions": told.unplaced},
            where=now.slug,
            fix=_("Gather the points, and let the sections decide."),
        )
    waiting = ConsultationResult.objects.filter(consultation=now, state=ResultState.DRAFT)
    if not waiting.update(state=ResultState.SUBMITTED, submitted_at=at, comment=""):
        raise RuleError(_("There is no draft of the result to be approved."), where=now.slug)
    record("result.submitted", about=now.ref, by=by, at=at)


@transaction.atomic
def send_result_back(consultation: Consultation, *, comment: str, by: User, at: datetime) -> None:
    """The one who would approve it wants it changed, or its writer takes it back; and says why."""
    _now, result = _waiting(consultation, at)
    if by != result.written_by:
        policies.require(by, APPROVE, consultation)
    told = " ".join(comment.split())
    if not told or len(told) > MOST_COMMENT:
        raise InputError(_("Say in up to %(limit)d characters why.") % {"limit": MOST_COMMENT}, where="comment")
    ConsultationResult.objects.filter(pk=result.pk).update(state=ResultState.DRAFT, submitted_at=None, comment=told)
    record("result.sent_back", about=consultation.ref, by=by, at=at, comment=told)


@transaction.atomic
def approve_result(consultation: Consultation, *, by: User, at: datetime) -> ConsultationResult:
    """Approve the result, which publishes it: the page, and to each writer what became of their point. Figures and
    points are frozen. Nobody approves what they wrote themselves.
    """
    policies.require(by, APPROVE, consultation)
    now, result = _waiting(consultation, at)
    if by == result.written_by:
        raise NotAllowed(
            _("%(who)s wrote this result and cannot approve it.") % {"who": by}, fix=_("Ask another leader.")
        )
    result.content = {"figures": figures(now).told(), "points": rows_of_points(now)}
    result.state, result.approved_by, result.approved_at = ResultState.PUBLISHED, by, at
    result.save()
    Consultation.objects.filter(pk=now.pk).update(result_published_at=at)
    look_at(CONSULTATION, [now.pk])
    PortalStamp.change()
    facts = {"writer": result.written_by.ledger_name, "digest": result.digest()}
    record("result.published", about=now.ref, by=by, at=at, **facts)
    return result


def export_consultation(consultation: Consultation, *, what: str, by: User, at: datetime) -> None:
    """Opinions or the report were taken as a file: masked, and recorded all the same."""
    policies.require(by, "publication.consultation.read", consultation)
    record("consultation.exported", about=consultation.ref, by=by, at=at, what=what)


def _closed(consultation: Consultation, at: datetime) -> Consultation:
    now = Consultation.objects.select_for_update().get(pk=consultation.pk)
    phase = now.phase(in_office_zone(at).date())
    if phase == Phase.CALLED_OFF:
        raise RuleError(_("This consultation was called off; no result is told of it."), where=now.slug)
    if phase == Phase.RESULT:
        raise RuleError(_("The result is published; it stays as it was approved."), where=now.slug)
    if phase != Phase.CLOSED:
        raise RuleError(_("A result is told once the term is over."), where=now.slug)
    return now


def _waiting(consultation: Consultation, at: datetime) -> tuple[Consultation, ConsultationResult]:
    """The consultation with its result that waits, both locked."""
    now = _closed(consultation, at)
    result = (
        ConsultationResult.objects.filter(consultation=now, state=ResultState.SUBMITTED).select_for_update().first()
    )
    if result is None:
        raise RuleError(_("No result waits for approval."), where=now.slug)
    return now, result
