"""A drill is set up, started, stopped and looked after. Its world is a folder and a process (`making`, `running`); the
row tells how they stand.
"""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Unit, User

from .. import clock
from ..models import Drill, DrillState
from ..scenario.model import Scenario
from . import plan, running
from .making import make_world, remove_unmade

RUN = "drills.run"
LARGEST_SEED = 2**31 - 1
ASTIR = (DrillState.PREPARING, DrillState.RUNNING)


def make_drill(
    scenario: Scenario,
    *,
    unit: Unit,
    players: Collection[User] = (),
    speed: float = 1,
    seed: int,
    port: int | None = None,
    by: User | None,
    at: datetime,
) -> Drill:
    """Set up a drill of this scenario: its row, and the folder of its world. `start_drill` gives it a process."""
    policies.require(by, RUN, unit)
    clock.checked_speed(speed)
    if not 0 <= seed <= LARGEST_SEED:
        raise RuleError(_("A seed is a whole number from 0 to %(most)d.") % {"most": LARGEST_SEED}, where=str(seed))
    found: Drill | None = None
    try:
        with transaction.atomic():
            found = _row(scenario, unit=unit, players=players, speed=speed, seed=seed, port=port, by=by, at=at)
            make_world(found, scenario, trainers=[by] if by else trainers_of(unit), port=found.port or 0, at=at)
    except BaseException:
        if found is not None and plan.folder_of(found.slug).exists():
            remove_unmade(plan.folder_of(found.slug))
        raise
    return found


def _row(
    scenario: Scenario,
    *,
    unit: Unit,
    players: Collection[User],
    speed: float,
    seed: int,
    port: int | None,
    by: User | None,
    at: datetime,
) -> Drill:
    made = Drill.objects.create(
        unit=unit,
        slug=_new_slug(scenario.key, at),
        title=scenario.title[:120],
        sort=scenario.sort,
        scenario=scenario.text,
        seed=seed,
        speed=speed,
        port=running.free_port(_taken(), wanted=port),
        made_by=by,
        made_at=at,
    )
    made.players.set(players)
    facts = {"title": made.title, "scenario": scenario.key, "seed": seed, "speed": speed}
    record("drill.made", about=f"drill:{made.slug}", by=by, at=at, **facts)
    return made


def _new_slug(key: str, at: datetime) -> str:
    """A key that no drill had, nor a folder that was left."""
    begin = f"{slugify(key).replace('_', '-')[:24].strip('-') or 'drill'}-{timezone.localtime(at):%Y%m%d}"
    number = 1
    while Drill.objects.filter(slug=f"{begin}-{number}").exists() or plan.folder_of(f"{begin}-{number}").exists():
        number += 1
    return f"{begin}-{number}"


def _taken() -> list[int]:
    return [port for port in Drill.objects.filter(state__in=ASTIR).values_list("port", flat=True) if port]


def trainers_of(unit: Unit) -> list[User]:
    """Who leads a drill that nobody by name set up: everybody who may."""
    return [person for person in User.objects.filter(is_active=True) if policies.allows(person, RUN, unit)]


def start_drill(drill: Drill, *, by: User | None, at: datetime) -> None:
    """Give the world its process; it is ready when `look_after` finds that it answers."""
    policies.require(by, RUN, drill)
    folder = world_of(drill)
    with transaction.atomic():
        found = Drill.objects.select_for_update().get(pk=drill.pk)
        if found.state in (DrillState.RUNNING, DrillState.SCORED) or _has_process(found, folder):
            raise RuleError(_("This drill is not in a state that allows it."), where=drill.title)
        drill.port = running.free_port(_others(drill), wanted=_again(found, drill))
        drill.state, drill.error, drill.ended_at = DrillState.PREPARING, "", None
        record("drill.started", about=f"drill:{drill.slug}", by=by, at=at, title=drill.title, port=drill.port)
        drill.process = running.spawn(folder, drill.port)  # last: no process is left where a row could not be written
        drill.save(update_fields=["port", "process", "state", "error", "ended_at"])


def _has_process(found: Drill, folder: Path) -> bool:
    return found.process is not None and running.lives(found.process, folder)


def _others(drill: Drill) -> list[int]:
    return [
        port
        for port in Drill.objects.filter(state__in=ASTIR).exclude(pk=drill.pk).values_list("port", flat=True)
        if port
    ]


def _again(found: Drill, drill: Drill) -> int | None:
    """The port that it was set up with, where it is still free; else any."""
    if found.port and found.port not in _others(drill) and running.is_free(found.port):
        return found.port
    return None


def stop_drill(drill: Drill, *, by: User | None, at: datetime) -> bool:
    """Stop the world; what it holds stays. False where its process was gone already, or was never known as ours."""
    policies.require(by, RUN, drill)
    mine = Drill.objects.filter(pk=drill.pk, state__in=(*ASTIR, DrillState.FAILED))
    told = plan.read(world_of(drill))
    stopped = told is not None and running.stop(told, world_of(drill), process=drill.process, port=drill.port)
    with transaction.atomic():
        if not mine.update(state=DrillState.STOPPED, process=None, ended_at=at):
            raise RuleError(_("This drill is not in a state that allows it."), where=drill.title)
        record("drill.stopped", about=f"drill:{drill.slug}", by=by, at=at, title=drill.title)
    drill.refresh_from_db()
    return stopped


def look_after(drill: Drill, *, at: datetime) -> str:
    """See how the world stands: ready once it answers, failed where its process ended by itself; its state."""
    folder = world_of(drill)
    told = plan.read(folder)
    if drill.state not in ASTIR or told is None:
        return drill.state
    answering = running.answers(told, drill.port) if drill.port else None
    if answering is not None:
        _now(drill, DrillState.RUNNING, process=answering, error="")
    elif drill.process is None or not running.lives(drill.process, folder):
        _failed(drill, running.last_words(folder), at)
    drill.refresh_from_db()
    return drill.state


def look_after_all(*, at: datetime) -> int:
    """The loop's look at every drill that is astir; how many there are."""
    drills = list(Drill.objects.filter(state__in=ASTIR, process__isnull=False))
    for drill in drills:
        look_after(drill, at=at)
    return len(drills)


def _now(drill: Drill, state: DrillState, **more: object) -> bool:
    """Nothing changes where another was first, or the process is not the one that was asked about."""
    same = Drill.objects.filter(pk=drill.pk, state=drill.state, port=drill.port, process=drill.process)
    return bool(same.update(state=state, **more))


@transaction.atomic
def _failed(drill: Drill, said: str, at: datetime) -> None:
    if _now(drill, DrillState.FAILED, process=None, error=said[-500:], ended_at=at):
        record("drill.failed", about=f"drill:{drill.slug}", by=None, at=at, title=drill.title)


def world_of(drill: Drill) -> Path:
    return plan.folder_of(drill.slug)
