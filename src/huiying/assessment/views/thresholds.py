"""分级门槛 · From how many people and from what spread a matter is grave: what stands, and what stood before."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiying.core.errors import HuiyingError
from huiying.language.thresholds import Thresholds, usual
from huiying.people import policies
from huiying.people.access import desk, staff

from .. import actions
from ..forms import ThresholdForm
from ..models import ThresholdSheet
from ..office import thresholds as in_force
from ..sheets import SORTS, told

DEED = "assessment.thresholds"
PAGE_SIZE = 20
REFUSED = 409


@require_http_methods(["GET", "POST"])
@desk(DEED)
def thresholds(request: HttpRequest) -> HttpResponse:
    """The page with its form; `?usual=1` fills in the figures of the house. A refusal stands beside what was typed."""
    if request.method == "POST":
        form = ThresholdForm(request.POST)
        if _done(form, request):
            messages.success(request, _("These thresholds hold for what comes in from now on."))
            return redirect("desk-thresholds")
    else:
        form = ThresholdForm.of(usual() if "usual" in request.GET else in_force())
    return render(
        request, "assessment/thresholds.html", _context(request, form), status=REFUSED if form.is_bound else 200
    )


def _done(form: ThresholdForm, request: HttpRequest) -> bool:
    if not form.is_valid():
        return False
    told, by = form.cleaned_data, staff(request)
    try:
        actions.set_thresholds(
            people=form.people(), spread=form.spread(), reason=told["reason"], by=by, at=timezone.now()
        )
    except HuiyingError as refusal:
        form.refusal = refusal
        return False
    return True


def _context(request: HttpRequest, form: ThresholdForm) -> dict[str, object]:
    page = Paginator(ThresholdSheet.objects.select_related("by"), PAGE_SIZE).get_page(request.GET.get("page"))
    newest = ThresholdSheet.objects.values_list("pk", flat=True).first()
    return {
        "form": form,
        "sorts": SORTS.values(),
        "page_obj": page,
        "sheets": [(s, told(Thresholds.of(s.people, s.spread)), s.pk == newest) for s in page.object_list],
        "usual": told(usual()),
        "newest": newest,
        "may_see_topics": policies.allows(staff(request), "assessment.topics"),
    }
