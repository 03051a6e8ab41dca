"""办件 · One case: what, whose, by when, where it stands, what next; and the deeds that this person may do now."""

from typing import cast

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.assessment.marks import Passage, marked
from huiying.core.lifecycle import moves_from
from huiying.intake.models import Voice
from huiying.ledger.models import Entry
from huiying.ledger.sentences import NAMES
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from .. import actions
from ..actions.signing import MAX_TEXT
from ..checking import checked
from ..forms import AcceptForm, AnswerForm, AskForm, AssignForm, CloseForm, DraftForm, KindForm, ReasonForm
from ..models import Case, Draft, Incident, Review
from ..publishable import publishable
from ..repeats import voices_beside
from ..rulebook import is_final
from ..similar import similar_answers
from ..spoken import next_step
from ..work import TO_ASSIGN, to_review, visible
from .deeds import DEEDS
from .ending import ENDINGS, done, ending_context
from .terms import terms_context

# Each deed of the page that is a move, with the move it makes.
MOVES = {
    "assign": "assign",
    "accept": "accept",
    "return": "return",
    "ask": "ask",
    "answer": "resume",
    "draft": "draft",
    "deliver": "deliver",
    "close": "close",
}
GRANTED_BY = {"answer": "ask"}
# The deeds whose message offers, for a minute, to take them back.
MAY_BE_UNDONE = frozenset({"assign", "accept", "return"})


@require_GET
@desk("handling.read")
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case with its letter, its draft, its clock and its life in plain sentences."""
    return render(request, "handling/case.html", case_context(_case(request, number), staff(request)))


def case_context(case: Case, person: User, text: str | None = None) -> dict[str, object]:
    """What the page of a case shows; `text` is a reply that is written but not kept yet."""
    draft = case.drafts.select_related("by").last()
    review = actions.signing.waiting_review(case)
    may = {deed: _may(person, case, deed) for deed in MOVES}
    final = is_final(case.regulation, case.returns)
    proposal = getattr(case.voice, "proposal", None)
    text = draft.text if draft and text is None else text
    incident = Incident.objects.filter(case=case).first()
    return {
        "case": case,
        "voice": case.voice,
        "check": checked(case, text) if text and (may["draft"] or draft) and not case.replies.all() else None,
        "passages": marked(case.voice, proposal),
        "more": more_said(case),
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
        "beside": voices_beside(case.voice, proposal),
        "may_read_inbox": policies.allows(person, "intake.read"),
        "may_see_topics": policies.allows(person, "assessment.topics"),
        "may": may | {"return": may["return"] and not final},
        "final": may["return"] and final,
        "may_unmask": policies.allows(person, "handling.unmask", case),
        "may_submit": may["draft"] and policies.allows(person, "handling.submit", case),
        "now": timezone.now(),
        **_forms(case, draft, person, text),
        **terms_context(case, person),
        **ending_context(case, person),
        **_of_incident(incident, case, person),
    }


def _of_incident(incident: Incident | None, case: Case, person: User) -> dict[str, object]:
    """The incident that the case answers, or whether one may be opened on it. While it runs, the case ends with it."""
    told: dict[str, object] = {"incident": incident}
    if incident is None:
        can = case.is_open and case.state != "asked"
        return told | {"may_open_incident": can and policies.allows(person, "handling.incident.open")}
    return told | {"endings": {}} if incident.is_running else told


def more_said(case: Case, *, veiled: bool = True) -> list[tuple[Voice, list[Passage]]]:
    """What the writer said after the first letter, oldest first."""
    further = case.voice.continued_by.select_related("channel").prefetch_related("attachments").order_by("id")
    return [(voice, marked(voice, None, veiled=veiled)) for voice in further]


def _may(person: User, case: Case, deed: str) -> bool:
    """Whether the table of moves and the table of posts both let this person do it now."""
    grant = f"handling.{GRANTED_BY.get(deed, deed)}"
    return MOVES[deed] in moves_from(case.state) and policies.allows(person, grant, case)


def _forms(case: Case, draft: Draft | None, person: User, text: str | None) -> dict[str, object]:
    part = case.lead_part()
    public = draft.make_public if draft else case.voice.wants_public
    return {
        "assign_form": AssignForm(initial={"lead": part.section if part else None}),
        "accept_form": AcceptForm(case, initial={"handler": person}),
        "draft_form": DraftForm(initial={"text": text or "", "make_public": public}),
        "reason_form": ReasonForm(),
        "close_form": CloseForm(),
        "ask_form": AskForm(case),
        "answer_form": AnswerForm(),
        "kind_form": KindForm(case, initial={"kind": case.kind}),
    }


def _sent_back(case: Case) -> Review | None:
    """The decision that a draft has to answer: the last review, where it sent the text back."""
    if case.state != "drafting":
        return None
    last = Review.objects.filter(draft__case=case).select_related("by").last()
    return last if last and last.decision == "sent_back" else None


def _case(request: HttpRequest, number: str) -> Case:
    """The case, if the person may read it; what one may not read does not exist."""
    found = visible(staff(request)).select_related(
        "voice__channel", "voice__correspondent", "voice__proposal__topic", "merged_into"
    )
    found = found.prefetch_related("clocks", "parts__section", "parts__handler")
    return get_object_or_404(found, number=number)


@require_POST
@desk("handling.read")
def deed(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Do one of the deeds on a case and come back to it; the deed itself checks who may."""
    case = _case(request, number)
    if told := DEEDS[name](case, request, timezone.now()):
        messages.success(request, told, extra_tags=case.number if name in MAY_BE_UNDONE else "")
    return redirect("desk-case", number=case.number)


