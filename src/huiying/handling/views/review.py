"""审签 · The review of drafts: the text large with its changes marked, and two answers to it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.core.errors import RuleError
from huiying.ledger.models import Entry
from huiying.people.access import desk, staff

from .. import actions
from ..chain import chain_of, proofread_by
from ..changes import changes
from ..forms_signing import CommentForm, SigningForm
from ..models import Clock, Draft, Extension, Review
from ..passages import plain, runs
from ..similar import similar_answers
from ..standins import signed
from ..work import to_grant, to_review
from .signing import may_proofread, settling, step_lines

PAGE_SIZE = 30


@require_GET
@desk("handling.read")
def reviews(request: HttpRequest) -> HttpResponse:
    """Drafts that wait for this person's signature, and the first of them large."""
    first = _waiting(request).first()
    if first:
        return redirect("desk-review-one", pk=first.pk)
    return render(request, "handling/review.html", {"extensions": _extensions(request)})


def _extensions(request: HttpRequest) -> list[Extension]:
    """The extensions that wait for this person; they are decided on the page of their case."""
    return list(to_grant(staff(request)).select_related("by", "clock__case")[:PAGE_SIZE])


@require_GET
@desk("handling.read")
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One draft to sign: the letter, the text large, what was changed, the comments on it, two buttons."""
    return review_page(request, pk) or _gone(request)


def review_page(
    request: HttpRequest,
    pk: int,
    *,
    form: SigningForm | None = None,
    comment_form: CommentForm | None = None,
    status: int = 200,
) -> HttpResponse | None:
    """The page of one draft, with a form that is to be mended; None where it does not wait for this person."""
    chosen = _waiting(request).filter(pk=pk).first()
    if chosen is None:
        return None
    context = _context(request, chosen, form or SigningForm(chosen))
    context["comment_form"] = comment_form or CommentForm(auto_id="comment-%s")
    return render(request, "handling/review.html", context, status=status)


def _gone(request: HttpRequest) -> HttpResponse:
    """What is decided, or was never this person's to decide: the next one opens."""
    messages.warning(request, _("This draft does not wait for you, or no longer."))
    return redirect("desk-review")


def _context(request: HttpRequest, chosen: Review, form: SigningForm) -> dict[str, Any]:
    draft, person = chosen.draft, staff(request)
    before = Draft.objects.filter(case=draft.case_id, version__lt=draft.version).last()
    found, comments = changes(before.text, draft.text) if before else [], settling(draft, person)
    reviews = signed(draft.case)
    clock = draft.case.running_clock()
    return {
        "waiting": list(_waiting(request)[:PAGE_SIZE]),
        "extensions": _extensions(request),
        "review": chosen,
        "draft": draft,
        "changes": found,
        "runs": runs(found or plain(draft.text), [each["placed"] for each in comments]),
        "comments": comments,
        "signing": step_lines(draft, reviews, timezone.localdate(), chain_of(draft)),
        "proofread": proofread_by(draft),
        "may_proofread": may_proofread(draft, person),
        "contributions": [p for p in draft.case.parts.all() if not p.is_lead and p.contribution],
        "case": draft.case,
        "voice": draft.case.voice,
        "part": draft.case.lead_part(),
        "clock": clock,
        "moved": _moved(draft, clock),
        "earlier": [each for each in reviews if each.pk != chosen.pk],
        "form": form,
        "similar": similar_answers(draft.case.voice),
        "now": timezone.now(),
    }


def _moved(draft: Draft, clock: Clock | None) -> Entry | None:
    """That the due date was changed while the draft is in review, where it was: by a new calendar or regulation."""
    if clock is None:
        return None
    told = Entry.objects.filter(about=draft.case.ref, deed="clock.moved", facts__term=clock.term)
    return told.filter(at__gt=draft.submitted_at).last() if draft.submitted_at else None


@require_POST
@desk("handling.read")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve, or send back with what is to be changed; then the next draft opens."""
    chosen = _waiting(request).filter(pk=pk).first()
    if chosen is None:
        return _gone(request)
    approving = "approve" in request.POST
    form = SigningForm(chosen, request.POST, sends_back=not approving)
    if form.is_valid() and approving:
        form.refuse_unfinished()
    elif form.is_valid() and not form.cleaned_data["comment"].strip():
        form.add_error("comment", _("Say what is to be changed."))
    if form.is_valid() and (told := _done(chosen, form, approving, request)):
        messages.success(request, told)
        return redirect("desk-review")
    return review_page(request, pk, form=form, status=422) or _gone(request)


def _done(chosen: Review, form: SigningForm, approving: bool, request: HttpRequest) -> str:
    """What was done, in words; "" where a rule refuses it, which the form then says."""
    case = chosen.draft.case
    told: dict[str, Any] = {"review": chosen, "comment": form.cleaned_data["comment"], "by": staff(request)}
    try:
        if not approving:
            actions.send_back(case, **told, at=timezone.now())
            return _("Sent back.")
        more = {"checklist": form.checklist, "proofread": form.cleaned_data["proofread"]}
        actions.approve(case, **told, **more, at=timezone.now())
    except RuleError as refused:
        form.add_error(None, f"{refused.what} {refused.fix}".strip())
        return ""
    return _("Approved.")


def _waiting(request: HttpRequest) -> QuerySet[Review]:
    waiting = to_review(staff(request)).select_related("draft__case__voice__channel", "draft__by")
    return waiting.prefetch_related("draft__case__clocks", "draft__case__parts__section")
