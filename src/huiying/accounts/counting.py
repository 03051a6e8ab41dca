"""Wrong second factors count like wrong passwords: axes shuts the door to both."""

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from huiying.people.models import User


def is_shut(request: HttpRequest, user: User) -> bool:
    """Whether too much failed for this person from this address."""
    return not AxesProxyHandler.is_allowed(request, {"username": user.username})


def failed(request: HttpRequest, user: User) -> None:
    user_login_failed.send(sender=__name__, credentials={"username": user.username}, request=request)
