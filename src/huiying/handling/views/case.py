"""办件 · One case: what, whose, by when, where it stands, what next; and the deeds that this person may do now."""

from collections.abc import Sequence
from typing import cast

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.assessment.marks import Passage, marked
from huiying.core.errors import RuleError
from huiying.core.lifecycle import State, moves_from
from huiying.intake.models import Voice
from huiying.ledger.models import Entry
from huiying.ledger.sentences import NAMES
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User
from huiying.people.refusing import turned_away

from .. import actions
from ..actions.signing import MAX_TEXT
from ..changes import changes
from ..checking import checked
from ..clues.beside import beside_case
from ..collisions import DraftChanged, Seen
from ..forms import AcceptForm, AnswerForm, AskForm, AssignForm, CloseForm, DraftForm, KindForm, ReasonForm
from ..models import Case, Decision, Draft, Incident, Review
from ..present import present
from ..publishable import publishable
from ..repeats import voices_beside
from ..rulebook import is_final
from ..similar import similar_answers
from ..spoken import next_step
from ..standins import signed
from ..work import TO_ASSIGN, to_review
from .at_hand import at_hand
from .deeds import DEEDS
from .disclosure.steps import disclosure_context
from .ending import ENDINGS, done, ending_context
from .finding import find_case
from .looping import loop_context, loop_done
from .partlines import part_lines
from .signing import signing_context
from .supervision.on_case import supervision_context
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
    found, person = find_case(request, number), staff(request)
    context = case_context(found, person)
    if context["called"]:
        actions.read_mentions(found, by=person, at=timezone.now())
    return render(request, "handling/case.html", context)


