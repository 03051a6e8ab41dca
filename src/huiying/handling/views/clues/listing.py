"""The list of rumour clues: by state, month and platform, and as a table."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Aggregate, Count, Min, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiying.language import privacy
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.refusing import whole

from ...export import Cell, csv_response
from ...models import Clue, CluePost, ClueState
from ...work import visible_clues
from ..filters import kept

PAGE_SIZE = 30
MOST_PLATFORMS = 100


@require_GET
@desk("handling.clues.read")
def clues(request: HttpRequest) -> HttpResponse:
    """Every clue that the person may read, filtered; the newest first."""
    found = _filtered(request).select_related("case", "handover", "signed_by", "made_by")
    found = found.annotate(posts_count=_of_posts(Count("pk")), first_posted=_of_posts(Min("posted_at")))
    if request.GET.get("format") == "csv":
        return csv_response(_("Rumour clues"), _headers(), [_row(clue) for clue in found])
    context = {
        "page_obj": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "states": ClueState.choices,
        "platforms": _platforms(request),
        "filters": request.GET,
        "kept": kept(request, "page"),
        "may_make": policies.allows(staff(request), "handling.clues.make"),
    }
    return render(request, "handling/clues/list.html", context)


def _of_posts(figure: Aggregate) -> Subquery:
    """A figure of a clue's posts as a column of its own: only the rows that are shown pay for it."""
    posts = CluePost.objects.filter(clue=OuterRef("pk")).order_by().values("clue")
    return Subquery(posts.annotate(figure=figure).values("figure"))


def _filtered(request: HttpRequest) -> QuerySet[Clue]:
    asked = request.GET
    found = visible_clues(staff(request))
    if asked.get("state") in ClueState.values:
        found = found.filter(state=asked["state"])
    if month := _month(asked.get("month", "")):
        found = found.filter(made_at__gte=month[0], made_at__lt=month[1])
    if platform := asked.get("platform"):
        found = found.filter(pk__in=CluePost.objects.filter(platform=platform).values("clue"))
    if topic := whole(asked.get("topic", "")):
        found = found.filter(topic=topic)
    if words := asked.get("q", "").strip()[:100]:
        found = found.filter(Q(title__icontains=words) | Q(number=words))
    return found


def _month(text: str) -> tuple[datetime, datetime] | None:
    """The first moments of a month (2026-03) and of the next; None for what is no month."""
    try:
        first = datetime.strptime(text, "%Y-%m")  # noqa: DTZ007  made aware below
        following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    except ValueError:
        return None
    return timezone.make_aware(first), timezone.make_aware(following)


def _platforms(request: HttpRequest) -> list[str]:
    seen = CluePost.objects.filter(clue__in=visible_clues(staff(request)))
    return list(seen.order_by("platform").values_list("platform", flat=True).distinct()[:MOST_PLATFORMS])


def _headers() -> list[str]:
    return [
        _("Clue number"),
        _("What is said"),
        _("State"),
        _("Number of posts"),
        _("First posted"),
        _("Case number"),
        _("Organ"),
        _("Made"),
        _("Signed"),
        _("Handed over"),
        _("Told on"),
    ]


def _row(clue: Any) -> list[Cell]:
    handover = getattr(clue, "handover", None)
    return [
        clue.number,
        privacy.veil(clue.title),
        clue.get_state_display(),
        clue.posts_count or 0,
        clue.first_posted,
        clue.case.number if clue.case else "",
        clue.organ_name,
        clue.made_at,
        clue.signed_at,
        handover.at if handover else None,
        str(handover.outcome_on) if handover and handover.outcome_on else "",
    ]
