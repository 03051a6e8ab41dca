"""The door of every desk page: a signed-in person whose posts grant the deed that the page serves."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from . import policies
from .models import User

View: TypeAlias = Callable[..., HttpResponse]


def desk(deed: str = "") -> Callable[[View], View]:
    """Let in whoever holds a post that grants `deed` (any post where none is named); ask others to sign in, or
    refuse.
    """

    def door(view: View) -> View:
        @wraps(view)
        def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            person = request.user
            if not isinstance(person, User):
                return redirect_to_login(request.get_full_path())
            if deed:
                policies.require(person, deed)
            return view(request, *args, **kwargs)

        entered.deed = deed  # type: ignore[attr-defined]  # a test walks every page with every role by it
        return entered

    return door


def staff(request: HttpRequest) -> User:
    """The member of staff behind a request that came through the desk's door."""
    assert isinstance(request.user, User)
    return request.user
