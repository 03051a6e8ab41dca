"""Pages that are the same for everybody are marked so; only they are kept ready."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

MARK = "same_for_everybody"


def mark_shared(response: HttpResponseBase) -> HttpResponseBase:
    setattr(response, MARK, True)
    return response


def shared(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view whose page depends on its address, the language, the day and what is published, and on nothing else."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return mark_shared(view(request, *args, **kwargs))

    return marked
