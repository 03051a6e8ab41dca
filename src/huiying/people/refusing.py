"""A deed behind a button: done and said, or refused with its words, and back to where it was asked for."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from huiying.core.errors import HuiyingError, InputError, RuleError
from huiying.people.forms import DeedForm

Done = TypeVar("Done")


def done(request: HttpRequest, deed: Callable[[], object], words: str, back: str) -> HttpResponse:
    """Do it. What it refuses is told above the page; who may not do it meets the page that says so."""
    try:
        deed()
    except (InputError, RuleError) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, words)
    return redirect(back)


def attempt(form: DeedForm, deed: Callable[[], Done]) -> Done | None:
    """Do what a form asks for, where it is filled in rightly; what the deed refuses is told in the form. None where
    nothing was done.
    """
    if not form.is_valid():
        return None
    try:
        return deed()
    except (InputError, RuleError) as refused:
        form.refuse(refused)
        return None


def tried(form: DeedForm, deed: Callable[[], object]) -> bool:
    """The same for a deed that gives nothing back: whether it was done."""
    return attempt(form, lambda: (deed(),)) is not None


def turned_away(request: HttpRequest, error: HuiyingError, back: str) -> HttpResponse:
    """Back, with the words of a refusal."""
    messages.error(request, str(error))
    return redirect(back)


def whole(told: str) -> int:
    """A key that a form sent; 0 where it is none."""
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 18 else 0
