"""A deed behind a button: done and said, or refused with its words, and back to where it was asked for."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from huiying.core.errors import HuiyingError, InputError, RuleError


def done(request: HttpRequest, deed: Callable[[], object], words: str, back: str) -> HttpResponse:
    """Do it. What it refuses is told above the page; who may not do it meets the page that says so."""
    try:
        deed()
    except (InputError, RuleError) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, words)
    return redirect(back)


def turned_away(request: HttpRequest, error: HuiyingError, back: str) -> HttpResponse:
    """Back, with the words of a refusal."""
    messages.error(request, str(error))
    return redirect(back)


def whole(told: str) -> int:
    """A key that a form sent; 0 where it is none."""
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 18 else 0
