"""黄牌、红牌 · The cards by section, colour and month; one card with its explanation and its withdrawal."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.language import privacy
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.forms import DeedForm
from huiying.people.models import User
from huiying.people.refusing import whole

from ...actions.supervising import explain_card, withdraw_card
from ...export import Cell, csv_response
from ...models import Card, CardColour, CardQuerySet
from ...supervised import cards_seen
from ...work import sections_seen
from ..filters import kept
from .forms import ExplainForm, WithdrawForm
from .months import in_month
from .trying import tried

PAGE_SIZE = 30
STATES = {
    "open": Q(explained_at=None, withdrawn_at=None),
    "explained": Q(explained_at__isnull=False, withdrawn_at=None),
    "withdrawn": Q(withdrawn_at__isnull=False),
}


@require_GET
@desk("handling.supervision")
def cards(request: HttpRequest) -> HttpResponse:
    """The cards that the person may see, the newest first."""
    person, asked = staff(request), request.GET
    of_all = _filtered(request)
    section = whole(asked.get("section", ""))
    found = of_all.filter(section=section) if section else of_all
    found = found.select_related("case", "section", "handler")
    if asked.get("format") == "csv":
        return csv_response(_("Cards"), _headers(), [_row(card) for card in found])
    context = {
        "page_obj": Paginator(found, PAGE_SIZE).get_page(asked.get("page")),
        "by_section": by_section(of_all),
        "sections": sections_seen(person),
        "colours": CardColour.choices,
        "filters": asked,
        "kept": kept(request, "page"),
    }
    return render(request, "handling/supervision/cards.html", context)


def by_section(found: CardQuerySet) -> list[dict[str, Any]]:
    """How many standing cards of each colour each section has, the most red first."""
    rows = found.standing().order_by().values("section", name=F("section__name"))
    counted = rows.annotate(
        yellow=Count("pk", filter=Q(colour=CardColour.YELLOW)), red=Count("pk", filter=Q(colour=CardColour.RED))
    )
    return [dict(row) for row in counted.order_by("-red", "-yellow", "section")]


def _filtered(request: HttpRequest) -> CardQuerySet:
    asked = request.GET
    found = cards_seen(staff(request)).filter(in_month(asked.get("month", ""), "given_at"))
    if asked.get("colour") in CardColour.values:
        found = found.filter(colour=asked["colour"])
    return found.filter(STATES.get(asked.get("state", ""), Q()))


@require_GET
@desk("handling.supervision")
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """One card: why it was given, and what the section says."""
    found = _card(request, pk)
    return render(request, "handling/supervision/card.html", _context(found, staff(request)))


FORMS: dict[str, tuple[type[DeedForm], Callable[..., None]]] = {
    "explain": (ExplainForm, explain_card),
    "withdraw": (WithdrawForm, withdraw_card),
}


@require_POST
@desk("handling.supervision")
def card_deed(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Explain the card, or withdraw it; what is wrong is said in the form."""
    found, person = _card(request, pk), staff(request)
    kind, deed = FORMS[name]
    form = kind(request.POST)
    tried(form, partial(deed, found, by=person, at=timezone.now()))
    if not form.errors:
        said = {"explain": _("The explanation is kept."), "withdraw": _("The card is withdrawn.")}
        messages.success(request, said[name])
        return redirect("desk-card", pk=pk)
    return render(
        request, "handling/supervision/card.html", _context(found, person) | {f"{name}_form": form}, status=422
    )


def _card(request: HttpRequest, pk: int) -> Card:
    cards = cards_seen(staff(request)).select_related(
        "case", "section", "handler", "explained_by", "withdrawn_by", "clock"
    )
    found = cards.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _context(card: Card, person: User) -> dict[str, object]:
    nobodys = card.section_id is None
    may_withdraw = policies.allows(person, "handling.card.withdraw", card)
    may_explain = may_withdraw if nobodys else policies.allows(person, "handling.card.explain", card)
    explain: DeedForm | None = ExplainForm() if may_explain and card.state == "open" else None
    withdraw: DeedForm | None = WithdrawForm() if may_withdraw and card.state != "withdrawn" else None
    return {"card": card, "explain_form": explain, "withdraw_form": withdraw, "now": timezone.now()}


def _headers() -> list[str]:
    return [
        _("Given"),
        _("Card"),
        _("Case number"),
        _("Title"),
        _("Lead section"),
        _("Handler"),
        _("Due"),
        _("State"),
        _("Explanation"),
        _("Why it was withdrawn"),
    ]


def state_words(card: Card) -> str:
    return {"open": _("To be explained"), "explained": _("Explained"), "withdrawn": _("Withdrawn")}[card.state]


def _row(card: Card) -> list[Cell]:
    return [
        card.given_at,
        str(card.get_colour_display()),
        card.case.number,
        privacy.veil(card.case.title),
        card.section.name if card.section else _("Information section"),
        str(card.handler or ""),
        f"{card.last_day} {card.closing}",
        state_words(card),
        card.explanation,
        card.withdrawn_because,
    ]
