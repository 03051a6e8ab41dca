"""推演 · The stage is begun, played on tick by tick, and finished.

A tick is one transaction: what the public says, how far it is played and the state of the play are kept together or
not at all. After the scenario's last minute the public says nothing more, and the stage is finished by itself once no
incident runs and no call waits; a trainer may finish it at any time.
"""

from datetime import datetime
from functools import lru_cache

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.handling.models import Incident
from huiying.ledger.actions import record
from huiying.people.models import User

from .. import clock
from ..hearing import heard
from ..models import Prompt, Stage
from ..scenario.happening import Happened
from ..scenario.model import MomentKind, Scenario
from ..scenario.play import Play
from ..scenario.reading import read
from . import instructing
from .bringing import Stagehand
from .channels import Channels, open_for
from .training import locked, playing, ref, require_trainer

PLAYED = "play"
"""In the stage's state: that of the play itself."""


@lru_cache(maxsize=4)
def scenario_in(text: str) -> Scenario:
    """A scenario as the stage keeps it; it is read once, and played every few seconds."""
    return read(text)


@transaction.atomic
def begin(stage: Stage, *, by: User, at: datetime) -> None:
    """Begin: from now on the public speaks. ScenarioError where the scenario cannot be read, RuleError where it speaks
    by a channel that this world does not have.
    """
    require_trainer(by, stage)
    now = locked(stage)
    if now.began_at is not None:
        raise RuleError(_("The drill has begun already."), where=now.title)
    open_for(scenario_in(now.scenario))
    Stage.objects.filter(pk=now.pk, began_at=None).update(began_at=at, played_until=at)
    if (running := clock.current()) is not None:
        transaction.on_commit(running.go_on)  # a beginning that is not kept moves no clock
    stage.refresh_from_db()
    record("drill.begun", about=ref(stage), by=by, at=at, title=stage.title, seed=stage.seed)


@transaction.atomic
def play(stage: Stage, *, at: datetime) -> Happened:
    """One tick: everything up to `at` that has not been played yet. Repeated, it makes nothing twice."""
    now = locked(stage)
    if now.began_at is None or now.played_until is None or now.finished_at is not None:
        return Happened(temper=now.temper)
    scenario = scenario_in(now.scenario)
    end = now.began_at + scenario.lasts
    happened = _step(now, scenario, min(at, end), at)
    if at >= end and _is_quiet(now, at):
        _finish(now, by=None, at=at)
    stage.refresh_from_db()
    return happened


def _step(stage: Stage, scenario: Scenario, until: datetime, at: datetime) -> Happened:
    began, since = stage.began_at, stage.played_until
    assert began is not None
    assert since is not None
    happened = Happened(temper=stage.temper)
    if until > since:
        played = Play(scenario, stage.seed, stage.state.get(PLAYED))
        happened = played.step(since - began, until - began, heard(stage, until=until))
        _lay(stage, happened, began, at)
        stage.state[PLAYED] = played.state
    instructing.give_waiting(stage, at=at)
    told = {"state": stage.state, "temper": happened.temper, "played_until": max(since, until)}
    if not Stage.objects.filter(pk=stage.pk, played_until=since, finished_at=None).update(**told):
        raise RuleError(_("Somebody else has just played this on."), where=stage.title)
    return happened


def _lay(stage: Stage, happened: Happened, began: datetime, at: datetime) -> None:
    Stagehand(stage, began, Channels.all_there_are()).lay(happened)
    for said in happened.said:
        if said.kind is MomentKind.INSTRUCTION:
            hint = instructing.hint_of(said, stage, began + said.at)
            _row, made = Prompt.objects.get_or_create(
                stage=stage, ident=hint.ident, defaults={"text": hint.text, "at": hint.at}
            )
            if made:
                instructing.take_down(said, stage)


def _is_quiet(stage: Stage, at: datetime) -> bool:
    """Nothing that the players have in hand would be cut off."""
    waits = stage.calls.filter(answered_at=None, due_at__gt=at).exists()
    return not waits and not Incident.objects.running().filter(opened_at__gte=stage.began_at).exists()


@transaction.atomic
def finish(stage: Stage, *, by: User, at: datetime) -> None:
    """A trainer ends it: the public falls silent, and what was done stays to be scored."""
    require_trainer(by, stage)
    now, _began = playing(stage)
    _finish(now, by=by, at=at)
    stage.refresh_from_db()


def _finish(stage: Stage, *, by: User | None, at: datetime) -> None:
    """Its time stands still from here on: no clock of a matter that is over runs late."""
    Stage.objects.filter(pk=stage.pk, finished_at=None).update(finished_at=at)
    if (running := clock.current()) is not None:
        transaction.on_commit(running.pause)
    record("drill.finished", about=ref(stage), by=by, at=at, title=stage.title)
