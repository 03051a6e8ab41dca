"""办件查询 · The public looks up its own letter by number and query code."""

import time
import unicodedata
import uuid
from typing import Any

from django.contrib import messages
from django.db.models import IntegerChoices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.lifecycle import WITHOUT_REPLY, State
from huiying.intake import codes
from huiying.intake.channels.portal.fields import say_files_again
from huiying.intake.channels.portal.further import FurtherForm, say_more
from huiying.intake.channels.portal.uploads import bounded
from huiying.intake.channels.portal.views import SESSION_KEY as RECEIPTS
from huiying.intake.due import kind_of
from huiying.intake.models import Voice
from huiying.intake.tries import Tries

from .. import rulebook
from ..actions import answer_question, join_case
from ..actions.asking import waiting_question
from ..clocks import clockwork
from ..disclosure.beginning import KIND
from ..forms import StatusForm, WriterAnswerForm
from ..models import Case, Clock, DisclosureNotice, Extension, Grant, Question
from .ending import ended

SLOW_SECONDS = 0.5
WRONG_CODES = Tries("wrong-code", most=10, window=600)
SESSION_KEY = "opened_letters"
TAKEN_FOR = str.maketrans("018", "OIB")  # digits that no code has, read instead of the letters


class Stage(IntegerChoices):
    """待审查, 待处理, 已处理 · what the public is told of a case's state."""

    TO_EXAMINE = 1, pgettext_lazy("stage", "To be examined")
    TO_ANSWER = 2, pgettext_lazy("stage", "To be answered")
    ANSWERED = 3, pgettext_lazy("stage", "Dealt with")


