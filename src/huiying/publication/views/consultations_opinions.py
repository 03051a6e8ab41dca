"""The public's side of an opinion: the form, the receipt, where it stands, what became of it, and taking it back."""

import time
import unicodedata
import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.errors import InputError, RuleError
from huiying.handling.gate import SUSPECTS, Tries, codes

from ..actions.consultations_opinions import receive_opinion, withdraw_opinion
from ..consultations.counting import told_points
from ..consultations.forms import LATELY, OPINIONS, OpinionForm, OpinionQueryForm
from ..models import Consultation, Opinion, Phase, Standing

WRONG_CODES = Tries("wrong-opinion-code", most=10, window=600)
SLOW_SECONDS = 0.5
OPENED, RECEIPTS, BROWSER = "opened_opinions", "opinion_receipts", "opinion_browser"
KEPT = 30
TAKEN_FOR = str.maketrans("018", "OIB")  # digits that no code has, read instead of the letters


@never_cache
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, slug: str) -> HttpResponse:
    """The form. What was typed stays in it when something is wrong, and when the term ended meanwhile; outside the term
    there is none.
    """
    consultation = get_object_or_404(Consultation.objects.public(), slug=slug)
    at = timezone.now()
    is_open = consultation.phase(timezone.localdate(at)) == Phase.OPEN
    if not is_open and request.method == "GET":
        messages.error(request, _("This consultation is not open now."))
        return redirect(consultation)
    if request.method == "POST":
        form = OpinionForm(request.POST, consultation=consultation)
        if form.looks_made(at):
            SUSPECTS.count(request)
        if form.is_valid() and (not is_open or _may_send(request, form)):
            return _receive(request, consultation, form)
    else:
        first = consultation.articles.exclude(label="").filter(number=_number(request.GET.get("article", ""))).first()
        form = OpinionForm.on(consultation, first.pk if first else None, at)
    if LATELY.used_up(request) or SUSPECTS.used_up(request):
        form.ask(at)
    status = 429 if OPINIONS.used_up(request) and form.is_bound else 422 if form.is_bound else 200
    context = {"consultation": consultation, "form": form}
    return render(request, "publication/consultations/give.html", context, status=status)


def _number(asked: str) -> int:
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0


def _may_send(request: HttpRequest, form: OpinionForm) -> bool:
    """Whether the form is taken. One that was taken already gets its receipt again, whatever else holds now."""
    if Opinion.objects.filter(token=form.cleaned_data["token"]).exists():
        return True
    if OPINIONS.used_up(request):
        form.add_error(None, _("Very many opinions came from your network within an hour. Please send this one later."))
        return False
    asked = LATELY.used_up(request) or SUSPECTS.used_up(request)
    return not asked or form.is_answered(timezone.now())


def _receive(request: HttpRequest, consultation: Consultation, form: OpinionForm) -> HttpResponse:
    told = form.cleaned_data
    browser = request.session.setdefault(BROWSER, uuid.uuid4().hex)
    try:
        opinion, code = receive_opinion(
            consultation,
            token=told["token"],
            text=told["text"],
            article=told["article"],
            writer=told["writer"],
            contact={key: told[key] for key in ("phone", "mail")},
            browser=browser,
            at=timezone.now(),
        )
    except (InputError, RuleError) as refused:
        form.add_error(None, str(refused))
        context = {"consultation": consultation, "form": form}
        return render(request, "publication/consultations/give.html", context, status=422)
    OPINIONS.count(request)
    LATELY.count(request)
    receipts = {**request.session.get(RECEIPTS, {}), opinion.number: code}
    request.session[RECEIPTS] = dict(list(receipts.items())[-KEPT:])
    return redirect("opinion-receipt", number=opinion.number)


@never_cache
@require_GET
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt, for the session that wrote the opinion and for nobody else."""
    code = request.session.get(RECEIPTS, {}).get(number)
    if code is None:
        raise Http404
    opinion = get_object_or_404(Opinion.objects.select_related("consultation", "article"), number=number)
    return render(request, "publication/consultations/receipt.html", {"opinion": opinion, "code": code})


@never_cache
@require_http_methods(["GET", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """A right number and code open the opinion for this session; anything wrong gets one answer, slowly."""
    form = OpinionQueryForm(request.POST or None, initial={"number": request.GET.get("number", "")[:40]})
    if request.method == "GET" or not form.is_valid():
        return render(request, "publication/consultations/look_up.html", {"form": form})
    if WRONG_CODES.used_up(request):
        form.add_error(None, _("Too many tries. Please wait ten minutes and try again."))
        return render(request, "publication/consultations/look_up.html", {"form": form}, status=429)
    number = _as_given(form.cleaned_data["number"]).lower()
    code = _as_given(form.cleaned_data["code"]).upper().translate(TAKEN_FOR)
    opinion = Opinion.objects.filter(number=number).first()
    if codes.matches(code, opinion.code if opinion else ""):
        opened = request.session.get(OPENED, [])
        request.session[OPENED] = [number, *opened][:KEPT]
        return redirect("opinion", number=number)
    WRONG_CODES.count(request)
    time.sleep(SLOW_SECONDS)
    form.add_error(None, _("The number and the query code do not fit together."))
    return render(request, "publication/consultations/look_up.html", {"form": form}, status=422)


def _as_given(typed: str) -> str:
    """As it was given out, however it was typed: full-width, with spaces."""
    return "".join(unicodedata.normalize("NFKC", typed).split())


@never_cache
@require_GET
def opinion(request: HttpRequest, number: str) -> HttpResponse:
    """The writer's own opinion: where it stands, and what became of its point once the result is published."""
    found = _own(request, number)
    if found is None:
        return redirect("opinion-look-up")
    phase = found.consultation.phase(timezone.localdate())
    context = {
        "opinion": found,
        "phase": phase,
        "may_withdraw": phase == Phase.OPEN and found.standing != Standing.WITHDRAWN,
        "point": _fate(found) if phase == Phase.RESULT and found.standing == Standing.KEPT else None,
    }
    return render(request, "publication/consultations/opinion.html", context)


def _fate(found: Opinion) -> dict[str, Any] | None:
    """The point that it raises, as the approved result tells it."""
    key = (found.copy_of or found).point_id
    return next((row for row in told_points(found.consultation) if row["key"] == key), None)


@never_cache
@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """The writer takes the opinion back."""
    found = _own(request, number)
    if found is None:
        return redirect("opinion-look-up")
    try:
        withdraw_opinion(found, at=timezone.now())
        messages.success(request, _("Your opinion is withdrawn; its words and your contacts are deleted."))
    except RuleError as refused:
        messages.error(request, str(refused))
    return redirect("opinion", number=number)


def _own(request: HttpRequest, number: str) -> Opinion | None:
    """The opinion, if this session has shown its code or wrote it."""
    if number not in request.session.get(OPENED, []) and number not in request.session.get(RECEIPTS, {}):
        return None
    related = ("consultation__result", "article", "copy_of")
    return Opinion.objects.select_related(*related).filter(number=number).first()
