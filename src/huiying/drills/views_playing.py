"""大屏、来电、提示条 · What players and spectators of a drill see: the wall, the calls, the strip over every page."""

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.core.errors import InputError, RuleError
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import Post, User
from huiying.reporting.charts import svg

from . import actions, clock
from .actions.answering import PLAY
from .charts import temper_chart, voices_chart
from .forms_stage import AnswerForm
from .models import Call, Stage
from .onstage import ACTING, in_a_drill, trainer_behind
from .watching.curves import curves
from .watching.figures import by_channel, figures, legal_clocks, ringing, running

READ = "drills.read"
CLOSED = "stage_hints"
"""In the session: the key of the last hint that was closed."""
PICTURE_SECONDS = 10
BACKEND = "django.contrib.auth.backends.ModelBackend"
MOST_ANSWERED = 30
MOST_HINTS = 3  # the newest; an instruction is not hidden by the hint that follows it


@require_GET
@desk(READ)
@in_a_drill
def wall(request: HttpRequest, stage: Stage) -> HttpResponse:
    """Large figures and curves for a room; the page fetches its own middle again every few seconds."""
    return render(request, "drills/stage/wall.html", _seen(stage))


def _seen(stage: Stage) -> dict[str, Any]:
    now = timezone.now()
    told: dict[str, Any] = {"stage": stage, "now": now, "time": _time()}
    told["scenario"] = actions.scenario_in(stage.scenario)
    if stage.began_at is None:
        return told
    return told | {
        "figures": figures(stage, at=now),
        "channels": by_channel(stage),
        "running": running(stage, at=now),
        "clocks": legal_clocks(stage),
        "curves": curves(stage, at=now),
    }


def _time() -> object:
    running_clock = clock.current()
    return running_clock.state() if running_clock else None


@require_GET
@desk(READ)
@in_a_drill
def tables(request: HttpRequest, stage: Stage) -> HttpResponse:
    """The figures behind the curves."""
    now = timezone.now()
    context = {"stage": stage, "curves": curves(stage, at=now), "turns": stage.pulses.all(), "now": now}
    return render(request, "drills/stage/tables.html", context)


@require_GET
@desk(READ)
@in_a_drill
def voices(request: HttpRequest, stage: Stage) -> HttpResponse:
    return _picture(stage, "voices")


@require_GET
@desk(READ)
@in_a_drill
def temper(request: HttpRequest, stage: Stage) -> HttpResponse:
    return _picture(stage, "temper")


def _picture(stage: Stage, name: str) -> HttpResponse:
    """Drawn once for all who look within some seconds."""
    if stage.began_at is None:
        return HttpResponse(status=204)
    key = f"stage-{stage.pk}-{name}-{get_language()}"
    drawn = cache.get(key)
    if drawn is None:
        told = curves(stage, at=timezone.now())
        drawn = svg(voices_chart(told) if name == "voices" else temper_chart(told))
        cache.set(key, drawn, PICTURE_SECONDS)
    return HttpResponse(drawn, content_type="image/svg+xml", headers={"Cache-Control": "private, no-cache"})


@require_GET
@desk(PLAY)
@in_a_drill
def calls(request: HttpRequest, stage: Stage) -> HttpResponse:
    """Who calls, each with a form for the answer; under them what was answered."""
    return _calls(request, stage, None, None)


def _calls(request: HttpRequest, stage: Stage, answering: Call | None, form: AnswerForm | None) -> HttpResponse:
    now = timezone.now()
    waiting = [
        (
            one,
            form
            if answering is not None and one.call.pk == answering.pk
            else AnswerForm(auto_id=f"call-{one.call.pk}-%s"),
        )
        for one in ringing(stage, at=now)
    ]
    answered_ones = stage.calls.filter(answered_at__isnull=False).select_related("answered_by").order_by("-answered_at")
    scenario = actions.scenario_in(stage.scenario)
    context = {
        "stage": stage,
        "scenario": scenario,
        "waiting": waiting,
        "answered": answered_ones[:MOST_ANSWERED],
        "now": now,
    }
    return render(request, "drills/stage/calls.html", context, status=422 if form else 200)