@never_cache
@require_http_methods(["GET", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """A right number and code open the letter for this session; anything wrong gets one and the same answer, slowly."""
    form = StatusForm(request.POST or None, initial={"number": request.GET.get("number", "")})
    if request.method == "GET" or not form.is_valid():
        return render(request, "handling/status_query.html", {"form": form})
    if WRONG_CODES.used_up(request):
        form.add_error(None, _("Too many tries. Please wait ten minutes and try again."))
        return render(request, "handling/status_query.html", {"form": form}, status=429)
    number = _as_given(form.cleaned_data["number"])
    code = _as_given(form.cleaned_data["code"]).translate(TAKEN_FOR)
    voice = Voice.objects.filter(number=number).first()
    if codes.matches(code, voice.code if voice else ""):
        opened = request.session.get(SESSION_KEY, [])
        request.session[SESSION_KEY] = [number, *opened][:20]
        return redirect("status-letter", number=number)
    WRONG_CODES.count(request)
    time.sleep(SLOW_SECONDS)
    form.add_error(None, _("The number and the query code do not fit together."))
    return render(request, "handling/status_query.html", {"form": form})


def _as_given(typed: str) -> str:
    """A number or code as it was given out, however it was typed: full-width, in small letters, with spaces."""
    return "".join(unicodedata.normalize("NFKC", typed).upper().split())


@never_cache
@require_GET
def letter(request: HttpRequest, number: str) -> HttpResponse:
    """The writer's own letter: where it stands, when it is due and why, and the reply when there is one."""
    if not may_open(request, number):
        return redirect("status")
    return _page(request, number)


def _page(request: HttpRequest, number: str, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a letter; `forms` are those that came back with something to be mended."""
    voice = Voice.objects.select_related("channel").get(number=number)
    case = Case.objects.filter(voice=voice).prefetch_related("clocks", "parts__section").first()
    question = _question(case)
    reply = case.replies.last() if case else None
    context = {
        "voice": voice,
        "case": case,
        "clock": _clock(case) if case else _clock_to_come(voice),
        "part": case.lead_part() if case else None,
        "reply": reply,
        "reply_files": reply.files.all() if reply else (),
        "ended": ended(case) if case else "",
        "stage": stage(case),
        "question": question,
        "answer_form": WriterAnswerForm(),
        "extensions": _extensions(case),
        "papers": _papers(case),
        "files": voice.attachments.all(),
        "further": voice.continued_by.order_by("id").prefetch_related("attachments"),
        "further_form": None if question or (case and not case.is_open) else FurtherForm.fresh(),
    }
    return render(request, "handling/status.html", context | forms, status=status)


def _question(case: Case | None) -> Question | None:
    """What the writer is asked and has not answered yet."""
    asked = waiting_question(case) if case else None
    return asked if asked and asked.to_writer else None


def _papers(case: Case | None) -> list[DisclosureNotice]:
    """The papers of a disclosure request that are the applicant's own; none of those to other parties."""
    if case is None or case.kind != KIND:
        return []
    return list(DisclosureNotice.objects.filter(request__case=case, addressee="", reply=None))


def _extensions(case: Case | None) -> list[Extension]:
    if case is None:
        return []
    granted = Extension.objects.filter(clock__case=case, grant=Grant.GRANTED, clock__stopped_at=None)
    return list(granted.select_related("clock"))


@never_cache
@bounded
@require_POST
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """The writer answers what the office asked, with the papers it asked for; the clock runs on from this moment."""
    if not may_open(request, number):
        return redirect("status")
    case, at = get_object_or_404(Case.objects.select_related("voice__channel"), voice__number=number), timezone.now()
    form = WriterAnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        say_files_again(form)
        return _page(request, number, status=422, answer_form=form)
    if _question(case):
        told, files = form.cleaned_data["answer"], tuple(form.cleaned_data["attachments"])
        if files:
            more = say_more(request, case.voice, token=str(uuid.uuid4()), text=told, files=files, at=at)
            join_case(more, at=at)
        else:
            answer_question(case, answer=told, at=at)
        messages.success(request, _("Your answer has arrived. The office goes on with your letter."))
    return redirect("status-letter", number=number)


@never_cache
@bounded
@require_POST
def more(request: HttpRequest, number: str) -> HttpResponse:
    """The writer adds something while the case is open; it joins the case with the next round of work."""
    if not may_open(request, number):
        return redirect("status")
    voice = get_object_or_404(Voice.objects.select_related("channel", "case"), number=number)
    case: Case | None = getattr(voice, "case", None)
    if case and not case.is_open:
        over = case.state in WITHOUT_REPLY
        answered = _("This letter has been answered. Please write a new one and name its number.")
        messages.error(
            request, _("This letter is over. Please write a new one and name its number.") if over else answered
        )
        return redirect("status-letter", number=number)
    form = FurtherForm(request.POST, request.FILES)
    if not form.may_be_sent(request):
        return _page(request, number, status=422, further_form=form)
    told = form.cleaned_data
    say_more(
        request, voice, token=str(told["token"]), text=told["text"], files=tuple(told["attachments"]), at=timezone.now()
    )
    messages.success(request, _("It has arrived and goes to whoever handles your letter."))
    return redirect(f"{reverse('status-letter', args=[number])}?added=1")


def _clock(case: Case) -> Clock | None:
    """The clock by which the answer is due: of those that run the one that ends last, else the last of all."""
    clocks = list(case.clocks.all())
    running = [clock for clock in clocks if clock.stopped_at is None]
    return max(running, key=lambda clock: clock.due_at) if running else next(reversed(clocks), None)


def _clock_to_come(voice: Voice) -> Clock:
    """The clock that the case will have once it is opened, so that its writer sees the day at once."""
    key = rulebook.regulation(voice.said_at).key
    case = Case(voice=voice, kind=kind_of(voice.raw), opened_at=voice.said_at, regulation=key)
    return clockwork.at_receipt(case, at=voice.heard_at)[-1]


def stage(case: Case | None) -> Stage:
    """How far a letter has come, in the three words that its writer is shown."""
    if case is None or case.state in {State.REGISTERED, State.RETURNED}:
        return Stage.TO_EXAMINE
    waits = case.is_open or (case.state == State.MERGED and not case.answered_with_another)
    return Stage.TO_ANSWER if waits else Stage.ANSWERED


def may_open(request: HttpRequest, number: str) -> bool:
    """Whether this session has shown the query code of the letter, or wrote it."""
    return number in request.session.get(SESSION_KEY, []) or number in request.session.get(RECEIPTS, {})
