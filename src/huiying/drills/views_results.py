"""演练结果 · The office's page of what a drill was worth: each point with its evidence, the course as a chart and as a
table, earlier drills beside it, and the report as it was written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from huiying.core.errors import HuiyingError
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.files import handed_out
from huiying.reporting.charts import svg
from huiying.reporting.models import PaperForm
from huiying.reporting.views_papers import TYPES

from .actions_results import earlier, take_result
from .models import Drill, DrillState
from .report import due_on
from .report.chart import course
from .report.evidence import row_of
from .scoring.rubric import GOOD, PASS
from .views_office import require_office
from .world.deeds import ASTIR, stop_drill, world_of
from .world.running import result_of

READ, RUN = "drills.read", "drills.run"
MARKS = {
    "good": pgettext_lazy("drill", "Good"),
    "weak": pgettext_lazy("drill", "Weak"),
    "failed": pgettext_lazy("drill", "Failed"),
    "none": pgettext_lazy("drill", "Did not come up"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A point as the page shows it; `before` is what the drill before had, `change` the difference."""

    name: str
    weight: float
    points: float | None
    mark: str
    reasons: list[str]
    evidence: list[dict[str, Any]]
    before: float | None
    change: float | None

    @property
    def word(self) -> str:
        return str(MARKS[self.mark])


@require_GET
@desk(READ)
def result(request: HttpRequest, slug: str) -> HttpResponse:
    """What one drill was worth."""
    found = _scored(request, slug)
    told, before = found.result, earlier(found)
    last = before[-1] if before else None
    drawn = course(told)
    papers = found.papers.values_list("form", "written_at")
    written = min((at for _form, at in papers), default=found.ended_at)
    context = {
        "drill": found,
        "told": told,
        "began": datetime.fromisoformat(told["began_at"]),
        "ended": datetime.fromisoformat(told["ended_at"]),
        "lines": list(_lines(told, last)),
        "chart": drawn,
        "timeline": [event | {"at": datetime.fromisoformat(event["at"])} for event in told["timeline"]],
        "before": [(datetime.fromisoformat(each["ended_at"]), each) for each in before],
        "change": round(told["score"] - last["score"], 1) if last else None,
        "lessons": [(lesson, _due(lesson, written)) for lesson in told["lessons"]],
        "forms": [form for form, _at in papers],
    }
    return render(request, "drills/office/result.html", context)


def _scored(request: HttpRequest, slug: str) -> Drill:
    """A drill of the person's units that has its result."""
    require_office()
    own = Drill.objects.filter(policies.within(staff(request), READ), state=DrillState.SCORED)
    return get_object_or_404(own.select_related("unit"), slug=slug)


def _lines(told: Mapping[str, Any], last: Mapping[str, Any] | None) -> Iterator[Line]:
    had = {point["key"]: point["points"] for point in last["points"]} if last else {}
    for point in told["points"]:
        now, before = point["points"], had.get(point["key"])
        change = round(now - before, 1) if now is not None and before is not None else None
        evidence = [each | {"at": _moment(each["at"]), "row": row_of(each["ref"])} for each in point["evidence"]]
        yield Line(point["name"], point["weight"], now, mark_of(now), point["reasons"], evidence, before, change)


def mark_of(points: float | None) -> str:
    if points is None:
        return "none"
    return "good" if points >= GOOD else "weak" if points >= PASS else "failed"


def _moment(iso: str) -> datetime | None:
    return datetime.fromisoformat(iso) if iso else None


def _due(lesson: Mapping[str, Any], written: datetime | None) -> date | None:
    return due_on(lesson, timezone.localtime(written).date()) if written else None


@require_GET
@desk(READ)
def chart(request: HttpRequest, slug: str) -> HttpResponse:
    """The course of the drill, as in its report."""
    drawn = svg(course(_scored(request, slug).result).spec)
    return HttpResponse(drawn, content_type="image/svg+xml", headers={"Cache-Control": "private, no-store"})


@require_GET
@desk(READ)
def file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The report as the file that was written."""
    found = _scored(request, slug)
    paper = found.papers.filter(form=form).first()
    if paper is None:
        raise Http404
    return handed_out(bytes(paper.content), TYPES[PaperForm(form)], f"{found.title}评估报告.{form}")


@require_POST
@desk(RUN)
def taken(request: HttpRequest, slug: str) -> HttpResponse:
    """Stop the drill's world where it still runs, and take its result."""
    require_office()
    person, now = staff(request), timezone.now()
    own = Drill.objects.filter(policies.within(person, READ)).select_related("unit")
    found = get_object_or_404(own, slug=slug)
    try:
        policies.require(person, RUN, found)
        if found.state in ASTIR:
            stop_drill(found, by=person, at=now)
        take_result(found, result_of(world_of(found)), by=person, at=now)
    except HuiyingError as refused:
        messages.error(request, str(refused))
        return redirect("desk-drill", slug)
    messages.success(request, _("The result is taken, its report written and its lessons noted."))
    return redirect("desk-drill-result", slug)
