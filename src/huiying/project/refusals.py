"""A refusal by a room becomes a page that says what, where and what to do."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from huiying.core.errors import HuiyingError, NotAllowed


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """NotAllowed is a 403; any other refusal of a rule or an input is a 409 that keeps the person's place."""
        if not isinstance(error, HuiyingError):
            return None
        status = 403 if isinstance(error, NotAllowed) else 409
        return render(request, "refused.html", {"error": error, "back": _before(request)}, status=status)


def _before(request: HttpRequest) -> str:
    """The page before, if it is one of ours: a stranger's page that led here is not offered."""
    told = request.headers.get("Referer", "")
    return told if url_has_allowed_host_and_scheme(told, {request.get_host()}, request.is_secure()) else ""


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler of a request that cannot be read: 413 where there was too much of it, else 400, and nothing of
    why. The template needs no request, which may be what is broken.
    """
    status = 413 if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent) else 400
    return HttpResponse(render_to_string(f"{status}.html"), status=status)
