"""自编脚本 · A trainer writes a scenario: every mistake stands beside it with its line, and each text that is right is
kept as a version.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from huiying.core.errors import HuiyingError
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.files import handed_out

from .forms_office import ScenarioForm
from .models import OwnScenario
from .scenario.reading import Mistake, ScenarioError, read, shipped
from .views_office import WRITE, require_office, unit_of
from .world.writing import keep_scenario, own

MOST_TOLD = 50
LONGEST_LINE = 120


@require_http_methods(["GET", "POST"])
@desk(WRITE)
def write(request: HttpRequest) -> HttpResponse:
    """An empty text, or that of a scenario to begin with (`from`); checked, or kept where nothing is wrong."""
    require_office()
    person = staff(request)
    form = ScenarioForm(request.POST or None, initial={"text": _beginning(request)})
    mistakes: tuple[Mistake, ...] = ()
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            if "keep" in request.POST:
                kept = keep_scenario(text, unit=unit_of(person), by=person, at=timezone.now())
                messages.success(request, _("Kept as version %(version)d.") % {"version": kept.version})
                return redirect("desk-drill-scenario", kept.key)
            read(text)
            messages.success(request, _("Nothing is wrong in this scenario."))
        except ScenarioError as refused:
            mistakes = refused.mistakes
        except HuiyingError as refused:
            form.refuse(refused)
    told = form["text"].value() or ""
    context = {"form": form, "mistakes": _beside(mistakes, str(told)), "more": max(len(mistakes) - MOST_TOLD, 0)}
    return render(request, "drills/office/write.html", context, status=422 if form.errors or mistakes else 200)


def _beside(mistakes: tuple[Mistake, ...], text: str) -> list[tuple[Mistake, str]]:
    """Each mistake with the line that it is about."""
    lines = text.splitlines()
    return [
        (told, lines[told.line - 1].strip()[:LONGEST_LINE] if 0 < told.line <= len(lines) else "")
        for told in mistakes[:MOST_TOLD]
    ]


def _beginning(request: HttpRequest) -> str:
    key = request.GET.get("from", "")
    row = own().filter(unit=unit_of(staff(request)), key=key).first()
    if row:
        return row.text
    return next((one.text for one in shipped() if one.key == key), "")


@require_GET
@desk(WRITE)
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """A version as it was kept, as a file."""
    require_office()
    found = get_object_or_404(OwnScenario.objects.filter(policies.within(staff(request), WRITE)), pk=pk)
    return _file(found.text, f"{found.key}-{found.version}")


@require_GET
@desk(WRITE)
def text(request: HttpRequest, key: str) -> HttpResponse:
    """A scenario that ships, as a file to begin with."""
    require_office()
    found = next((one for one in shipped() if one.key == key), None)
    if found is None:
        raise Http404
    return _file(found.text, found.key)


def _file(text: str, name: str) -> HttpResponse:
    return handed_out(text.encode(), "application/yaml; charset=utf-8", f"{name}.yaml")
