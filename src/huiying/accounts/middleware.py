"""The person behind a request is known only while their session may go on."""

from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from huiying.people.models import User

from . import limits, needed
from .actions.sessions import note_end
from .models import Ending, SignIn

LYING_OPEN = "/cms/editing-sessions/"  # Wagtail's editor says so every ten seconds; what is typed it keeps by itself


class KnownPerson(AuthenticationMiddleware):
    """Django's middleware, with the limits of sessions. Like it, it looks at a session only where somebody asks who is
    there, so that pages which are the same for everyone can be kept.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _known(request))  # type: ignore[assignment]  # as Django has it
        request.auser = sync_to_async(lambda: _known(request))


def _known(request: HttpRequest) -> Any:
    user = get_user(request)
    if not isinstance(user, User):
        return user
    marks, at = request.session, limits.now()
    if (why := limits.over(marks, at)) or _lacks_a_factor(request, user):
        note_end(str(marks.session_key), why or Ending.OFFICE, at=timezone.now())
        marks.flush()
        request._cached_user = AnonymousUser()  # type: ignore[attr-defined]
        return request._cached_user  # type: ignore[attr-defined]
    if _is_a_deed(request) and limits.touch(marks, at):
        SignIn.objects.open().filter(key=marks.session_key).update(seen_at=timezone.now())
    return user


def _is_a_deed(request: HttpRequest) -> bool:
    """Whether somebody did something, or only a page lies open that asks by itself."""
    return limits.NOT_A_DEED not in request.headers and not request.path.startswith(LYING_OPEN)


def _lacks_a_factor(request: HttpRequest, user: User) -> bool:
    """Whether the office asks for a second factor that was not asked for when this session began."""
    return not request.session.get(limits.PROVED) and needed.must_have(user)
