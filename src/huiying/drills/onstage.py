"""The door of the stage: its pages are there only in a drill's world, and the one stage of it stands behind them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from huiying.people.access import View, staff
from huiying.people.models import User

from .models import Stage

ACTING = "stage_acting"
"""In the session: the key of the trainer who acts as whoever is signed in."""


def in_a_drill(view: Callable[..., HttpResponse]) -> View:
    """Hand the view the stage of this world; in the real world there is no such page."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        stage = Stage.objects.order_by("pk").first() if settings.DRILL else None
        if stage is None:
            raise Http404
        return view(request, stage, *args, **kwargs)

    return entered


def trainer_behind(request: HttpRequest) -> User:
    """Who really sits there: the trainer who acts as a player, else whoever is signed in."""
    acting = request.session.get(ACTING)
    trainer = User.objects.filter(pk=acting, is_active=True).first() if acting else None
    return trainer or staff(request)
