"""督办 · What waits for this person, the cards of the month, what is overdue, and the list of the week."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.core.errors import RuleError
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from ...actions.supervising import remind as remind_of
from ...supervised import (
    cards_seen,
    instructions_seen,
    late_lists_seen,
    orders_seen,
    to_accept,
    to_answer,
    to_explain,
    to_judge,
    to_report,
)
from ...work import visible
from .cards import by_section
from .late import by_section as late_by_section
from .months import in_month

SHOWN = 8


@require_GET
@desk("handling.supervision")
def home(request: HttpRequest) -> HttpResponse:
    """The page behind the door 督办."""
    person, now = staff(request), timezone.now()
    month = f"{timezone.localtime(now):%Y-%m}"
    last = late_lists_seen(person).first()
    by_name = late_by_section(last) if last else []
    context = {
        **waiting(person),
        "month": month,
        "cards": by_section(cards_seen(person).filter(in_month(month, "given_at"))),
        "late_orders": orders_seen(person).open().filter(due_at__lt=now).select_related("section")[:SHOWN],
        "late_instructions": instructions_seen(person).open().filter(due_at__lt=now).select_related("by")[:SHOWN],
        "last": last,
        "late_sections": by_name,
        "late_total": sum(row["n"] for row in by_name),
        "may_issue": policies.allows(person, "handling.chase"),
        "now": now,
    }
    return render(request, "handling/supervision/home.html", context)


def waiting(person: User) -> dict[str, Any]:
    """What this person has to do, at most a few of each, the nearest due first."""
    answers = list(to_answer(person).select_related("section").order_by("due_at", "pk")[:SHOWN])
    told: dict[str, Iterable[Any]] = {
        "to_receive": [order for order in answers if order.received_at is None],
        "to_answer": [order for order in answers if order.received_at is not None],
        "to_accept": to_accept(person).select_related("section").order_by("due_at", "pk")[:SHOWN],
        "to_report": to_report(person)
        .select_related("instruction", "section")
        .order_by("instruction__due_at", "pk")[:SHOWN],
        "to_judge": to_judge(person).select_related("errand__instruction", "errand__section")[:SHOWN],
        "to_explain": to_explain(person).select_related("case", "section").order_by("given_at", "pk")[:SHOWN],
    }
    lists = {name: list(rows) for name, rows in told.items()}
    return {**lists, "waits": any(lists.values())}


@require_POST
@desk("handling.remind")
def remind(request: HttpRequest, number: str) -> HttpResponse:
    """One press reminds the handler; then back to where it was pressed."""
    person = staff(request)
    case = get_object_or_404(visible(person).prefetch_related("parts__section", "parts__handler"), number=number)
    try:
        remind_of(case, by=person, at=timezone.now())
        messages.success(request, _("Reminded; it stands in the life of the case."))
    except RuleError as refused:
        messages.warning(request, f"{refused.what} {refused.fix}".strip())
    back = request.POST.get("back", "")
    if back and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("desk-case", number=number)
