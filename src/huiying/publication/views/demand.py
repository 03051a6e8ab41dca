"""供需缺口 · The desk's list of what is asked and not well answered, and one matter with its evidence. Nothing is
matched here: the pages read what was measured at night.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from huiying.core.errors import HuiyingError
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.forms import DeedForm
from huiying.people.models import Section, User
from huiying.people.refusing import attempt

from ..actions.demand import give_verdict
from ..actions.gap_tasks import draft_page, make_task
from ..demand.charts import MONTHS, share_chart
from ..demand.drafting import sentences_for
from ..demand.published import those
from ..demand.words import reason
from ..editors import ENTERS
from ..models import Demand, GapMonth, PublishingTask, Ruling
from .gap_forms import TaskForm, WordForm

GAP, JUDGE = "publication.gap", "publication.gap.judge"
PAGE_SIZE = 20
EVERY = "all"  # verdicts, those that ask for nothing among them
TASKS = {
    "open": Q(tasks__state__in=[PublishingTask.State.OPEN, PublishingTask.State.REOPENED]),
    "closed": Q(tasks__state=PublishingTask.State.CLOSED),
    "none": Q(tasks=None),
}
ASKS = {"information": Q(asking__gte=0.5), "action": Q(asking__lt=0.5)}


@require_GET
@desk(GAP)
def gap(request: HttpRequest) -> HttpResponse:
    """The matters of the units that the person sees, those with most people first."""
    person, told = staff(request), request.GET
    seen = Demand.objects.filter(_seen(person))
    page = Paginator(_asked_for(seen, request), PAGE_SIZE).get_page(told.get("page"))
    months, rulings = _months(person), _by_ruling(seen)
    context = {
        "page_obj": page,
        "rows": [(one, reason(one.machine, one.evidence)) for one in page.object_list],
        "rulings": rulings,
        "sections": Section.objects.filter(policies.within(person, GAP), demands__isnull=False).distinct(),
        "filters": told,
        "filtered": bool(rulings),
        "months": months,
        "newest": months[-1] if months else None,
        "measured_at": seen.aggregate(last=Max("measured_at"))["last"],
    }
    return render(request, "publication/demand/gap.html", context)


def _seen(person: User) -> Q:
    return policies.within(person, GAP)


def _asked_for(seen: Any, request: HttpRequest) -> Any:
    """The rows that the filters of the address leave."""
    told = request.GET
    found = seen.select_related("section").prefetch_related("tasks").served_most()
    if words := told.get("q", "").strip()[:100]:
        found = found.filter(Q(matter__icontains=words) | Q(best_title__icontains=words))
    if told.get("ruling") in Ruling.values:
        found = found.filter(ruling=told["ruling"])
    elif told.get("ruling") != EVERY:
        found = found.exclude(ruling=Ruling.FINE)  # what asks for a deed comes first
    if told.get("section", "").isdecimal():
        found = found.filter(section=int(told["section"][:18]))
    for which, name in ((TASKS, "task"), (ASKS, "asks")):
        if told.get(name) in which:
            found = found.filter(which[told[name]])
    return found


def _by_ruling(seen: Any) -> list[dict[str, Any]]:
    """How many matters and people each verdict has, in the order of the verdicts."""
    rows = {r["ruling"]: r for r in seen.order_by().values("ruling").annotate(n=Count("pk"), people=Sum("served"))}
    return [{"value": value, "label": label, **rows[value]} for value, label in Ruling.choices if value in rows]


def _months(person: User) -> list[GapMonth]:
    """The months of the units that the person sees, those of one month as one."""
    found: dict[Any, GapMonth] = {}
    for one in GapMonth.objects.filter(_seen(person)).order_by("-month")[: 50 * MONTHS]:
        whole = found.setdefault(one.month, GapMonth(month=one.month))
        whole.demands += one.demands
        whole.served += one.served
        whole.answered += one.answered
        whole.fine += one.fine
    return [found[month] for month in sorted(found)][-MONTHS:]


@require_GET
@desk(GAP)
@cache_control(private=True, max_age=300)
def curve(request: HttpRequest) -> HttpResponse:
    """The monthly curve as an SVG picture."""
    picture = share_chart(_months(staff(request)), at_size=request.GET.get("size"))
    return HttpResponse(picture, content_type="image/svg+xml")


@require_GET
@desk(GAP)
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _own(request, pk))


def _own(request: HttpRequest, pk: int) -> Demand:
    seen = Demand.objects.filter(_seen(staff(request)))
    return get_object_or_404(seen.select_related("section", "unit"), pk=pk)


def _page(
    request: HttpRequest, found: Demand, *, word: WordForm | None = None, task: TaskForm | None = None
) -> HttpResponse:
    tasks = list(found.tasks.select_related("section", "by"))
    context = {
        "demand": found,
        "because": reason(found.machine, found.evidence),
        "words": found.words.select_related("by")[:10],
        "task": tasks[0] if tasks else None,
        "may_judge": policies.allows(staff(request), JUDGE, found),
        "may_edit": staff(request).has_perm(ENTERS),
        "word_form": word or WordForm(found),
        "task_form": task or TaskForm(found),
    }
    wrong = any(form is not None and form.is_bound for form in (word, task))
    return render(request, "publication/demand/matter.html", context, status=422 if wrong else 200)


def _done(request: HttpRequest, form: DeedForm, deed: Callable[..., object], said: str) -> bool:
    """Do what a form asks for, and say so; whether that was done."""
    made = attempt(form, lambda: deed(**form.cleaned_data, by=staff(request), at=timezone.now()))
    if made is not None:
        messages.success(request, said)
    return made is not None


@require_POST
@desk(JUDGE)
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or correct the verdict."""
    found = _own(request, pk)
    form = WordForm(found, request.POST)
    if _done(request, form, partial(give_verdict, found), _("Your verdict holds until another page is found.")):
        return redirect("desk-gap-matter", pk=pk)
    return _page(request, found, word=form)


@require_POST
@desk(JUDGE)
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a publishing task of the matter, and put its draft together if that was asked for too."""
    found = _own(request, pk)
    form = TaskForm(found, request.POST)
    said = _("The task is made; it closes by itself when its questions find a page.")
    if not _done(request, form, partial(make_task, found), said):
        return _page(request, found, task=form)
    return draft(request, pk) if "draft" in request.POST else redirect("desk-gap-matter", pk=pk)


@require_POST
@desk(JUDGE)
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a page together from what is published, for the task of this matter; it is opened in the editor."""
    found = _own(request, pk)
    own = get_object_or_404(found.tasks.select_related("section", "demand"))
    sentences = sentences_for(own.questions, those(found.evidence.get("near", [])))
    try:
        draft_page(own, sentences, by=staff(request), at=timezone.now())
    except HuiyingError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The draft is in the editors’ room. It is not published."))
    return redirect("desk-gap-matter", pk=pk)
