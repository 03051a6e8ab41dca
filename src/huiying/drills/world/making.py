"""A drill's world is made: its folder and what the office tells it. It furnishes itself when it first wakes
(`furnishing`), in a process of its own.
"""

import json
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.people.models import User

from .. import clock
from ..models import Drill
from ..scenario.model import Scenario
from . import structure
from .plan import STRUCTURE, Plan, folder_of, keep_private, write

SETTINGS_FILE = "huiying.toml"  # as `project.home` reads it


def make_world(drill: Drill, scenario: Scenario, *, trainers: Iterable[User], port: int, at: datetime) -> Plan:
    """Make the folder of this drill with its own keys, the office's structure and a clock that waits; its plan."""
    folder = folder_of(drill.slug)
    if folder.exists():
        raise RuleError(_("The folder of this drill exists already."), where=drill.slug)
    for made in (folder, folder / "static", folder / "media"):
        made.mkdir(parents=True, mode=0o700)
    plan = Plan(
        slug=drill.slug,
        title=drill.title,
        scenario=drill.scenario,
        seed=drill.seed,
        speed=drill.speed,
        trainers=tuple(person.pk for person in trainers),
        players=tuple(drill.players.values_list("pk", flat=True)),
    )
    keep_private(folder / SETTINGS_FILE, _settings(drill.slug, port))
    structure.tell(folder / STRUCTURE, today=timezone.localdate(at))
    clock.make(folder, begins=beginning(scenario.begins, at), speed=drill.speed, real=at.timestamp())
    write(folder, plan)
    return plan


def beginning(hour: str, at: datetime) -> datetime:
    """The next moment at which the clock on the wall shows this hour (`08:30`); now where none is told."""
    told, _colon, minute = hour.partition(":")
    if not (told.isdecimal() and (minute or "0").isdecimal()):
        return at
    local = timezone.localtime(at)
    that = local.replace(hour=int(told) % 24, minute=int(minute or 0) % 60, second=0, microsecond=0)
    return that if that >= local else that + timedelta(days=1)


def _settings(slug: str, port: int) -> str:
    """The settings file of the world: keys of its own, the office's time and names, and which drill it is."""
    own = {
        "secret_key": secrets.token_urlsafe(48),
        "sealing_keys": [secrets.token_urlsafe(32)],
        "fingerprint_key": secrets.token_urlsafe(32),
        "zone": settings.TIME_ZONE,
        "hosts": list(settings.ALLOWED_HOSTS),
        "drill": slug,
        "drill_host": settings.DRILL_HOST,
        "address": f"http://{settings.DRILL_HOST}:{port}",
    }
    return "".join(f"{name} = {json.dumps(told, ensure_ascii=False)}\n" for name, told in own.items())


def remove_unmade(folder: Path) -> None:
    """What was begun and could not be finished is taken away; a world that has tables stays."""
    if (folder / "huiying.sqlite3").exists():
        return
    for file in sorted(folder.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    folder.rmdir()
