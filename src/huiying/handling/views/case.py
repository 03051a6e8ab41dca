"""办件 · One case: what, whose, by when, where it stands, what next; and the deeds that this person may do now."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.assessment.marks import marked
from huiying.core.errors import InputError
from huiying.core.lifecycle import Move, moves_from
from huiying.ledger.models import Entry
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from .. import actions
from ..forms import AcceptForm, AssignForm, CloseForm, DraftForm, ReasonForm
from ..models import Case, Draft, Review
from ..publishable import publishable
from ..similar import similar_answers
from ..spoken import next_step
from ..work import TO_ASSIGN, to_review, visible

MOVES = {move.value: move for move in Move}


@require_GET
@desk("handling.read")
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case with its letter, its draft, its clock and its life in plain sentences."""
    return render(request, "handling/case.html", case_context(_case(request, number), staff(request)))


def case_context(case: Case, person: User) -> dict[str, object]:
    draft = case.drafts.select_related("by").last()
    review = actions.signing.waiting_review(case)
    may = {deed: _may(person, case, deed) for deed in DEEDS}
    proposal = getattr(case.voice, "proposal", None)
    return {
        "case": case,
        "voice": case.voice,
        "passages": marked(case.voice, proposal),
        "proposal": proposal,
        "part": case.lead_part(),
        "parts": case.parts.all(),
        "clock": case.running_clock() or case.clocks.last(),
        "clocks": case.clocks.all(),
        "draft": draft,
        "review": review,
        "may_review": bool(review and to_review(person).filter(pk=review.pk).exists()),
        "may_confirm": case.state in TO_ASSIGN and policies.allows(person, "assessment.confirm"),
        "next": next_step(case, review),
        "sent_back": _sent_back(case),
        "reviews": Review.objects.filter(draft__case=case).select_related("by", "draft"),
        "replies": case.replies.all(),
        "entries": Entry.objects.filter(about__in=[case.ref, f"voice:{case.voice.number}"]),
        "similar": similar_answers(case.voice) if may["draft"] else (),
        "may": may,
        "may_unmask": policies.allows(person, "handling.unmask", case),
        "may_submit": may["draft"] and policies.allows(person, "handling.submit", case),
        "now": timezone.now(),
        **_forms(case, draft, person),
    }


def _may(person: User, case: Case, deed: str) -> bool:
    """Whether the table of moves and the table of posts both let this person do it now."""
    return MOVES[deed] in moves_from(case.state) and policies.allows(person, f"handling.{deed}", case)


def _forms(case: Case, draft: Draft | None, person: User) -> dict[str, object]:
    part = case.lead_part()
    public = draft.make_public if draft else case.voice.wants_public
    return {
        "assign_form": AssignForm(initial={"lead": part.section if part else None}),
        "accept_form": AcceptForm(case, initial={"handler": person}),
        "draft_form": DraftForm(initial={"text": draft.text if draft else "", "make_public": public}),
        "reason_form": ReasonForm(),
        "close_form": CloseForm(),
    }


def _sent_back(case: Case) -> Review | None:
    """The decision that a draft has to answer: the last review, where it sent the text back."""
    if case.state != "drafting":
        return None
    last = Review.objects.filter(draft__case=case).select_related("by").last()
    return last if last and last.decision == "sent_back" else None


def _case(request: HttpRequest, number: str) -> Case:
    """The case, if the person may read it; what one may not read does not exist."""
    found = visible(staff(request)).select_related("voice__channel", "voice__correspondent", "voice__proposal__topic")
    found = found.prefetch_related("clocks", "parts__section", "parts__handler")
    return get_object_or_404(found, number=number)


def _assign(case: Case, request: HttpRequest, at: datetime) -> str:
    told = _valid(AssignForm(request.POST))
    actions.assign(case, **told, by=staff(request), at=at)
    return _("Assigned to %(section)s.") % {"section": told["lead"]}


def _accept(case: Case, request: HttpRequest, at: datetime) -> str:
    told = _valid(AcceptForm(case, request.POST))
    actions.accept(case, **told, by=staff(request), at=at)
    return _("%(who)s handles this case.") % {"who": told["handler"]}


def _return(case: Case, request: HttpRequest, at: datetime) -> str:
    actions.return_to_information(case, **_valid(ReasonForm(request.POST)), by=staff(request), at=at)
    return _("Returned to the information section.")


def _draft(case: Case, request: HttpRequest, at: datetime) -> str:
    told = _valid(DraftForm(request.POST))
    draft = actions.save_draft(case, **told, by=staff(request), at=at)
    if "submit" not in request.POST:
        return _("Version %(version)d of the draft is kept.") % {"version": draft.version}
    actions.submit(case, by=staff(request), at=at)
    return _("The draft is in review.")


def _deliver(case: Case, request: HttpRequest, at: datetime) -> str:
    actions.deliver(case, by=staff(request), at=at)
    return _("The reply is out; the writer can read it.")


def _close(case: Case, request: HttpRequest, at: datetime) -> str:
    actions.close(case, **_valid(CloseForm(request.POST)), by=staff(request), at=at)
    return _("The file is closed.")


DEEDS: dict[str, Callable[[Case, HttpRequest, datetime], str]] = {
    "assign": _assign,
    "accept": _accept,
    "return": _return,
    "draft": _draft,
    "deliver": _deliver,
    "close": _close,
}


@require_POST
@desk("handling.read")
def deed(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Do one of the deeds on a case and come back to it; the deed itself checks who may."""
    case = _case(request, number)
    messages.success(request, DEEDS[name](case, request, timezone.now()))
    return redirect("desk-case", number=case.number)


def _valid(form: "AssignForm | AcceptForm | ReasonForm | DraftForm | CloseForm") -> dict[str, Any]:
    if not form.is_valid():
        told = "；".join(f"{form.fields[name].label}：{errors[0]}" for name, errors in form.errors.items())
        raise InputError(told, fix=_("Go back and complete the form."))
    return form.cleaned_data


@require_POST
@desk("handling.read")
def contact(request: HttpRequest, number: str) -> HttpResponse:
    """The contacts and the letter unmasked, this once: the look is a deed, and no address leads to it again."""
    case = _case(request, number)
    shown = actions.show_contact(case, by=staff(request), at=timezone.now())
    letter = marked(case.voice, None, veiled=False)
    context = {**case_context(case, staff(request)), "contact": shown, "passages": letter, "unmasked": True}
    response = render(request, "handling/case.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_GET
@desk("handling.read")
def preview(request: HttpRequest, number: str) -> HttpResponse:
    """What the public would see of an answered case, with personal data masked."""
    case = _case(request, number)
    reply = case.replies.select_related("case__voice__channel").last()
    if reply is None:
        return redirect("desk-case", number=number)
    return render(request, "handling/preview.html", {"case": case, "reply": reply, "copy": publishable(reply)})
