"""What the address of a list asks for: read once, forgiving of anything that is no value of a filter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from huiying.assessment.models import Topic
from huiying.language.privacy import veil
from huiying.people import policies
from huiying.people.models import User

from ..searching.finding import having
from .choices import Choice
from .filters import FILTERS, OF_CASES, OF_VOICES, Filter, Way
from .narrowing import Narrowing
from .orders import ORDERS, Order, Rows

LONGEST_KEY = 18
YEARS = range(1990, 2200)
NOT_KEPT = ("page", "voice", "format", "view")


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of the desk: the way of its rows, and which filters are always in sight."""

    name: str
    way: Way
    common: tuple[str, ...]
    orders: tuple[Order, ...]


CASES = ListOf("cases", OF_CASES, ("state", "clock", "kind", "section"), ORDERS)
INBOX = ListOf("inbox", OF_VOICES, ("channel", "kind", "flag"), tuple(each for each in ORDERS if each.of_voices))


@dataclass(frozen=True, slots=True)
class Field:
    """A filter as the page shows it: what it offers and what stands."""

    filter: Filter
    choices: Sequence[Choice]
    value: str


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter in words, and the query string without it."""

    label: str
    words: str
    without: str


@dataclass
class Asked:
    """The filters, words, days and order that an address asks for, as far as they can be read. `many` is set once the
    rows were asked for, where counting them all would take long.
    """

    which: ListOf
    query: QueryDict
    person: User
    now: datetime
    fields: list[Field] = field(init=False)
    many: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        offers = {each.offer for each in FILTERS}
        offered = {offer: offer(self.person) for offer in offers}  # three of them offer the sections: asked once
        self.fields = [self._field(each, offered[each.offer]) for each in FILTERS if offered[each.offer]]

    def _field(self, each: Filter, offered: Sequence[Choice]) -> Field:
        value = self.query.get(each.name, "")
        known = value in {choice for choice, _words in offered} or self._is_topic(each, value)
        return Field(each, offered, value if known else "")

    def _is_topic(self, each: Filter, value: str) -> bool:
        return each.name == "topic" and value.isascii() and value.isdecimal() and len(value) <= LONGEST_KEY

    def value(self, name: str) -> str:
        """What is asked of the filter of this name; "" for nothing."""
        return next((each.value for each in self.fields if each.filter.name == name), "")

    @property
    def typed(self) -> str:
        return self.query.get("q", "").strip()

    @property
    def common(self) -> list[Field]:
        return [each for each in self.fields if each.filter.name in self.which.common]

    @property
    def others(self) -> list[Field]:
        return [each for each in self.fields if each.filter.name not in self.which.common]

    @property
    def others_set(self) -> bool:
        return any(each.value for each in self.others) or bool(self.start or self.end)

    @cached_property
    def start(self) -> date | None:
        return _day(self.query.get("from", ""))

    @cached_property
    def end(self) -> date | None:
        return _day(self.query.get("to", ""))

    @property
    def of_answers(self) -> bool:
        """Whether the days are those of the answers, not of the letters."""
        return self.query.get("days") == "answered"

    @property
    def order(self) -> Order:
        return next((each for each in self.which.orders if each.name == self.query.get("sort", "")), ORDERS[0])

    def rows(self, rows: Rows) -> Rows:
        """The rows that fit, in the order asked for."""
        way = self.which.way
        for each in self._narrowings(way):
            rows = rows.filter(each.where if isinstance(each, Narrowing) else each)
            self.many |= isinstance(each, Narrowing) and each.many
        return self.order.put(rows.filter(self._period(way)), way)

    def _narrowings(self, way: Way) -> Iterator[Q | Narrowing]:
        for each in self.fields:
            if each.value:
                yield each.filter.where(way, each.value, self.now)
        if self.typed:
            yield having(self.typed, f"{way.voice}pk")

    def _period(self, way: Way) -> Q:
        received = "said_at" if way.case else "opened_at"
        moment = f"{way.case}answered_at" if self.of_answers else received
        wanted = Q()
        if self.start:
            wanted &= Q(**{f"{moment}__gte": _midnight(self.start)})
        if self.end:
            wanted &= Q(**{f"{moment}__lt": _midnight(self.end + timedelta(days=1))})
        return wanted

    @cached_property
    def chips(self) -> list[Chip]:
        """Every active filter in words, with the address that lets it go."""
        chips = [self._chip(each) for each in self.fields if each.value]
        if self.typed:
            chips.insert(0, Chip(_("Words sought"), self.typed, self.without("q")))
        if self.start or self.end:
            label = _("Answered") if self.of_answers else _("Received")
            chips.append(Chip(label, f"{self.start or '…'} – {self.end or '…'}", self.without("from", "to", "days")))
        return chips

    def _chip(self, each: Field) -> Chip:
        words = dict(each.choices).get(each.value) or self._topic(each.value)
        return Chip(str(each.filter.label), str(words), self.without(each.filter.name))

    def _topic(self, key: str) -> str:
        seen = Topic.objects.filter(policies.within(self.person, "assessment.topics"))
        found = seen.filter(pk=int(key)).values_list("description", flat=True).first()
        return veil(found) if found else _("a topic that is no more")

    def without(self, *names: str) -> str:
        """The query string without these names, and without what names a page or a row of the list."""
        query = self.query.copy()
        for name in list(query):
            if name in names or name in NOT_KEPT or not query[name]:
                del query[name]
        return query.urlencode()

    def context(self) -> dict[str, Any]:
        return {"asked_for": self, "orders": self.which.orders, "filters": self.query}


def _day(text: str) -> date | None:
    """A day of our time; a year that no letter bears is not asked for."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and day.year in YEARS else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
