"""To the single sign-on and back."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from huiying.core.errors import RuleError

from .. import security, signon
from ..models import Proof
from ..needed import has_second, must_have
from ..receiving import PROOF, PROVED
from ..waiting import wait
from .door import go_on

ONTO, PRESSED = "sign_on_onto", "sign_on_pressed"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Who presses the button is led to the provider. A link from elsewhere leads to the door, where the button is:
    otherwise a stranger's page could sign somebody in (OWASP ASVS 5.0, 7.6.2).
    """
    if not settings.SIGN_ON.is_on:
        raise Http404
    if request.method == "POST":
        onto = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(onto, {request.get_host()}, require_https=request.is_secure())
        request.session[ONTO], request.session[PRESSED] = onto if safe else "", True
        return redirect("sign-on")
    return _led_on(request) if request.session.pop(PRESSED, False) else redirect("login")


def _led_on(request: HttpRequest) -> HttpResponse:
    """A page that goes on by itself: `form-action` of the pages' policy lets no form be redirected to another host."""
    try:
        onto = signon.ask(request, settings.SIGN_ON, back=request.build_absolute_uri(reverse("sign-on-back")))
    except RuleError as refused:
        return _refused(request, refused)
    page = render(request, "accounts/led_on.html", {"onto": onto})
    page["Refresh"] = f"0; url={onto}"
    return page


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
    security.sign_on_refused(refused.__cause__, request)
    messages.error(request, str(refused))
    return redirect("login")
