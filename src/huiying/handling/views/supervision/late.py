"""每周超期通报 · The frozen list of a week, on screen, on paper and as a table."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiying.people.access import desk, staff
from huiying.people.models import User

from ...export import Cell, csv_response
from ...models import CardColour, LateList, LateRow
from ...supervised import late_lists_seen, own_sections
from ...work import sees_all
from ..filters import kept

PAGE_SIZE = 30
MOST = 1000  # on one page, to be printed
WEEKS = 60


@require_GET
@desk("handling.supervision")
def late_list(request: HttpRequest) -> HttpResponse:
    """The list that the address names, or the last one. Who may not read every case sees the rows of their own
    sections, and of the others the numbers.
    """
    person = staff(request)
    lists = list(late_lists_seen(person).select_related("unit")[:WEEKS])
    chosen = next((one for one in lists if str(one.pk) == request.GET.get("list")), lists[0] if lists else None)
    rows = rows_seen(chosen, person)
    if request.GET.get("format") == "csv" and chosen:
        return csv_response(f"{_('Weekly late list')} {chosen}", _headers(), [_row(row) for row in rows])
    context = {
        "chosen": chosen,
        "lists": lists,
        "several": len({one.unit_id for one in lists}) > 1,
        "total": chosen.rows.count() if chosen else 0,
        "by_section": by_section(chosen) if chosen else (),
        "page_obj": Paginator(rows, MOST if "all" in request.GET else PAGE_SIZE).get_page(request.GET.get("page")),
        "sees_all": sees_all(person),
        "kept": kept(request, "page"),
    }
    return render(request, "handling/supervision/late_list.html", context)


def rows_seen(chosen: LateList | None, person: User) -> QuerySet[LateRow]:
    rows = LateRow.objects.filter(late_list=chosen).select_related("case") if chosen else LateRow.objects.none()
    return rows if sees_all(person) else rows.filter(section__in=own_sections(person))


def by_section(chosen: LateList) -> list[dict[str, Any]]:
    """How many rows each section has, the most first."""
    rows = chosen.rows.order_by().values("section_name")
    return [dict(row) for row in rows.annotate(n=Count("pk")).order_by("-n", "section_name")]


def _headers() -> list[str]:
    return [
        _("Case number"),
        _("Title"),
        _("Lead section"),
        _("Handler"),
        _("Due"),
        _("Late by"),
        _("Cards"),
    ]


def _row(row: LateRow) -> list[Cell]:
    return [
        row.number,
        row.title,
        row.section_name,
        row.handler_name,
        f"{row.last_day} {row.closing}",
        row.late_by,
        "、".join(str(CardColour(colour).label) for colour in row.cards),
    ]
