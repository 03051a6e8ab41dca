"""导调面板 · The trainer's panel: the drill's time, what comes in, what was and what is to come."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from huiying.people.access import View, desk, staff
from huiying.people.refusing import done, tried

from . import actions, clock
from .forms_stage import BringForm, HintForm, SpeedForm, StageForm, StepForm
from .models import Stage
from .onstage import in_a_drill
from .watching.curves import curves
from .watching.figures import by_channel, figures, legal_clocks, ringing, running
from .watching.telling import awaited, course

RUN = "drills.run"
SPEEDS, STEPS = (1, 10, 60), (5, 15, 60)


@require_GET
@desk(RUN)
@in_a_drill
def panel(request: HttpRequest, stage: Stage) -> HttpResponse:
    actions.require_trainer(staff(request), stage)
    return _shown(request, stage, {})


def _shown(request: HttpRequest, stage: Stage, bound: dict[str, StageForm]) -> HttpResponse:
    """The panel, with a form that could not be carried out where one was sent."""
    now = timezone.now()
    scenario = actions.scenario_in(stage.scenario)
    fresh = (BringForm(scenario), HintForm(), SpeedForm(), StepForm())
    running_clock = clock.current()
    context: dict[str, Any] = {
        "stage": stage,
        "scenario": scenario,
        "now": now,
        "ends": stage.began_at + scenario.lasts if stage.began_at else None,
        "forms": {form.place: form for form in fresh} | bound,
        "speeds": SPEEDS,
        "steps": STEPS,
        "time": running_clock.state() if running_clock else None,
        "awaited": awaited(scenario),
        **_seen(stage, now),
        "course": course(stage, scenario, at=now),
    }
    return render(request, "drills/stage/panel.html", context, status=422 if bound else 200)


def _seen(stage: Stage, at: datetime) -> dict[str, Any]:
    """What plays now; nothing before the beginning."""
    if stage.began_at is None:
        return {}
    return {
        "figures": figures(stage, at=at),
        "channels": by_channel(stage),
        "running": running(stage, at=at),
        "clocks": legal_clocks(stage),
        "ringing": ringing(stage, at=at),
        "curves": curves(stage, at=at),
    }


def _deed(do: Callable[..., object], words: Promise) -> View:
    """The view of a deed that asks for nothing more: carried out, and back to the panel with what became of it."""

    @require_POST
    @desk(RUN)
    @in_a_drill
    def view(request: HttpRequest, stage: Stage) -> HttpResponse:
        person, now = staff(request), timezone.now()
        return done(request, lambda: do(stage, by=person, at=now), str(words), "desk-stage")

    return view


begun = _deed(actions.begin, gettext_lazy("The drill has begun."))
finished = _deed(actions.finish, gettext_lazy("The drill is over."))
paused = _deed(actions.pause, gettext_lazy("The time stands still."))
went_on = _deed(actions.go_on, gettext_lazy("The time goes on."))


def _tried(request: HttpRequest, stage: Stage, form: StageForm, do: Callable[..., object], words: str) -> HttpResponse:
    """Carry a deed out with what its form holds; what is refused stands at the field."""
    person, now = staff(request), timezone.now()
    actions.require_trainer(person, stage)
    if not tried(form, lambda: do(stage, **form.told(), by=person, at=now)):
        return _shown(request, stage, {form.place: form})
    messages.success(request, words)
    return redirect("desk-stage")


@require_POST
@desk(RUN)
@in_a_drill
def hurried(request: HttpRequest, stage: Stage) -> HttpResponse:
    return _tried(request, stage, SpeedForm(request.POST), actions.hurry, _("The speed is set."))


@require_POST
@desk(RUN)
@in_a_drill
def stepped(request: HttpRequest, stage: Stage) -> HttpResponse:
    answer = _tried(request, stage, StepForm(request.POST), actions.step, _("It is later now."))
    actions.play(stage, at=timezone.now())
    return answer


@require_POST
@desk(RUN)
@in_a_drill
def brought(request: HttpRequest, stage: Stage) -> HttpResponse:
    form = BringForm(actions.scenario_in(stage.scenario), request.POST)
    return _tried(request, stage, form, actions.inject, _("It is brought in."))


@require_POST
@desk(RUN)
@in_a_drill
def hinted(request: HttpRequest, stage: Stage) -> HttpResponse:
    return _tried(request, stage, HintForm(request.POST), actions.give_hint, _("The players see the hint."))
