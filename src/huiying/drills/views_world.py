"""What a drill's world tells whoever asks: that it lives, and what time it is in it. Nobody signs in for either."""

import os
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from . import clock
from .world import plan


@never_cache
@require_GET
def alive(request: HttpRequest) -> JsonResponse:
    """By its mark the office knows that this is the world it started, and which process it is; each asking has its own,
    so that nobody who listened answers in its place.
    """
    told = plan.read(Path(settings.HOME)) if settings.DRILL else None
    if told is None:
        raise Http404
    asked, process = request.GET.get("asked", "")[:64], os.getpid()
    return JsonResponse({"drill": told.slug, "mark": told.mark(asked, process), "process": process})


@never_cache
@require_GET
def time(request: HttpRequest) -> JsonResponse:
    own = clock.current()
    if own is None:
        raise Http404
    state = own.state()
    return JsonResponse({"now": own.now().timestamp(), "speed": state.speed, "held": state.held})
