"""How often one address, or one person of the staff, may ask for what costs much or may be guessed.

Forms of the public have limits of their own beside their views (`intake.tries`); here stands what is one rule for a
whole door. The counts stand in the cache, which several processes share.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from huiying.intake.channels.api.refusing import ApiRefusal, told
from huiying.intake.tries import Tries

FOR_PROGRAMS = ("/api/", "/open311/")


@dataclass(frozen=True, slots=True)
class Pace:
    """A door and how often it may be used; `counts` says of an answer whether it was one of the tries."""

    door: str
    tries: Tries
    asked: Callable[[HttpRequest], bool]
    counts: Callable[[HttpResponseBase], bool]


def _is_posted(request: HttpRequest) -> bool:
    return request.method not in {"GET", "HEAD"}


def _is_search(request: HttpRequest) -> bool:
    return bool(request.GET.get("q"))


def _is_file(request: HttpRequest) -> bool:
    return "format" in request.GET


def _any_request(_request: HttpRequest) -> bool:
    return True


def _any_answer(_response: HttpResponseBase) -> bool:
    return True


def _was_refused(response: HttpResponseBase) -> bool:
    """Who signs in is led on (302); any other answer was a wrong try."""
    return response.status_code != 302


def _knew_no_token(response: HttpResponseBase) -> bool:
    return response.status_code == 401


PACES = (
    # A password for each of many logins, which django-axes counts login by login, is one address trying.
    Pace("/desk/login/", Tries("sign-in", most=30, window=600), _is_posted, _was_refused),
    Pace("/search/", Tries("search", most=120, window=60), _is_search, _any_answer),
    Pace("/desk/", Tries("desk-files", most=60, window=600, by_person=True), _is_file, _any_answer),
    Pace("/api/", Tries("wrong-token", most=30, window=600), _any_request, _knew_no_token),
    Pace("/open311/", Tries("wrong-token", most=30, window=600), _any_request, _knew_no_token),
)


class Paced:
    """Stands behind who somebody is, and before what they asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        paces = [pace for pace in PACES if request.path.startswith(pace.door) and pace.asked(request)]
        for pace in paces:
            if pace.tries.used_up(request):
                return too_often(request, pace.tries.window)
        response = self._get_response(request)
        for pace in paces:
            if pace.counts(response):
                pace.tries.count(request)
        return response


def too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """429 with when to come again, as a page or, for a program, as JSON."""
    wait = {"Retry-After": str(seconds)}
    if not request.path.startswith(FOR_PROGRAMS):
        return HttpResponse(render_to_string("429.html"), status=429, headers=wait)
    refusal = ApiRefusal(429, _("Very many requests came from your network."), fix=_("Wait some minutes."))
    return JsonResponse(told(refusal), status=429, headers=wait, json_dumps_params={"ensure_ascii": False})