def case_context(case: Case, person: User, text: str | None = None, began: str = "") -> dict[str, object]:
    """What the page of a case shows; `text` is a reply that is written but not kept yet, and `began` the draft from
    which it began.
    """
    at, there = timezone.now(), present(case)
    draft = case.drafts.select_related("by").last() if "drafts" in there else None
    replies = case.replies.select_related("rating").prefetch_related("files") if "replies" in there else ()
    reviews = signed(case) if draft else []
    waiting = [each for each in reviews if each.decision == Decision.WAITING]
    own = to_review(person).filter(pk__in=[each.pk for each in waiting]).first() if waiting else None
    review = own or next(iter(waiting), None)
    may = {deed: _may(person, case, deed) for deed in MOVES}
    final = is_final(case.regulation, case.returns)
    proposal = getattr(case.voice, "proposal", None)
    text = draft.text if draft and text is None else text
    supervision = supervision_context(case, there, person)
    incident = Incident.objects.filter(case=case).first() if "incident" in there else None
    return {
        "case": case,
        "voice": case.voice,
        "check": checked(case, text) if text and (may["draft"] or draft) and not replies else None,
        "passages": marked(case.voice, proposal),
        "more": more_said(case) if "continued_by" in there else [],
        "attachments": case.voice.attachments.all() if "attachments" in there else (),
        "proposal": proposal,
        "part": case.lead_part(),
        "parts": case.parts.all(),
        "parts_waited": [p.section for p in case.parts.all() if p.is_waited_for],
        "contributions": [p for p in case.parts.all() if not p.is_lead and p.contribution],
        "clock": case.running_clock() or case.clocks.last(),
        "clocks": case.clocks.all(),
        "draft": draft,
        "review": review,
        "may_review": own is not None,
        "may_confirm": case.state in TO_ASSIGN and policies.allows(person, "assessment.confirm", case.voice),
        "next": next_step(case, review),
        "sent_back": _sent_back(case, reviews),
        "reviews": reviews,
        "replies": replies,
        "entries": Entry.objects.filter(about__in=[case.ref, f"voice:{case.voice.number}"]),
        "similar": similar_answers(case.voice) if may["draft"] else (),
        "beside": voices_beside(case.voice, proposal),
        "may_read_inbox": policies.allows(person, "intake.read", case.voice),
        "may_see_topics": policies.allows(person, "assessment.topics"),
        "may": may | {"return": may["return"] and not final, "close": may["close"] and not supervision["bound"]},
        "final": may["return"] and final,
        "may_unmask": policies.allows(person, "handling.unmask", case),
        "may_submit": may["draft"] and policies.allows(person, "handling.submit", case),
        "now": at,
        **_forms(case, draft, person, text, began or str(Seen.of(draft))),
        "part_lines": part_lines(case, person),
        **signing_context(case, draft, reviews, person),
        **at_hand(case, there, person, at=at, may_draft=may["draft"]),
        **terms_context(case, there, person),
        **ending_context(case, there, person),
        **supervision,
        **beside_case(case, there, person),
        **loop_context(case, there, person),
        **disclosure_context(case, person, at),
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


def _forms(case: Case, draft: Draft | None, person: User, text: str | None, began: str) -> dict[str, object]:
    part = case.lead_part()
    public = draft.make_public if draft else case.voice.wants_public
    return {
        "assign_form": AssignForm(case.unit_id, initial={"lead": part.section if part else None}),
        "accept_form": AcceptForm(case, initial={"handler": person}),
        "draft_form": DraftForm(initial={"text": text or "", "make_public": public, "seen": began}),
        "reason_form": ReasonForm(),
        "close_form": CloseForm(),
        "ask_form": AskForm(case),
        "answer_form": AnswerForm(),
        "kind_form": KindForm(case, initial={"kind": case.kind}),
    }


def _sent_back(case: Case, reviews: Sequence[Review]) -> Review | None:
    """The decision that a draft has to answer: the last review, where it sent the text back."""
    decided = [each for each in reviews if each.at and each.decision != Decision.LAPSED]
    last = max(decided, key=lambda each: (each.at, each.pk), default=None)
    return last if last and case.state == State.DRAFTING and last.decision == Decision.SENT_BACK else None


@require_POST
@desk("handling.read")
def deed(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Do one of the deeds on a case and come back to it; the deed itself checks who may."""
    case = find_case(request, number)
    try:
        told = DEEDS[name](case, request, timezone.now())
    except RuleError as refused:
        if name != "draft":
            raise
        return _nothing_lost(request, number, refused)
    if told:
        messages.success(request, told, extra_tags=case.number if name in MAY_BE_UNDONE else "")
    return redirect("desk-case", number=case.number)


def _nothing_lost(request: HttpRequest, number: str, refused: RuleError) -> HttpResponse:
    """A reply that was not kept comes back beside what stands there by now, each as it was written."""
    case, mine = find_case(request, number), request.POST.get("text", "")[:MAX_TEXT]
    theirs = refused.now if isinstance(refused, DraftChanged) else None
    context = case_context(case, staff(request), mine)
    context["collision"] = {
        "refused": refused,
        "mine": mine,
        "theirs": theirs,
        "changes": changes(theirs.text, mine.strip()) if theirs else (),
    }
    return render(request, "handling/case.html", context, status=409)


def case_written(request: HttpRequest, case: Case, text: str) -> dict[str, object]:
    """The page with a reply that is written and not kept; what it began from stays as the form told it."""
    return case_context(case, staff(request), text, request.POST.get("seen", ""))


@require_POST
@desk("handling.read")
def end(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Let a case end without a reply, or go on after all; a form to be mended comes back with what was typed."""
    case = find_case(request, number)
    told, form = done(case, name, request.POST, staff(request), timezone.now())
    if told:
        messages.success(request, told, extra_tags=case.number if ENDINGS[name].undo else "")
        return redirect("desk-case", number=number)
    case = find_case(request, number)  # a deed that was refused half-way left the one in hand as it wished to have it
    context = case_context(case, staff(request))
    context["endings"] = {**cast(dict[str, Form], context["endings"]), name: form}
    return render(request, "handling/case.html", context, status=422)


@require_POST
@desk("handling.read")
def loop_deed(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Say what was found, checked or concluded of a complaint, or what became of a suggestion."""
    case = find_case(request, number)
    told, form = loop_done(case, name, request.POST, staff(request), timezone.now())
    if told:
        messages.success(request, told)
        return redirect("desk-case", number=number)
    case = find_case(request, number)
    context = case_context(case, staff(request))
    context["loop_forms"] = {**cast(dict[str, Form], context["loop_forms"]), name: form}
    return render(request, "handling/case.html", context, status=422)


@require_POST
@desk("handling.read")
def undo(request: HttpRequest, number: str) -> HttpResponse:
    """Take the last deed back, where it was this person's own and not a minute old."""
    case = find_case(request, number)
    undone = actions.undo(case, by=staff(request), at=timezone.now())
    messages.success(request, _("Taken back: %(deed)s.") % {"deed": NAMES[undone]})
    return redirect("desk-case", number=number)


@require_POST
@desk("handling.read")
def check(request: HttpRequest, number: str) -> HttpResponse:
    """Check the text as it is written, without keeping it: the margin alone for htmx, a whole page without it."""
    case, person = find_case(request, number), staff(request)
    policies.require(person, "handling.draft", case)
    text = request.POST.get("text", "")[:MAX_TEXT]
    if request.headers.get("HX-Request"):
        context = {"check": checked(case, text), "may_submit": policies.allows(person, "handling.submit", case)}
        return render(request, "handling/parts/checked.html", context)
    return render(request, "handling/case.html", case_written(request, case, text))


@require_POST
@desk("handling.read")
def contact(request: HttpRequest, number: str) -> HttpResponse:
    """The contacts and the letter unmasked, this once: the look is a deed, and no address leads to it again."""
    case = find_case(request, number)
    try:
        shown = actions.show_contact(case, by=staff(request), at=timezone.now())
    except RuleError as refused:
        return turned_away(request, refused, reverse("desk-case", args=[case.number]))
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
    case = find_case(request, number)
    reply = case.replies.select_related("case__voice__channel").last()
    if reply is None:
        return redirect("desk-case", number=number)
    return render(request, "handling/preview.html", {"case": case, "reply": reply, "copy": publishable(reply)})
