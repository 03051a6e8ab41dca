"""我要留言 · Choose a mailbox, write, and get a receipt: number, query code, when the answer is due and why."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from huiying.core import calendar, deadline, regulation
from huiying.intake.actions import receive_form
from huiying.intake.models import Channel, Voice
from huiying.intake.tries import Tries

from .forms import LetterForm

SESSION_KEY = "receipts"
RECEIPTS_KEPT = 20
LETTERS = Tries("letter", most=30, window=3600)  # an office block behind one address writes as one
TERM = "letter.simple"


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """The mailboxes and the board that a writer can choose from."""
    context = {"channels": Channel.objects.for_writing(), "about": request.GET.get("about", "")}
    return render(request, "intake/ask_choose.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of one channel. What was typed stays in the form when something is wrong with it."""
    channel = get_object_or_404(Channel.objects.for_writing(), slug=slug)
    form = LetterForm(request.POST) if request.method == "POST" else LetterForm.fresh(request.GET.get("about", ""))
    if form.is_bound and form.is_valid() and not _must_wait(request, form):
        at = timezone.now()
        voice, code = receive_form(form.heard(at), channel=channel, at=at)
        LETTERS.count(request)
        _keep_receipt(request, voice.number, code)
        return redirect("receipt", number=voice.number)
    context = {"channel": channel, "form": form, "term": regulation.load().term(TERM)}
    return render(request, "intake/ask.html", context, status=422 if form.is_bound else 200)


def _must_wait(request: HttpRequest, form: LetterForm) -> bool:
    """Whether this address has sent a great many letters just now; what was typed stays in the form."""
    if LETTERS.used_up(request):
        form.add_error(None, _("Very many letters came from your network within an hour. Please send this one later."))
        return True
    return False


def _keep_receipt(request: HttpRequest, number: str, code: str) -> None:
    receipts = {**request.session.get(SESSION_KEY, {}), number: code}
    request.session[SESSION_KEY] = dict(list(receipts.items())[-RECEIPTS_KEPT:])


@never_cache
@require_GET
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt, for the session that wrote the letter and for nobody else."""
    code = request.session.get(SESSION_KEY, {}).get(number)
    if code is None:
        raise Http404
    voice = get_object_or_404(Voice.objects.select_related("channel"), number=number)
    rules = regulation.load()
    due = deadline.due(TERM, voice.said_at, calendar=calendar.load(), regulation=rules)
    context = {"voice": voice, "code": code, "due": due, "term": rules.term(TERM)}
    return render(request, "intake/receipt.html", context)
