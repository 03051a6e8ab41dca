"""黄牌、红牌 · A section that is late with a reply is given a card and explains itself; the information section may
withdraw the card.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.ledger.actions import MACHINE, Deed, record_many
from huiying.ledger.turns import TAKEN
from huiying.people import policies
from huiying.people.models import User

from ... import rulebook
from ...clocks.clockwork import card_points
from ...models import Card, Clock
from ..moving import stamp, tell_ledger
from .texts import MOST_REASON, written

BATCH = 100


@transaction.atomic
def give_cards(*, at: datetime) -> int:
    """Give the cards whose moment has come, at most for a batch of clocks; returns how many clocks were looked at.

    Each is one conditional update: nothing changed means that another worker was first. A clock that passed both
    moments while nobody looked brings the red card alone.
    """
    waiting = Clock.objects.bringing_cards(at).select_related("case").prefetch_related("case__parts")
    clocks = list(waiting.select_for_update(**TAKEN)[:BATCH])
    given = set(Card.objects.filter(clock__in=clocks).values_list("clock", "colour"))
    brought = [_brought(clock, given, at) for clock in sorted(clocks, key=lambda c: c.pk)]
    cards = Card.objects.bulk_create(card for card in brought if card is not None)
    record_many(_deed(card, at) for card in cards)
    return len(clocks)


def _brought(clock: Clock, given: Collection[tuple[int, str]], at: datetime) -> Card | None:
    points = card_points(clock, clock.case, rulebook.book())
    passed = [colour for colour, when in points if when <= at]
    following = next((when for _colour, when in points if when > at), None)
    looked_at = Clock.objects.filter(pk=clock.pk, card_at=clock.card_at, stopped_at=None, paused_at=None)
    if not looked_at.update(card_at=following) or not passed or (clock.pk, passed[-1].value) in given:
        return None
    part = clock.case.lead_part()
    return Card(
        case=clock.case,
        clock=clock,
        colour=passed[-1].value,
        section_id=part.section_id if part else None,
        handler_id=part.handler_id if part else None,
        due_at=clock.due_at,
        given_at=at,
    )


def _deed(card: Card, at: datetime) -> Deed:
    clock = card.clock
    assert clock is not None
    title = rulebook.title_of(clock.term, card.case.regulation)
    facts = {"colour": card.colour, "title": title, "section": str(card.section or ""), "due": stamp(card.due_at)}
    return Deed(name="card.given", about=card.case.ref, by=MACHINE, at=at, facts=facts)


@transaction.atomic
def explain_card(card: Card, *, explanation: str, by: User, at: datetime) -> None:
    """The section that was given the card says why it was late; one that nobody had is the information section's."""
    policies.require(by, "handling.card.explain" if card.section_id else "handling.card.withdraw", card)
    explanation = written(explanation, "explanation")
    open_one = Card.objects.unexplained().filter(pk=card.pk)
    if not open_one.update(explanation=explanation, explained_at=at, explained_by=by):
        raise RuleError(_("This card has been explained or withdrawn already."), where=card.case.number)
    tell_ledger("card.explained", card.case, by, at, colour=card.colour)


@transaction.atomic
def withdraw_card(card: Card, *, reason: str, by: User, at: datetime) -> None:
    """Take a card back that was not deserved, with the reason; it stays on record as withdrawn."""
    policies.require(by, "handling.card.withdraw", card)
    reason = written(reason, "reason", most=MOST_REASON)
    standing = Card.objects.standing().filter(pk=card.pk)
    if not standing.update(withdrawn_because=reason, withdrawn_at=at, withdrawn_by=by):
        raise RuleError(_("This card has been withdrawn already."), where=card.case.number)
    tell_ledger("card.withdrawn", card.case, by, at, colour=card.colour, reason=reason)
