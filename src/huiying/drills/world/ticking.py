"""The stage goes on while its world lives: one look a second."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from .. import clock
from ..models import Stage


def tick(at: datetime) -> Any:
    """Play the stage up to this moment, once it has begun and until it is over; the clock that waited for it starts
    with it.
    """
    own = clock.current()
    if own is not None:
        own.beat()
    stage = Stage.objects.filter(began_at__isnull=False, finished_at=None).first()
    if stage is None:
        return None
    if own is not None and own.state().waits:
        own.go_on()
    return import_string(settings.STAGE_PLAY)(stage, at=at)
