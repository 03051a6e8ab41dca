"""督办单 · The chase orders; one with what was said to it, and as it is printed."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.language import privacy
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.forms import DeedForm
from huiying.people.models import User
from huiying.people.refusing import whole

from ...actions.supervising import (
    accept_answer,
    answer_chase,
    cancel_chase,
    issue_chase,
    receive_chase,
    send_answer_back,
)
from ...export import Cell, csv_response
from ...models import Case, ChaseOrder, ChaseOrderQuerySet, ChaseState
from ...supervised import orders_seen
from ...work import sections_seen, visible
from ..filters import kept
from .forms import AccountForm, CancelForm, ChaseForm, MissingForm
from .months import in_month
from .trying import tried, typed

PAGE_SIZE = 30


@require_GET
@desk("handling.supervision")
def orders(request: HttpRequest) -> HttpResponse:
    """The chase orders that the person may see, the newest first."""
    person, now = staff(request), timezone.now()
    found = _filtered(request, now).select_related("section", "case")
    if request.GET.get("format") == "csv":
        return csv_response(_("Chase orders"), _headers(), [_row(order) for order in found])
    context = {
        "page_obj": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "sections": sections_seen(person),
        "states": ChaseState.choices,
        "may_issue": policies.allows(person, "handling.chase"),
        "filters": request.GET,
        "kept": kept(request, "page"),
        "now": now,
    }
    return render(request, "handling/supervision/orders.html", context)


def _filtered(request: HttpRequest, now: datetime) -> ChaseOrderQuerySet:
    asked = request.GET
    found = orders_seen(staff(request)).filter(in_month(asked.get("month", ""), "issued_at"))
    if section := whole(asked.get("section", "")):
        found = found.filter(section=section)
    state = asked.get("state", "")
    if state == "open":
        found = found.open()
    elif state == "late":
        found = found.open().filter(due_at__lt=now)
    elif state in ChaseState.values:
        found = found.filter(state=state)
    if words := asked.get("q", "").strip():
        found = found.filter(Q(subject__icontains=words) | Q(demanded__icontains=words) | Q(case__number=words))
    return found


@require_http_methods(["GET", "POST"])
@desk("handling.chase")
def new(request: HttpRequest) -> HttpResponse:
    """Issue an order, on the case that the address names or on a subject of its own."""
    person, at = staff(request), timezone.now()
    case = _case(request, person)
    form = ChaseForm(case, staff(request), typed(request))
    if form.is_bound:
        issued = tried(form, partial(issue_chase, case=case, by=person, at=at))
        if issued is not None:
            messages.success(request, _("Chase order %(number)s is issued.") % {"number": issued.number})
            return redirect("desk-chase", pk=issued.pk)
    context = {"form": form, "case": case}
    return render(request, "handling/supervision/order_new.html", context, status=422 if form.is_bound else 200)


def _case(request: HttpRequest, person: User) -> Case | None:
    number = request.GET.get("case")
    cases = visible(person).prefetch_related("parts__section")
    return get_object_or_404(cases, number=number) if number else None


@require_GET
@desk("handling.supervision")
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """One order: what is demanded, who signed for it, and what was said."""
    return render(request, "handling/supervision/order.html", _context(_order(request, pk), staff(request)))


@require_GET
@desk("handling.supervision")
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The order on paper, as a 督办通知单."""
    return render(request, "handling/supervision/order_sheet.html", {"order": _order(request, pk)})


def _order(request: HttpRequest, pk: int) -> ChaseOrder:
    orders = orders_seen(staff(request)).select_related("unit", "section", "case", "issued_by", "received_by")
    found = orders.prefetch_related("answers__by", "answers__judged_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _context(order: ChaseOrder, person: User) -> dict[str, Any]:
    theirs = policies.allows(person, "handling.chase.answer", order)
    last = order.answers.last()
    judging = order.state == ChaseState.ANSWERED and policies.allows(person, "handling.chase", order)
    judging = judging and not (last and last.by_id == person.pk)
    answering = theirs and order.state in (ChaseState.RECEIVED, ChaseState.SENT_BACK)
    cancelling = order.state in (ChaseState.ISSUED, ChaseState.RECEIVED) and order.issued_by_id in person.acts_for
    cancelling = cancelling and policies.allows(person, "handling.chase", order)
    return {
        "order": order,
        "may_read_case": order.case and visible(person).filter(number=order.case.number).exists(),
        "may_receive": theirs and order.state == ChaseState.ISSUED,
        "answer_form": AccountForm() if answering else None,
        "back_form": MissingForm() if judging else None,
        "cancel_form": CancelForm() if cancelling else None,
        "now": timezone.now(),
    }


FORMS: dict[str, tuple[type[DeedForm], Callable[..., object]]] = {
    "answer": (AccountForm, answer_chase),
    "back": (MissingForm, send_answer_back),
    "cancel": (CancelForm, cancel_chase),
}


@require_POST
@desk("handling.supervision")
def order_deed(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Sign for the order, answer it, accept the answer or send it back, cancel it."""
    found, person, at = _order(request, pk), staff(request), timezone.now()
    if name in ("receive", "accept"):
        {"receive": receive_chase, "accept": accept_answer}[name](found, by=person, at=at)
        messages.success(request, _("Signed for.") if name == "receive" else _("Accepted; the order is closed."))
        return redirect("desk-chase", pk=pk)
    kind, deed = FORMS[name]
    form = kind(request.POST)
    tried(form, partial(deed, found, by=person, at=at))
    if form.errors:
        context = _context(_order(request, pk), person) | {f"{name}_form": form}
        return render(request, "handling/supervision/order.html", context, status=422)
    said = {"answer": _("The answer is kept."), "back": _("Sent back."), "cancel": _("Cancelled; the section is told.")}
    messages.success(request, said[name])
    return redirect("desk-chase", pk=pk)


def _headers() -> list[str]:
    return [
        _("Number"),
        _("Subject"),
        _("Case number"),
        _("Responsible section"),
        _("What is demanded"),
        _("Issued"),
        _("Due"),
        _("Signed for"),
        _("State"),
        _("Closed"),
    ]


def _row(order: ChaseOrder) -> list[Cell]:
    return [
        order.number,
        privacy.veil(order.subject),
        order.case.number if order.case else "",
        order.section.name,
        order.demanded,
        order.issued_at,
        f"{order.last_day} {order.closing}",
        order.received_at,
        str(order.get_state_display()),
        order.closed_at,
    ]
