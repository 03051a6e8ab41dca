"""The first of the middleware: gives each request its number, answers who watches, and counts who is answered.

`/healthz`, `/readyz` and `/metrics` are answered before anything else is asked: no session, no cookie, no host that
must be allowed, no word in a log.
"""

import hmac
import ipaddress
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from huiying.intake.tries import address

from . import refused
from .context import CURRENT, number_of
from .figures import exposition
from .readiness import missing
from .requests import counted

Answer = Callable[[HttpRequest], HttpResponseBase]
PLAIN = "text/plain; charset=utf-8"


class Watched:
    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        door = DOORS.get(request.path_info)
        if door is not None:
            response = door(request) if request.method in ("GET", "HEAD") else HttpResponse(status=405)
            response["Cache-Control"] = "no-store"
            response._has_been_logged = True  # type: ignore[attr-defined]  # who asks each second is in no log
            return response
        request.number = number_of(request)  # type: ignore[attr-defined]
        token, begun = CURRENT.set(request), perf_counter()
        try:
            answer = self._get_response(request)
            counted(request, answer.status_code, perf_counter() - begun)
            refused.tell(request, answer.status_code)
        finally:
            CURRENT.reset(token)
        answer["X-Request-ID"] = request.number  # type: ignore[attr-defined]
        return answer


def alive(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive\n", content_type=PLAIN)


def ready(_request: HttpRequest) -> HttpResponse:
    wrong = missing()
    told = " ".join(wrong) or "ready"
    return HttpResponse(f"{told}\n", content_type=PLAIN, status=503 if wrong else 200)


def metrics(request: HttpRequest) -> HttpResponse:
    """A stranger learns not even that it is there."""
    if not may_read(request):
        return HttpResponse("404\n", content_type=PLAIN, status=404)
    content, kind = exposition(request.headers.get("Accept", ""))
    return HttpResponse(content, content_type=kind)


def may_read(request: HttpRequest) -> bool:
    """Who asks from an address, or with the token, that the office's settings name."""
    told = request.headers.get("Authorization", "").encode()
    if settings.METRICS_TOKEN and hmac.compare_digest(told, f"Bearer {settings.METRICS_TOKEN}".encode()):
        return True
    try:
        asker = ipaddress.ip_address(address(request))
    except ValueError:
        return False
    return any(asker in network for network in settings.METRICS_FROM)


DOORS: dict[str, Callable[[HttpRequest], HttpResponse]] = {"/healthz": alive, "/readyz": ready, "/metrics": metrics}
