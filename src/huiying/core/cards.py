"""黄牌、红牌 · From what lateness of a reply a card is given. No act says it: it is a practice, the office's to set."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from huiying.core.calendar import Calendar
from huiying.core.reading import Table
from huiying.core.remaining import last_day
from huiying.core.term import Unit
from huiying.core.years import DAY
from huiying.core.zone import ZONE, in_office_zone

LATE_UNITS = (Unit.WORKING_DAY, Unit.HOUR)
MOST_LATE = 1000


class Colour(StrEnum):
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Late:
    """`amount` hours after the end; or when the `amount`-th working day after the last day is over."""

    amount: int
    unit: Unit


Cards = Mapping[Colour, Late]
# For a regulation that says nothing of cards.
PRACTICE: Cards = {Colour.YELLOW: Late(0, Unit.HOUR), Colour.RED: Late(3, Unit.WORKING_DAY)}


def times(cards: Cards, *, due_at: datetime, calendar: Calendar) -> tuple[tuple[Colour, datetime], ...]:
    """When a clock that ends at `due_at` brings which card, the milder first; none before the end, and no red card
    before the yellow one.
    """
    told, since = [], in_office_zone(due_at)
    for colour in Colour:
        if colour in cards:
            since = max(_moment(cards[colour], in_office_zone(due_at), calendar), since)
            told.append((colour, since))
    return tuple(told)


def _moment(late: Late, due_at: datetime, calendar: Calendar) -> datetime:
    if late.unit is Unit.HOUR:
        return due_at + timedelta(hours=late.amount)
    if not late.amount:
        return due_at
    return datetime.combine(calendar.after(last_day(due_at), late.amount) + DAY, time(), ZONE)


def read_cards(row: Table) -> dict[Colour, Late]:
    """The table `[cards]`: yellow = { late = 0, unit = "hour" }, red = { late = 3, unit = "working_day" }."""
    cards = {Colour(row.known(name, tuple(Colour))): _late(row.table(name)) for name in row}
    row.done()
    return cards


def _late(row: Table) -> Late:
    late = Late(row.number("late", least=0, most=MOST_LATE), Unit(row.choice("unit", LATE_UNITS)))
    row.done()
    return late
