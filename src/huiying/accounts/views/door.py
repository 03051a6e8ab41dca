"""The second step at the door: a code, a recovery code or a passkey, or a first factor that is joined there."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from huiying.core.errors import InputError
from huiying.people.models import User
from huiying.people.refusing import tried

from .. import counting
from ..actions import passkeys, passwords, proving
from ..forms import CodeForm, JoiningForm, NewPasswordForm
from ..models import Authenticator, Proof, RecoveryCode
from ..needed import has_second, must_have
from ..pictures import square
from ..waiting import SECRET, Waiting, let_in, note_second, who_waits

CHALLENGE = "passkey_challenge"
LONGEST_ANSWER = 64 * 1024


def go_on(user: User) -> HttpResponse:
    """Where somebody goes whose password was right: to their second factor, to join one, or to choose a password."""
    if has_second(user):
        return redirect("second-factor")
    return redirect("second-factor-join" if must_have(user) else "own-password")


@never_cache
@require_http_methods(["GET", "POST"])
def second(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the telephone, a recovery code, or a passkey."""
    waiting = who_waits(request)
    if waiting is None or not has_second(waiting.user):
        return _from_the_beginning(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        proof = _tried(request, waiting.user, form.cleaned_data["code"])
        if proof:
            return _entered(request, waiting, proof)
        form.add_error("code", _("This code does not fit, or was used already."))
    context = {
        "form": form,
        "has_authenticator": Authenticator.objects.filter(user=waiting.user).exists(),
        "has_passkey": waiting.user.passkeys.exists(),
    }
    return render(request, "accounts/second.html", context, status=422 if form.is_bound else 200)


def _tried(request: HttpRequest, user: User, code: str) -> Proof | None:
    if not counting.is_shut(request, user):
        verdict = proving.try_code(user, code, at=timezone.now())
        if verdict.good:
            return Proof.RECOVERY if verdict.recovery else Proof.CODE
    counting.failed(request, user)
    return None


def _entered(request: HttpRequest, waiting: Waiting, proof: Proof) -> HttpResponse:
    onto = _let_on(request, waiting, proof)
    if proof is Proof.RECOVERY:
        left = RecoveryCode.objects.left().filter(user=waiting.user).count()
        messages.warning(request, _("A recovery code was used; %(left)s are left.") % {"left": left})
    return redirect(onto)


def _let_on(request: HttpRequest, waiting: Waiting, proof: Proof) -> str:
    """Sign in who gave their second factor, unless they have to choose a password first; where they go."""
    if waiting.has_to_choose:
        note_second(request, proof)
        return reverse("own-password")
    let_in(request, waiting, proof)
    return reverse("desk-account") if proof is Proof.RECOVERY else waiting.onto


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def own_password(request: HttpRequest) -> HttpResponse:
    """Choose a password in place of one that somebody else made, after everything else that the door asks."""
    waiting = who_waits(request)
    if waiting is None or not waiting.has_to_choose:
        return _from_the_beginning(request)
    user = waiting.user
    if waiting.second is None and (has_second(user) or must_have(user)):
        return go_on(user)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and tried(
        form, lambda: passwords.choose_password(user, form.cleaned_data["new"], at=timezone.now())
    ):
        let_in(request, waiting, waiting.second)
        return redirect(waiting.onto)
    return render(request, "accounts/own_password.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Join an authenticator before one enters, where the office asks for a second factor and there is none yet."""
    waiting = who_waits(request)
    if waiting is None or has_second(waiting.user):
        return _from_the_beginning(request)
    form = JoiningForm(request.POST if request.method == "POST" else None)
    codes = joined(request, waiting.user, form)
    if codes is None:
        context = {"form": form} | picture(request, waiting.user)
        return render(request, "accounts/join.html", context, status=422 if form.is_bound else 200)
    onto = _let_on(request, waiting, Proof.CODE)
    return render(request, "accounts/codes.html", {"codes": codes, "onto": onto})


def joined(request: HttpRequest, user: User, form: CodeForm) -> list[str] | None:
    """Join the authenticator whose secret this session offered; its recovery codes, None where nothing was joined."""
    secret = request.session.get(SECRET)
    if not (secret and form.is_bound and form.is_valid()):
        return None
    try:
        codes = proving.enrol(user, secret=secret, code=form.cleaned_data["code"], by=user, at=timezone.now())
    except InputError as refused:
        form.refuse(refused)
        return None
    request.session.pop(SECRET, None)
    return codes


def picture(request: HttpRequest, user: User) -> dict[str, Any]:
    """The secret that this session offers: to be scanned, or typed by who cannot scan."""
    secret = request.session.setdefault(SECRET, proving.new_secret())
    address = proving.address_of(user, secret, office_name(user))
    spaced = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return {"square": mark_safe(square(address)), "secret": spaced}  # noqa: S308 - drawn by us


def office_name(user: User) -> str:
    return str(user.place() or "Huiying")


def site(request: HttpRequest, user: User) -> passkeys.Site:
    """Where this browser stands. The host is one that the office allows."""
    host = request.get_host()
    return passkeys.Site(f"{request.scheme}://{host}", host.rpartition(":")[0] or host, office_name(user))


def answer_of(request: HttpRequest) -> dict[str, Any]:
    """What a browser's passkey said; {} where it is no JSON."""
    try:
        told = json.loads(request.body) if len(request.body) <= LONGEST_ANSWER else {}
    except ValueError:
        told = {}
    return told if isinstance(told, dict) else {}


@never_cache
@require_POST
def passkey_asked(request: HttpRequest) -> HttpResponse:
    """A challenge for the passkeys of who waits."""
    waiting = who_waits(request)
    if waiting is None or not waiting.user.passkeys.exists():
        return JsonResponse({"said": _("Sign in from the beginning.")}, status=409)
    asked, request.session[CHALLENGE] = passkeys.ask_to_prove(waiting.user, site(request, waiting.user))
    return JsonResponse(asked)


@never_cache
@require_POST
def passkey_proved(request: HttpRequest) -> HttpResponse:
    """What the passkey said to the challenge, which is good for one answer."""
    waiting, state = who_waits(request), request.session.pop(CHALLENGE, None)
    if waiting is None or state is None:
        return JsonResponse({"said": _("Sign in from the beginning.")}, status=409)
    user, answer = waiting.user, answer_of(request)
    shut = counting.is_shut(request, user)
    if shut or not passkeys.prove(user, answer, state=state, site=site(request, user), at=timezone.now()):
        counting.failed(request, user)
        return JsonResponse({"said": _("This passkey does not fit.")}, status=422)
    return JsonResponse({"onto": _let_on(request, waiting, Proof.PASSKEY)})


def _from_the_beginning(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Please sign in from the beginning."))
    return redirect("login")
