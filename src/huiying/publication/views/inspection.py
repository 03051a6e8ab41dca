"""The desk's 网站巡检: what an inspector would find today, and how it went on the past days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_POST

from huiying.assessment.charts import curve_chart
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from ..actions.inspection import DEED, inspect
from ..inspection import telling
from ..inspection.figures import Rule, figures
from ..models import Inspection

PAST = timedelta(days=30)
SHOWN = 20  # findings of a rule on the page; the rest is said


@dataclass(frozen=True, slots=True)
class Told:
    """A rule with what was found by it, in words."""

    rule: Rule
    title: str
    to_do: str
    count: int
    deducted: float
    lines: list[tuple[str, str]]

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


@never_cache
@require_GET
@desk(DEED)
def inspection(request: HttpRequest) -> HttpResponse:
    """The newest inspection: verdict and score, findings by rule, and the rules by which nothing was found."""
    newest = Inspection.objects.select_related("by").first()
    told = list(_told(newest, staff(request))) if newest else []
    past = list(Inspection.objects.since(timezone.localdate() - PAST))
    context = {
        "inspection": newest,
        "vetoes": [each for each in told if each.rule.veto and each.count],
        "deductions": [each for each in told if not each.rule.veto and each.count],
        "clean": [each for each in told if not each.count],
        "past": past,
        "passes": figures().passes,
        "is_today": newest is not None and newest.day == timezone.localdate(),
        "outside": newest.verdicts.get("outside") if newest else None,
    }
    return render(request, "publication/inspection/page.html", context)


def _told(newest: Inspection, person: User) -> Iterator[Told]:
    reached = policies.units(person, DEED)
    seen = [f for f in newest.findings if reached is None or f.get("unit") is None or f["unit"] in reached]
    counts, deducted = newest.verdicts.get("counts", {}), newest.verdicts.get("deducted", {})
    for name, rule in figures().rules.items():
        own = [f for f in seen if f.get("rule") == name]
        lines = [(telling.sentence(f), str(f.get("url", ""))) for f in own[:SHOWN]]
        hidden = sum(1 for f in newest.findings if f.get("rule") == name) - len(own)
        count = int(counts.get(name, 0)) - hidden
        yield Told(rule, telling.title(name), telling.to_do(name), count, float(deducted.get(name, 0)), lines)


@require_POST
@desk(DEED)
def look_again(request: HttpRequest) -> HttpResponse:
    """Look now, for instance after something was mended."""
    inspect(by=staff(request), at=timezone.now())
    messages.success(request, _("The site was looked at."))
    return redirect("desk-inspection")


@require_GET
@desk(DEED)
@cache_control(private=True, max_age=300)
def curve(request: HttpRequest) -> HttpResponse:
    """The scores of the past days as an SVG picture."""
    rows = Inspection.objects.since(timezone.localdate() - PAST).values_list("day", "score")
    picture = curve_chart([(str(day), int(score)) for day, score in rows], at_size=request.GET.get("size"))
    return HttpResponse(picture, content_type="image/svg+xml")
