"""The drill's clock: it goes, faster or slower, stands still, leaps ahead; it is never earlier than it was."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from huiying.core.errors import InputError
from huiying.drills import clock
from huiying.drills.clock import BEAT_SECONDS, FASTEST, DrillClock

BEGINS = datetime(2026, 3, 16, 0, 30, tzinfo=UTC)
REAL = 1_800_000_000.0


class Machine:
    """The machine's clock, which a test winds."""

    def __init__(self) -> None:
        self.seconds = REAL

    def __call__(self) -> float:
        return self.seconds


def made(folder: Path, machine: Machine, speed: float = 1) -> DrillClock:
    clock.make(folder, begins=BEGINS, speed=speed, real=machine.seconds)
    os.utime(folder / clock.FILE, (machine.seconds, machine.seconds))
    return DrillClock(folder, real=machine)


def test_it_waits_at_its_first_moment_until_it_goes(tmp_path: Path) -> None:
    machine = Machine()
    own = made(tmp_path, machine, speed=60)
    machine.seconds += 600
    assert own.now() == BEGINS
    assert own.state().waits
    own.go_on()
    machine.seconds += 60
    assert own.now() == BEGINS + timedelta(hours=1)
    assert not own.state().waits


def test_it_ticks_as_fast_as_it_is_told(tmp_path: Path) -> None:
    clock.make(tmp_path, begins=BEGINS, speed=100, real=time.time())
    own = DrillClock(tmp_path)
    own.go_on()
    before, began = own.now(), time.monotonic()
    time.sleep(0.3)
    passed, real = (own.now() - before).total_seconds(), time.monotonic() - began
    assert 0.3 * 100 <= passed <= (real + 0.05) * 100


def test_a_pause_and_a_step(tmp_path: Path) -> None:
    machine = Machine()
    own = made(tmp_path, machine)
    own.go_on()
    machine.seconds += 10
    own.pause()
    machine.seconds += 1000
    assert own.now() == BEGINS + timedelta(seconds=10)
    own.step(timedelta(hours=2))
    assert own.now() == BEGINS + timedelta(hours=2, seconds=10)
    assert own.state().held
    own.go_on()
    machine.seconds += 5
    assert own.now() == BEGINS + timedelta(hours=2, seconds=15)


@pytest.mark.parametrize("speed", [0, -1, 0.01, FASTEST + 1, float("nan"), float("inf")])
def test_a_speed_that_is_none_is_refused(tmp_path: Path, speed: float) -> None:
    own = made(tmp_path, Machine())
    with pytest.raises(InputError):
        own.set_speed(speed)
    assert own.state().speed == 1


@pytest.mark.parametrize("ahead", [timedelta(seconds=-1), timedelta(days=61)])
def test_it_is_put_forward_only(tmp_path: Path, ahead: timedelta) -> None:
    own = made(tmp_path, Machine())
    with pytest.raises(InputError):
        own.step(ahead)
    assert own.now() == BEGINS


DEEDS = st.one_of(
    st.tuples(st.just("pass"), st.floats(0, 86_400)),
    st.tuples(st.just("back"), st.floats(0, 3_600)),
    st.tuples(st.just("speed"), st.floats(0.1, FASTEST)),
    st.tuples(st.just("step"), st.floats(0, 86_400)),
    st.tuples(st.just("pause"), st.just(0.0)),
    st.tuples(st.just("go on"), st.just(0.0)),
    st.tuples(st.just("wake"), st.just(0.0)),
)


