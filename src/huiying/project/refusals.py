"""A refusal by a room becomes a page that says what, where and what to do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
        return render(request, "refused.html", {"error": error}, status=status)
