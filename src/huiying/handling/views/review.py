"""审签 · The review of drafts: the text large with its changes marked, and two answers to it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.people.access import desk, staff

from .. import actions
from ..changes import Change, changes
from ..forms import ReviewForm
from ..models import Draft, Extension, Review
from ..similar import similar_answers
from ..work import to_grant, to_review

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
    """One draft to sign: the letter, the text large, what was changed, two buttons."""
    chosen = _waiting(request).filter(pk=pk).first()
    if chosen is None:
        return _gone(request)
    return render(request, "handling/review.html", _context(request, chosen, ReviewForm()))


def _gone(request: HttpRequest) -> HttpResponse:
    """What is decided, or was never this person's to decide: the next one opens."""
    messages.warning(request, _("This draft does not wait for you, or no longer."))
    return redirect("desk-review")


def _context(request: HttpRequest, chosen: Review, form: ReviewForm) -> dict[str, Any]:
    draft = chosen.draft
    return {
        "waiting": list(_waiting(request)[:PAGE_SIZE]),
        "extensions": _extensions(request),
        "review": chosen,
        "draft": draft,
        "changes": _changes(draft),
        "case": draft.case,
        "voice": draft.case.voice,
        "part": draft.case.lead_part(),
        "clock": draft.case.running_clock(),
        "earlier": Review.objects.filter(draft__case=draft.case).exclude(pk=chosen.pk).select_related("by", "draft"),
        "form": form,
        "similar": similar_answers(draft.case.voice),
        "now": timezone.now(),
    }


def _changes(draft: Draft) -> list[Change]:
    """What this version changed of the last one that was sent in; nothing for a first version."""
    before = Draft.objects.filter(case=draft.case_id, version__lt=draft.version).last()
    return changes(before.text, draft.text) if before else []


@require_POST
@desk("handling.read")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve, or send back with what is to be changed; then the next draft opens."""
    chosen = _waiting(request).filter(pk=pk).first()
    if chosen is None:
        return _gone(request)
    form, approving = ReviewForm(request.POST), "approve" in request.POST
    if form.is_valid() and not approving and not form.cleaned_data["comment"].strip():
        form.add_error("comment", _("Say what is to be changed."))
    if not form.is_valid():
        return render(request, "handling/review.html", _context(request, chosen, form), status=422)
    told = {"comment": form.cleaned_data["comment"], "by": staff(request), "at": timezone.now()}
    if approving:
        actions.approve(chosen.draft.case, **told)
        messages.success(request, _("Approved."))
    else:
        actions.send_back(chosen.draft.case, **told)
        messages.success(request, _("Sent back."))
    return redirect("desk-review")


def _waiting(request: HttpRequest) -> QuerySet[Review]:
    waiting = to_review(staff(request)).select_related("draft__case__voice__channel", "draft__by")
    return waiting.prefetch_related("draft__case__clocks", "draft__case__parts__section")
