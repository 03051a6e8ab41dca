"""应急 · Who is on duty, what runs, what is over, and the tasks of whoever looks."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.core.errors import InputError, RuleError
from huiying.people import policies
from huiying.people.access import desk, staff

from ...actions.emergencies import finish_task
from ...emergencies import seen
from ...emergencies.choices import level_words
from ...emergencies.duties import gaps, on_duty
from ...emergencies.standing import next_due
from ...models import Incident, IncidentTask, ReleaseState

PAGE_SIZE = 20
MOST_RUNNING = 30


@require_GET
@desk("handling.read")
def emergencies(request: HttpRequest) -> HttpResponse:
    person, now = staff(request), timezone.now()
    today = timezone.localtime(now).date()
    unit = person.place()
    seen_by = seen.incidents(person, now).select_related("case", "topic")
    running = seen_by.running().prefetch_related("releases", "case__clocks__case")[:MOST_RUNNING]
    signed = Count("releases", filter=Q(releases__state=ReleaseState.SIGNED))
    over = seen_by.filter(ended_at__isnull=False).select_related("review").annotate(signed=signed)
    page = Paginator(over.order_by("-opened_at", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "running": [_line(incident, now) for incident in running],
        "page_obj": page,
        "over": [(incident, level_words(incident.level)) for incident in page.object_list],
        "duty": on_duty(unit, today),
        "gaps": gaps(unit, today) if unit else [],
        "to_sign": list(seen.to_sign(person)[:MOST_RUNNING]),
        "tasks": list(seen.tasks_of(person)[:MOST_RUNNING]),
        "may_open": policies.allows(person, "handling.incident.open"),
        "may_set_duty": policies.allows(person, "handling.duty"),
        "now": now,
    }
    return render(request, "handling/emergency/index.html", context)


def _line(incident: Incident, now: object) -> dict[str, object]:
    signed = sorted((r for r in incident.releases.all() if r.is_signed), key=lambda r: r.number)
    due = next_due(incident, incident.case.clocks.all(), signed, now)  # type: ignore[arg-type]
    return {"incident": incident, "level": level_words(incident.level), "due": due, "signed": signed}


@require_POST
@desk()
def task_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a task is done; the page from which it was said comes back."""
    task = get_object_or_404(IncidentTask.objects.select_related("incident__case", "who"), pk=pk)
    person, now = staff(request), timezone.now()
    if task.who_id not in person.acts_for:
        get_object_or_404(seen.incidents(person, now), pk=task.incident_id)
    try:
        finish_task(task, note=request.POST.get("note", ""), by=person, at=now)
    except (InputError, RuleError) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Done: %(what)s.") % {"what": task.what})
    if request.POST.get("from") == "incident":
        return redirect("desk-emergency", number=task.incident.case.number)
    if request.POST.get("from") == "mine":
        return redirect("desk-mine")
    return redirect("desk-emergencies")
