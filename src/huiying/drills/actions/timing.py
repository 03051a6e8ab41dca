"""演练时钟 · A trainer holds the drill's time, lets it go on, hurries it, moves it ahead. Each is recorded before the
clock moves, since a clock takes nothing back.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.ledger.actions import record
from huiying.people.models import User

from .. import clock
from ..clock import FASTEST, SLOWEST, DrillClock
from ..models import Stage
from .training import begun, ref, require_trainer

FARTHEST = timedelta(hours=24)
MINUTE = timedelta(minutes=1)


def pause(stage: Stage, *, by: User, at: datetime) -> None:
    """Hold the time: nothing happens until it goes on."""
    running = _clock(stage, by)
    record("drill.paused", about=ref(stage), by=by, at=at)
    running.pause()


def go_on(stage: Stage, *, by: User, at: datetime) -> None:
    running = _clock(stage, by)
    record("drill.went_on", about=ref(stage), by=by, at=at)
    running.go_on()


def hurry(stage: Stage, *, speed: float, by: User, at: datetime) -> None:
    """Let so many seconds pass in one."""
    running = _clock(stage, by)
    if not SLOWEST <= speed <= FASTEST:
        raise InputError(
            _("The time runs from %(least)g to %(most)g times as fast.") % {"least": SLOWEST, "most": FASTEST},
            where="speed",
        )
    record("drill.hurried", about=ref(stage), by=by, at=at, speed=f"{speed:g}")
    running.set_speed(speed)


def step(stage: Stage, *, ahead: timedelta, by: User, at: datetime) -> None:
    """Be so much later at once; what happens meanwhile is played at the next tick."""
    running = _clock(stage, by)
    if not MINUTE <= ahead <= FARTHEST:
        raise InputError(_("The time is moved ahead by one minute to 24 hours."), where="ahead")
    record("drill.stepped", about=ref(stage), by=by, at=at, minutes=int(ahead / MINUTE))
    running.step(ahead)


def _clock(stage: Stage, by: User) -> DrillClock:
    require_trainer(by, stage)
    begun(Stage.objects.get(pk=stage.pk))
    running = clock.current()
    if running is None:
        raise RuleError(_("This is not a drill's world: its time cannot be changed."))
    return running
