"""演练时钟 · The time of a drill's world: real time, so many times faster, held still, or a step ahead.

The whole house asks `django.utils.timezone.now`, and many keep that function as a default from the moment they are
loaded. So a drill's settings put the drill's own in its place before anything else is loaded (`install`).
The state stands in `<home>/clock.json`, so that every process of the world tells the same time; the file's own time is
the last at which somebody lived by it (`beat`), since a world that was stopped did not grow older.
"""

import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError

FILE = "clock.json"
SLOWEST, FASTEST = 0.1, 240.0
LONGEST_STEP = timedelta(days=60)
BEAT_SECONDS = 5.0  # how often a living world marks that it lives

REAL_NOW = timezone.now


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockState:
    """At the second `real` of the machine it was `drill` here; from then on `speed` seconds pass in one, none if
    `held`. It `waits` until the stage begins.
    """

    real: float
    drill: float
    speed: float = 1.0
    held: bool = False
    waits: bool = False

    def at(self, real: float) -> float:
        return self.drill if self.held else self.drill + max(real - self.real, 0.0) * self.speed


class DrillClock:
    """The clock of the world in `folder`; `real` is the machine's own."""

    def __init__(self, folder: Path, *, real: Callable[[], float] = time.time) -> None:
        self._file, self._real = folder / FILE, real
        self._lock = threading.RLock()
        self._seen: tuple[int, int] | None = None
        self._state = ClockState(real=0, drill=0)
        self._last = float("-inf")

    def now(self) -> datetime:
        """Never earlier than what was told before, whatever becomes of the machine's clock."""
        with self._lock:
            self._last = max(self._last, self.state().at(self._real()))
            return datetime.fromtimestamp(self._last, UTC)

    def state(self) -> ClockState:
        """As it stands in the file, read anew where another process wrote it."""
        with self._lock:
            found = self._file.stat()
            mark = (found.st_ino, found.st_mtime_ns)
            if mark != self._seen:
                self._state, self._seen = ClockState(**json.loads(self._file.read_text("utf-8"))), mark
            return self._state

    def set_speed(self, speed: float) -> None:
        """Faster or slower from now on; the time itself does not jump."""
        self._write(speed=checked_speed(speed))

    def pause(self) -> None:
        self._write(held=True)

    def go_on(self) -> None:
        self._write(held=False, waits=False)

    def step(self, ahead: timedelta) -> None:
        """So much later at once."""
        if not timedelta() <= ahead <= LONGEST_STEP:
            raise InputError(_("A drill's clock is put forward only, at most 60 days at once."), where=str(ahead))
        self._write(ahead=ahead.total_seconds())

    def beat(self) -> None:
        """The world lives at this moment; told by the file's own time, which changes nothing that it says."""
        if self._real() - self._file.stat().st_mtime >= BEAT_SECONDS:
            os.utime(self._file, (self._real(), self._real()))

    def wake(self) -> None:
        """A world that stood still goes on from where it was left: what passed meanwhile is not its time."""
        with self._lock:
            state, lived = self.state(), self._file.stat().st_mtime + 2 * BEAT_SECONDS
            if not state.held and self._real() > lived:
                self._last = max(self._last, state.at(lived))
                self._put(replace(state, real=self._real(), drill=self._last))

    def _write(self, *, ahead: float = 0.0, **changed: float | bool) -> None:
        with self._lock:
            real = self._real()
            self._last = max(self._last, self.state().at(real)) + ahead
            self._put(replace(self._state, real=real, drill=self._last, **changed))  # type: ignore[arg-type]

    def _put(self, state: ClockState) -> None:
        write(self._file, state)
        self._seen = None


def write(file: Path, state: ClockState) -> None:
    """Whole or not at all: another process reads the old state or the new one, which is another file."""
    fresh = file.with_name(f"{file.name}.{os.getpid()}.{threading.get_ident()}")
    fresh.write_text(json.dumps(asdict(state)), "utf-8")
    fresh.replace(file)


def make(folder: Path, *, begins: datetime, speed: float, real: float) -> None:
    """The clock of a new world, which waits at its first moment until the stage begins."""
    state = ClockState(real=real, drill=begins.timestamp(), speed=checked_speed(speed), held=True, waits=True)
    write(folder / FILE, state)


def checked_speed(speed: float) -> float:
    if not SLOWEST <= speed <= FASTEST:
        raise InputError(
            _("A drill cannot be so fast or so slow."),
            where=f"{speed:g}",
            fix=_("Choose from %(least)g to %(most)g.") % {"least": SLOWEST, "most": FASTEST},
        )
    return float(speed)


class _Installed:
    """The clock of this process, if it is a drill's."""

    clock: DrillClock | None = None


def install(folder: Path) -> DrillClock:
    """From now on the house lives by the clock of this world. Called by the settings, before any model is loaded."""
    clock = DrillClock(folder)
    _Installed.clock = clock
    timezone.now = clock.now
    return clock


def uninstall() -> None:
    """Back to the machine's clock: for tests."""
    _Installed.clock = None
    timezone.now = REAL_NOW


def current() -> DrillClock | None:
    """The clock of the world in which this process lives; None in the real one."""
    return _Installed.clock