@require_POST
@desk(PLAY)
@in_a_drill
def answered(request: HttpRequest, stage: Stage, pk: int) -> HttpResponse:
    call = get_object_or_404(stage.calls, pk=pk)
    form = AnswerForm(request.POST, auto_id=f"call-{call.pk}-%s")
    if form.is_valid():
        try:
            actions.answer_call(call, text=form.cleaned_data["text"], by=staff(request), at=timezone.now())
        except InputError as refused:
            form.refuse(refused)
        except RuleError as refused:
            messages.error(request, str(refused))
            return redirect("desk-stage-calls")
        else:
            messages.success(request, _("Your answer is kept."))
            return redirect("desk-stage-calls")
    return _calls(request, stage, call, form)


@require_GET
@desk()
@in_a_drill
def strip(request: HttpRequest, stage: Stage) -> HttpResponse:
    """What players see over every page. Where nothing changed since it was fetched last, nothing is sent."""
    return _strip(request, stage)


def _strip(request: HttpRequest, stage: Stage) -> HttpResponse:
    person, now = staff(request), timezone.now()
    plays = policies.allows(person, PLAY)
    open_hints = stage.prompts.filter(pk__gt=request.session.get(CLOSED, 0)).order_by("-pk")[:MOST_HINTS]
    context = {
        "stage": stage,
        "ringing": ringing(stage, at=now) if plays and stage.finished_at is None else [],
        "hints": open_hints,
        "acting": _acting(request),
        "is_trainer": policies.allows(person, actions.RUN) and stage.trainers.filter(pk=person.pk).exists(),
        "looks": policies.allows(person, READ),
        "plays": plays,
    }
    told = render_to_string("drills/stage/parts/strip.html", context, request)
    digest = sha256(told.encode()).hexdigest()[:16]
    if request.GET.get("seen") == digest:
        return HttpResponse(status=204)
    return HttpResponse(told.replace("seen=none", f"seen={digest}", 1))


def _acting(request: HttpRequest) -> User | None:
    """The trainer who acts as whoever is signed in."""
    return trainer_behind(request) if request.session.get(ACTING) else None


@require_POST
@desk()
@in_a_drill
def closed(request: HttpRequest, stage: Stage, pk: int) -> HttpResponse:
    """Close a hint, and all before it, for this person."""
    hint = get_object_or_404(stage.prompts, pk=pk)
    request.session[CLOSED] = max(hint.pk, request.session.get(CLOSED, 0))
    if request.headers.get("HX-Request"):
        return _strip(request, stage)
    return redirect("desk")


@require_GET
@desk()
@in_a_drill
def roles(request: HttpRequest, stage: Stage) -> HttpResponse:
    """The players of this world, each to be acted as."""
    trainer = trainer_behind(request)
    actions.require_trainer(trainer, stage)
    posts = Post.objects.filter(user__is_active=True).select_related("user", "section").order_by("user__pk", "pk")
    players: dict[User, list[Post]] = {}
    for post in posts:
        players.setdefault(post.user, []).append(post)
    context = {"stage": stage, "players": players.items(), "trainer": trainer, "me": staff(request)}
    return render(request, "drills/stage/roles.html", context)


@require_POST
@desk()
@in_a_drill
def acted(request: HttpRequest, stage: Stage) -> HttpResponse:
    """Sign the trainer in as a player of this world, or back as themselves."""
    trainer, asked = trainer_behind(request), request.POST.get("player", "")
    player = get_object_or_404(User, pk=int(asked[:18])) if asked.isdecimal() else trainer
    actions.act_as(player, stage, by=trainer, at=timezone.now())
    login(request, player, backend=BACKEND)
    if player != trainer:
        request.session[ACTING] = trainer.pk
    else:
        request.session.pop(ACTING, None)
    messages.success(request, _("You act as %(who)s now.") % {"who": player})
    return redirect("desk")
