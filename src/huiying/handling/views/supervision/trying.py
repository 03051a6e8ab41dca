"""A form whose deed is tried: what it refuses is said in the form."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from huiying.core.errors import HuiyingError
from huiying.people.forms import DeedForm

T = TypeVar("T")


def tried(form: DeedForm, do: Callable[..., T]) -> T | None:
    """What the deed gives, called with what the form holds; None where something is to be mended."""
    if not form.is_valid():
        return None
    try:
        return do(**form.cleaned_data)
    except HuiyingError as refused:
        form.refuse(refused)
        return None


def typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
