"""发件箱 · What goes out to writers: what waits, what was sent, what could not be, and what a person decides of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.core.errors import HuiyingError
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from ..actions import mark_sent, send_again, stop_delivery
from ..models import Delivery

DEED = "intake.deliveries"
PAGE_SIZE = 30
DEEDS = {"stop": stop_delivery, "again": send_again, "sent": mark_sent}
State = Delivery.State
MAY = {
    State.WAITING: ("stop",),
    State.FAILED: ("again", "stop"),
    State.STOPPED: ("again",),
    State.UNSURE: ("again", "sent", "stop"),
}


@require_GET
@desk(DEED)
def outbox(request: HttpRequest) -> HttpResponse:
    """The newest first; `?state=` narrows it."""
    state = request.GET.get("state", "")
    mine = _deliveries(staff(request))
    rows = mine.select_related("channel", "voice").defer("to")
    if state in State.values:
        rows = rows.filter(state=state)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    counts = dict(mine.order_by().values_list("state").annotate(n=Count("pk")))
    context = {
        "page_obj": page,
        "rows": [(row, MAY.get(State(row.state), ())) for row in page.object_list],
        "states": [(one.value, one.label, counts.get(one.value, 0)) for one in State],
        "chosen": state,
        "filters": request.GET,
    }
    return render(request, "intake/outbox.html", context)


def _deliveries(person: User) -> QuerySet[Delivery]:
    return Delivery.objects.filter(policies.within(person, DEED, "channel__unit"))


@require_POST
@desk(DEED)
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a message, let it be tried anew, or say that it did arrive."""
    deed = DEEDS.get(request.POST.get("deed", ""))
    if deed is None:
        return HttpResponseBadRequest()
    row = get_object_or_404(_deliveries(staff(request)).select_related("channel", "voice"), pk=pk)
    try:
        deed(row, by=staff(request), at=timezone.now())
        messages.success(request, _("Done."))
    except HuiyingError as refused:
        messages.error(request, str(refused))
    back = request.POST.get("back", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else "desk-outbox")