@given(st.lists(DEEDS, max_size=25))
def test_it_never_goes_back_and_leaps_only_when_stepped(deeds: list[tuple[str, float]]) -> None:
    with TemporaryDirectory() as folder:
        machine = Machine()
        own, other = made(Path(folder), machine), DrillClock(Path(folder), real=machine)
        seen = own.now()
        for name, much in deeds:
            before = own.now()
            if name == "pass":
                machine.seconds += much
            elif name == "back":
                machine.seconds -= much
            elif name == "speed":
                own.set_speed(much)
            elif name == "step":
                own.step(timedelta(seconds=much))
            else:
                {"pause": own.pause, "go on": own.go_on, "wake": own.wake}[name]()
            now = own.now()
            assert now >= seen
            if name in ("speed", "pause", "go on"):
                assert now - before < timedelta(milliseconds=1)
            if name == "step":
                assert abs((now - before).total_seconds() - much) < 0.001
            if name == "pass":
                most = 0.0 if own.state().held else much * own.state().speed
                assert (now - before).total_seconds() <= most + 0.001
            seen = now
        assert abs((other.now() - own.now()).total_seconds()) < 0.001 or other.now() <= own.now()


def test_another_process_tells_the_same_time(tmp_path: Path) -> None:
    clock.make(tmp_path, begins=BEGINS, speed=60, real=time.time())
    own = DrillClock(tmp_path)
    own.step(timedelta(hours=3))
    program = (
        "from pathlib import Path; from huiying.drills.clock import DrillClock; import sys;"
        "own = DrillClock(Path(sys.argv[1])); print(own.now().timestamp()); own.set_speed(7)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True, env=os.environ
    )
    assert float(done.stdout) == own.now().timestamp()
    assert own.state().speed == 7


def test_a_world_that_stood_still_did_not_grow_older(tmp_path: Path) -> None:
    machine = Machine()
    own = made(tmp_path, machine, speed=60)
    own.go_on()
    os.utime(tmp_path / clock.FILE, (machine.seconds, machine.seconds))
    machine.seconds += 30
    own.beat()
    last = own.now()
    machine.seconds += 8 * 3600  # the office went home
    woken = DrillClock(tmp_path, real=machine)
    woken.wake()
    assert last <= woken.now() <= last + timedelta(seconds=3 * BEAT_SECONDS * 60)
    machine.seconds += 1
    assert woken.now() <= last + timedelta(seconds=(3 * BEAT_SECONDS + 1) * 60)


def test_a_beat_changes_nothing_that_the_clock_tells(tmp_path: Path) -> None:
    machine = Machine()
    own = made(tmp_path, machine)
    own.go_on()
    told = (tmp_path / clock.FILE).read_text()
    machine.seconds += 100
    own.beat()
    assert (tmp_path / clock.FILE).read_text() == told
    assert (tmp_path / clock.FILE).stat().st_mtime == machine.seconds


def test_the_house_lives_by_the_clock_that_is_installed(tmp_path: Path) -> None:
    machine = Machine()
    made(tmp_path, machine)
    try:
        own = clock.install(tmp_path)
        assert clock.current() is own
        assert timezone.now() == BEGINS
        assert timezone.localdate() == BEGINS.astimezone(timezone.get_current_timezone()).date()
    finally:
        clock.uninstall()
    assert clock.current() is None
    assert abs((timezone.now() - datetime.now(UTC)).total_seconds()) < 60


def test_nothing_in_the_house_keeps_the_machines_clock(tmp_path: Path) -> None:
    """Defaults keep the function that tells the time from the moment they are loaded: in a drill's home it is ours."""
    clock.make(tmp_path, begins=BEGINS, speed=1, real=time.time())
    (tmp_path / "huiying.toml").write_text('secret_key = "x"\ndrill = "one"\n')
    program = """
import django; django.setup()
import inspect
from axes.attempts import now as of_axes
from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from huiying.intake.actions.listening import listen_all
from huiying.intake.webhooks.notifying import notify
from huiying.people.models import User
found = [of_axes, timezone.now, User._meta.get_field("date_joined").default]
found += [inspect.signature(f).parameters["now"].default for f in (listen_all, notify)]
print({str(one().date()) for one in found})
"""
    environment = {**os.environ, "HUIYING_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "huiying.project.settings"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "{'2026-03-16'}"
