"""我的登录 · One's own password, second factors and sessions."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.errors import InputError, RuleError
from huiying.people.access import desk, staff
from huiying.people.models import User
from huiying.people.refusing import done, tried

from .. import counting, limits
from ..actions import passkeys, passwords, proving, sessions
from ..forms import ConfirmForm, JoiningForm, PasswordForm
from ..models import Authenticator, Passkey, RecoveryCode, SignIn
from ..needed import has_second, must_have
from .door import CHALLENGE, answer_of, joined, picture, site

SHOWN = 10


def confirmed(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Ask for the password once more before what opens the door is changed or a session ended, unless it was given a
    moment ago.
    """

    @wraps(view)
    def entered(request: HttpRequest) -> HttpResponse:
        if limits.is_fresh(request.session, limits.now()):
            return view(request)
        return redirect("desk-account-confirm")

    return entered


@never_cache
@require_GET
@desk()
def account(request: HttpRequest) -> HttpResponse:
    """What one's login is, and where it is open."""
    user = staff(request)
    context = {
        "authenticator": Authenticator.objects.filter(user=user).first(),
        "passkeys": user.passkeys.all(),
        "codes_left": RecoveryCode.objects.left().filter(user=user).count(),
        "must_have": must_have(user),
        "open": SignIn.objects.open().filter(user=user),
        "past": SignIn.objects.filter(user=user).exclude(ended_at=None)[:SHOWN],
        "here": request.session.session_key,
    }
    return render(request, "accounts/account.html", context)


@never_cache
@require_GET
@desk()
def session(request: HttpRequest) -> HttpResponse:
    """How many seconds are left of the session, for the page that lies open (session.js)."""
    return JsonResponse({"left": limits.left(request.session, limits.now())})


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@desk()
def password(request: HttpRequest) -> HttpResponse:
    """Change the password with the old one; the other sessions end."""
    user = staff(request)
    form = PasswordForm(request.POST if request.method == "POST" else None)
    here = str(request.session.session_key)
    if form.is_bound and form.is_valid() and tried(form, lambda: _changed(request, user, form, here)):
        update_session_auth_hash(request, user)
        _follow(request, here)
        messages.success(request, _("The password is changed; you are signed out everywhere else."))
        return redirect("desk-account")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.is_bound else 200)


def _changed(request: HttpRequest, user: User, form: PasswordForm, here: str) -> None:
    old, new = form.cleaned_data["old"], form.cleaned_data["new"]
    _try_password(request, user, old)
    passwords.change_password(user, old=old, new=new, at=timezone.now(), but=here)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@desk()
def confirm(request: HttpRequest) -> HttpResponse:
    """The password once more: who sits down at a desk that was left open changes nothing of its owner's login."""
    user = staff(request)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if tried(form, lambda: _try_password(request, user, form.cleaned_data["old"])):
        here = str(request.session.session_key)
        request.session[limits.CONFIRMED] = limits.now()
        request.session.cycle_key()  # who has learned the key before knows no door that opens now
        _follow(request, here)
        messages.success(request, _("Go on: for ten minutes you are not asked again."))
        return redirect("desk-account")
    return render(request, "accounts/confirm.html", {"form": form}, status=422 if form.is_bound else 200)


def _follow(request: HttpRequest, before: str) -> None:
    """The session has a new key, under which it is listed from now on."""
    SignIn.objects.open().filter(key=before).update(key=request.session.session_key)


def _try_password(request: HttpRequest, user: User, told: str) -> None:
    """Who sits down at a desk that is open does not try through its password."""
    if counting.is_shut(request, user):
        raise RuleError(_("Too many wrong passwords."), where="old", fix=_("Try again in half an hour."))
    if not user.check_password(told):
        counting.failed(request, user)
        raise InputError(_("This is not the present password."), where="old")


@never_cache
@require_http_methods(["GET", "POST"])
@desk()
@confirmed
def join(request: HttpRequest) -> HttpResponse:
    """Join an authenticator, in place of an earlier one."""
    user = staff(request)
    form = JoiningForm(request.POST if request.method == "POST" else None)
    codes = joined(request, user, form)
    if codes is None:
        context = {"form": form} | picture(request, user)
        return render(request, "accounts/own_join.html", context, status=422 if form.is_bound else 200)
    request.session[limits.PROVED] = True
    return render(request, "accounts/own_codes.html", {"codes": codes})


@never_cache
@require_POST
@desk()
@confirmed
def codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, shown in this one answer."""
    user = staff(request)
    if not has_second(user):
        return redirect("desk-account")
    return render(request, "accounts/own_codes.html", {"codes": proving.renew_codes(user, by=user, at=timezone.now())})


@require_POST
@desk()
@confirmed
def part(request: HttpRequest) -> HttpResponse:
    """Take away the authenticator, or the passkey that is named. The last one stays where the office asks for one."""
    user, named = staff(request), request.POST.get("passkey", "")
    key = get_object_or_404(Passkey, user=user, pk=int(named[:18])) if named.isdecimal() else None
    held = user.passkeys.count() + Authenticator.objects.filter(user=user).count()
    if held <= 1 and must_have(user):
        messages.error(request, _("The office asks you for a second factor: join another one first."))
        return redirect("desk-account")
    done_words = _("It opens the door no more.")
    return done(
        request, lambda: proving.part(user, by=user, at=timezone.now(), passkey=key), done_words, "desk-account"
    )


@require_POST
@desk()
@confirmed
def end(request: HttpRequest) -> HttpResponse:
    """End one of one's sessions, or all but this one."""
    user, named, at = staff(request), request.POST.get("session", ""), timezone.now()
    if named.isdecimal():
        sign_in = get_object_or_404(SignIn.objects.open(), user=user, pk=int(named[:18]))
        sessions.end(sign_in, by=user, at=at)
    else:
        sessions.end_all(user, by=user, at=at, but=str(request.session.session_key))
    messages.success(request, _("Ended."))
    return redirect("desk-account")


@never_cache
@require_POST
@desk()
def passkey_asked(request: HttpRequest) -> HttpResponse:
    """A challenge for a new passkey."""
    user = staff(request)
    if not limits.is_fresh(request.session, limits.now()):
        return JsonResponse({"onto": reverse("desk-account-confirm")})
    try:
        asked, request.session[CHALLENGE] = passkeys.ask_to_join(user, site(request, user))
    except InputError as refused:
        return JsonResponse({"said": str(refused)}, status=409)
    return JsonResponse(asked)


@never_cache
@require_POST
@desk()
def passkey_joined(request: HttpRequest) -> HttpResponse:
    """Keep the passkey that was made for the challenge."""
    user, state, answer = staff(request), request.session.pop(CHALLENGE, None), answer_of(request)
    told, name = answer.get("answer"), str(answer.get("name", ""))
    if state is None or not isinstance(told, dict):
        return JsonResponse({"said": _("The passkey did not answer as it should.")}, status=422)
    try:
        key = passkeys.join(user, told, state=state, site=site(request, user), name=name, at=timezone.now())
    except InputError as refused:
        return JsonResponse({"said": str(refused)}, status=422)
    request.session[limits.PROVED] = True
    messages.success(request, _("The passkey “%(name)s” is joined.") % {"name": key.name})
    return JsonResponse({"onto": request.build_absolute_uri("/desk/account/")})
