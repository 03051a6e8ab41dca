"""办件查询 · The public looks up its own letter by number and query code."""

import time
import unicodedata

from django.contrib import messages
from django.db.models import IntegerChoices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.lifecycle import State
from huiying.intake import codes
from huiying.intake.channels.portal.views import SESSION_KEY as RECEIPTS
from huiying.intake.models import Voice
from huiying.intake.tries import Tries

from .. import rulebook
from ..actions import answer_question
from ..actions.asking import MOST_TEXT, waiting_question
from ..clocks import clockwork
from ..forms import AnswerForm, StatusForm
from ..models import Case, Clock, Extension, Grant, Question

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
    voice = Voice.objects.select_related("channel").get(number=number)
    case = Case.objects.filter(voice=voice).prefetch_related("clocks", "parts__section").first()
    reply = case.replies.last() if case else None
    context = {
        "voice": voice,
        "case": case,
        "clock": list(case.clocks.all())[-1] if case else _clock_to_come(voice),
        "part": case.lead_part() if case else None,
        "reply": reply,
        "stage": stage(case),
        "question": _question(case),
        "answer_form": AnswerForm(),
        "extensions": _extensions(case),
    }
    return render(request, "handling/status.html", context)


def _question(case: Case | None) -> Question | None:
    """What the writer is asked and has not answered yet."""
    asked = waiting_question(case) if case else None
    return asked if asked and asked.to_writer else None


def _extensions(case: Case | None) -> list[Extension]:
    if case is None:
        return []
    granted = Extension.objects.filter(clock__case=case, grant=Grant.GRANTED, clock__stopped_at=None)
    return list(granted.select_related("clock"))


@never_cache
@require_POST
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """The writer answers what the office asked; the clock runs on from this moment."""
    if not may_open(request, number):
        return redirect("status")
    case = get_object_or_404(Case, voice__number=number)
    form = AnswerForm(request.POST)
    if form.is_valid() and _question(case):
        answer_question(case, answer=form.cleaned_data["answer"], at=timezone.now())
        messages.success(request, _("Your answer has arrived. The office goes on with your letter."))
    elif not form.is_valid():
        messages.error(
            request, _("Please write the answer first; %(limit)d characters at most.") % {"limit": MOST_TEXT}
        )
    return redirect("status-letter", number=number)


def _clock_to_come(voice: Voice) -> Clock:
    """The clock that the case will have once it is opened, so that its writer sees the day at once."""
    case = Case(voice=voice, opened_at=voice.said_at, regulation=rulebook.regulation(voice.said_at).key)
    return clockwork.at_receipt(case, at=voice.heard_at)[0]


def stage(case: Case | None) -> Stage:
    """How far a letter has come, in the three words that its writer is shown."""
    if case is None or case.state in {State.REGISTERED, State.RETURNED}:
        return Stage.TO_EXAMINE
    return Stage.TO_ANSWER if case.is_open else Stage.ANSWERED


def may_open(request: HttpRequest, number: str) -> bool:
    """Whether this session has shown the query code of the letter, or wrote it."""
    return number in request.session.get(SESSION_KEY, []) or number in request.session.get(RECEIPTS, {})