@require_POST
@desk("handling.read")
def end(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Let a case end without a reply, or go on after all; a form to be mended comes back with what was typed."""
    case = _case(request, number)
    told, form = done(case, name, request.POST, staff(request), timezone.now())
    if told:
        messages.success(request, told, extra_tags=case.number if ENDINGS[name].undo else "")
        return redirect("desk-case", number=number)
    case = _case(request, number)  # a deed that was refused half-way left the one in hand as it wished to have it
    context = case_context(case, staff(request))
    context["endings"] = {**cast(dict[str, Form], context["endings"]), name: form}
    return render(request, "handling/case.html", context, status=422)


@require_POST
@desk("handling.read")
def undo(request: HttpRequest, number: str) -> HttpResponse:
    """Take the last deed back, where it was this person's own and not a minute old."""
    case = _case(request, number)
    undone = actions.undo(case, by=staff(request), at=timezone.now())
    messages.success(request, _("Taken back: %(deed)s.") % {"deed": NAMES[undone]})
    return redirect("desk-case", number=number)


@require_POST
@desk("handling.read")
def check(request: HttpRequest, number: str) -> HttpResponse:
    """Check the text as it is written, without keeping it: the margin alone for htmx, a whole page without it."""
    case, person = _case(request, number), staff(request)
    policies.require(person, "handling.draft", case)
    text = request.POST.get("text", "")[:MAX_TEXT]
    if request.headers.get("HX-Request"):
        context = {"check": checked(case, text), "may_submit": policies.allows(person, "handling.submit", case)}
        return render(request, "handling/parts/checked.html", context)
    return render(request, "handling/case.html", case_context(case, person, text))


@require_POST
@desk("handling.read")
def contact(request: HttpRequest, number: str) -> HttpResponse:
    """The contacts and the letter unmasked, this once: the look is a deed, and no address leads to it again."""
    case = _case(request, number)
    shown = actions.show_contact(case, by=staff(request), at=timezone.now())
    letter = marked(case.voice, None, veiled=False)
    context = {**case_context(case, staff(request)), "contact": shown, "passages": letter, "unmasked": True}
    context["more"] = more_said(case, veiled=False)
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
