"""演练 · The office's own pages of its drills: which there were, setting one up, watching it stand, its scenarios."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.errors import HuiyingError
from huiying.handling.emergencies.standing import span
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import Unit, User

from .actions.channels import in_words
from .forms_office import DrillForm
from .models import Drill, DrillState
from .scenario.model import Scenario
from .scenario.reading import shipped
from .watching.telling import KINDS, WAITS
from .world import plan
from .world.deeds import ASTIR, look_after, make_drill, start_drill, stop_drill, world_of
from .world.writing import all_of, own, scenario_named

READ, RUN, WRITE = "drills.read", "drills.run", "drills.scenarios"
PAGE = 20


def require_office() -> None:
    """A drill is set up in the office, not in the world of another drill."""
    if settings.DRILL:
        raise Http404


def unit_of(person: User) -> Unit:
    found = person.place()
    if found is None:
        raise Http404
    return found


@require_GET
@desk(READ)
def drills(request: HttpRequest) -> HttpResponse:
    """Every drill of the person's units, the last first; the scenarios to play."""
    require_office()
    person = staff(request)
    rows = Drill.objects.filter(policies.within(person, READ)).select_related("unit", "made_by").defer("result")
    context = {
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "shipped": shipped(),
        "own": own().filter(unit=unit_of(person)).select_related("by"),
        "may_run": policies.allows(person, RUN),
        "may_write": policies.allows(person, WRITE),
    }
    return render(request, "drills/office/drills.html", context)


@require_GET
@desk(READ)
def scenario(request: HttpRequest, key: str) -> HttpResponse:
    """What a scenario is about. What will happen is told to those alone who may lead it: the others may be played."""
    require_office()
    person = staff(request)
    found = scenario_named(key, unit=unit_of(person))
    if found is None:
        raise Http404
    may_run = policies.allows(person, RUN)
    context = {"scenario": found, "may_run": may_run, "own": own().filter(unit=unit_of(person), key=key).first()}
    if may_run:
        context |= _course(found)
    return render(request, "drills/office/scenario.html", context)


def _course(found: Scenario) -> dict[str, Any]:
    """What happens in the order of time, what keeps coming, and what people react to, in words."""
    return {
        "moments": [(_after(one.at), KINDS[one.kind], one) for one in sorted(found.moments, key=lambda one: one.at)],
        "streams": [(_after(one.start), span(one.end), in_words(one.channel), one) for one in found.streams],
        "reactions": [(one.because or WAITS[one.when], one.temper) for one in found.reactions],
        "lasts": span(found.lasts),
    }


def _after(since: timedelta) -> str:
    return span(since) if since else _("at the beginning")


@require_http_methods(["GET", "POST"])
@desk(RUN)
def new(request: HttpRequest) -> HttpResponse:
    """Set up a drill and start its world; ready in less than a minute, on its own page."""
    require_office()
    person = staff(request)
    unit, now = unit_of(person), timezone.now()
    form = DrillForm(unit, all_of(unit), request.POST or None, initial={"scenario": request.GET.get("scenario")})
    if request.method == "POST" and form.is_valid():
        try:
            made = _made(form.cleaned_data, unit, person, now)
        except HuiyingError as refused:
            form.refuse(refused)
        else:
            return redirect("desk-drill", made.slug)
    return render(request, "drills/office/new.html", {"form": form}, status=422 if form.errors else 200)


def _made(told: dict[str, Any], unit: Unit, by: User, now: Any) -> Drill:
    found = scenario_named(told["scenario"], unit=unit)
    if found is None:
        raise Http404
    made = make_drill(
        found, unit=unit, players=list(told["players"]), speed=told["speed"], seed=told["seed"], by=by, at=now
    )
    start_drill(made, by=by, at=now)
    return made


@require_GET
@never_cache
@desk(READ)
def drill(request: HttpRequest, slug: str) -> HttpResponse:
    """How one drill stands; for its players and those who lead it, where it is and how to come in."""
    require_office()
    person, found = staff(request), _seen(request, slug)
    look_after(found, at=timezone.now())
    may_run = policies.allows(person, RUN, found)
    inside = may_run or found.players.filter(pk=person.pk).exists()
    told = plan.read(world_of(found)) if inside else None
    context = {
        "drill": found,
        "players": found.players.all(),
        "may_run": may_run,
        "inside": inside,
        "password": told.password if told else "",
        "address": _address(request, found),
        "astir": found.state in ASTIR,
        "preparing": found.state == DrillState.PREPARING,
        "startable": found.state in (DrillState.STOPPED, DrillState.FAILED) and told is not None,
    }
    return render(request, "drills/office/drill.html", context)


def _seen(request: HttpRequest, slug: str) -> Drill:
    rows = Drill.objects.filter(policies.within(staff(request), READ)).select_related("unit", "made_by")
    return get_object_or_404(rows, slug=slug)


def _address(request: HttpRequest, found: Drill) -> str:
    """Where the drill is for whoever asks: the machine that they reached, at the drill's own port."""
    name = urlsplit(f"//{request.get_host()}").hostname or settings.DRILL_HOST
    return f"http://{f'[{name}]' if ':' in name else name}:{found.port}/desk/"


@require_POST
@desk(RUN)
def started(request: HttpRequest, slug: str) -> HttpResponse:
    return _done(request, slug, start_drill, _("The drill is being started."))


@require_POST
@desk(RUN)
def stopped(request: HttpRequest, slug: str) -> HttpResponse:
    return _done(request, slug, stop_drill, _("The drill is stopped; what it holds is kept."))


def _done(request: HttpRequest, slug: str, deed: Any, words: str) -> HttpResponse:
    require_office()
    found = _seen(request, slug)
    try:
        deed(found, by=staff(request), at=timezone.now())
    except HuiyingError as refused:
        if not policies.allows(staff(request), RUN, found):
            raise
        messages.error(request, str(refused))
    else:
        messages.success(request, words)
    return redirect("desk-drill", slug)
