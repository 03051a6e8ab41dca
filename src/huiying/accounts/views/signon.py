"""To the single sign-on and back."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from huiying.core.errors import RuleError

from .. import signon
from ..models import Proof
from ..needed import has_second, must_have
from ..receiving import PROOF, PROVED
from ..waiting import wait
from .door import go_on

ONTO = "sign_on_onto"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Send the browser to the provider, and remember where it wanted to go."""
    if not settings.SIGN_ON.is_on:
        raise Http404
    onto = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(onto, {request.get_host()}, require_https=request.is_secure())
    request.session[ONTO] = onto if safe else ""
    try:
        return signon.ask(request, settings.SIGN_ON, back=request.build_absolute_uri(reverse("sign-on-back")))
    except RuleError as refused:
        return _refused(request, refused)


@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Let in whom the provider named, by the office's second factor where that is asked and was not by the provider."""
    if not settings.SIGN_ON.is_on:
        raise Http404
    try:
        claims = signon.told(request, settings.SIGN_ON)
        user = signon.person_behind(claims, settings.SIGN_ON)
    except RuleError as refused:
        return _refused(request, refused)
    onto = request.session.pop(ONTO, "") or resolve_url(settings.LOGIN_REDIRECT_URL)
    two = signon.had_two_factors(claims)
    if not two and (has_second(user) or must_have(user)):
        wait(request, user, backend=BACKEND, onto=onto, first=Proof.SIGN_ON)
        return go_on(user)
    setattr(request, PROOF, Proof.SIGN_ON)
    setattr(request, PROVED, two)
    login(request, user, backend=BACKEND)
    return redirect(onto)


def _refused(request: HttpRequest, refused: RuleError) -> HttpResponse:
    messages.error(request, str(refused))
    return redirect("login")
