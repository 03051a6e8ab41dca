"""我要留言 · Choose a mailbox or a form, write, and get a receipt: number, query code, the day of the answer, why."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from huiying.intake import due
from huiying.intake.actions import receive_form
from huiying.intake.models import Channel, Delivery, Voice

from . import questions
from .fields import say_files_again
from .forms import form_of
from .suspicion import LETTERS, SUSPECTS, count_letter, must_ask
from .uploads import bounded
from .writing import TITLE_LENGTH, WritingForm

SESSION_KEY = "receipts"
RECEIPTS_KEPT = 20


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """The mailboxes and the board that a writer can choose from, and the forms for other requests."""
    context = {"open": Channel.objects.for_writing().exists(), "about": request.GET.get("about", "")}
    return render(request, "intake/ask_choose.html", context)


@never_cache
@bounded
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of one channel. What was typed stays in the form when something is wrong with it."""
    channel = get_object_or_404(Channel.objects.for_writing(), slug=slug)
    kind, at = form_of(channel), timezone.now()
    if request.method == "POST":
        form = kind(request.POST, request.FILES)
        if form.looks_made(at):
            SUSPECTS.count(request)
        if form.is_valid() and _may_send(request, form, channel, at):
            return _receive(request, form, channel, at)
        say_files_again(form)
    else:
        form = kind.fresh(at, title=request.GET.get("about", "")[:TITLE_LENGTH], page=request.GET.get("page", "")[:500])
    if must_ask(request):
        form.ask(at)
    context = {"channel": channel, "form": form, "term": due.term_of(form.kind_of_case)}
    return render(request, "intake/ask.html", context, status=422 if form.is_bound else 200)


def _may_send(request: HttpRequest, form: WritingForm, channel: Channel, at: datetime) -> bool:
    """Whether the form is taken. One that was taken already gets its receipt again, whatever else holds now."""
    if Voice.objects.filter(channel=channel, external_id=form.key).exists():
        return True
    if LETTERS.used_up(request):
        form.add_error(None, _("Very many letters came from your network within an hour. Please send this one later."))
        return False
    return not must_ask(request) or form.is_answered(at)


def _receive(request: HttpRequest, form: WritingForm, channel: Channel, at: datetime) -> HttpResponse:
    with translation.override(settings.LANGUAGE_CODE):  # the office reads it, whatever language the page was in
        heard = form.heard(at)
    voice, code = receive_form(heard, channel=channel, at=at)
    count_letter(request)
    _keep_receipt(request, voice.number, code)
    return redirect("receipt", number=voice.number)


def _keep_receipt(request: HttpRequest, number: str, code: str) -> None:
    receipts = {**request.session.get(SESSION_KEY, {}), number: code}
    request.session[SESSION_KEY] = dict(list(receipts.items())[-RECEIPTS_KEPT:])


@never_cache
@require_GET
def question(request: HttpRequest, form: UUID) -> HttpResponse:
    """A fresh question for a form that is being written for longer than the one before was good for."""
    fresh = questions.new(str(form), timezone.now())
    return render(request, "intake/parts/question_words.html", {"question": fresh})


@never_cache
@require_GET
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt, for the session that wrote the letter and for nobody else."""
    code = request.session.get(SESSION_KEY, {}).get(number)
    if code is None:
        raise Http404
    voice = get_object_or_404(Voice.objects.select_related("channel"), number=number)
    context = {
        "voice": voice,
        "code": code,
        "due": due.due(voice),
        "term": due.term_of(due.kind_of(voice.raw)),
        "files": voice.attachments.all(),
        "mailed": voice.deliveries.filter(kind=Delivery.Kind.RECEIPT).exists(),
    }
    return render(request, "intake/receipt.html", context)
