"""What figures are broken down by: channel, section, kind, theme, level, topic, place, term, form; and how the rows of
each model reach it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count as Many
from django.db.models import Model, Q

from huiying.assessment.models import Topic
from huiying.feedback.models import Rating
from huiying.handling.models import (
    Case,
    Clock,
    DisclosureFee,
    DisclosureRequest,
    Ending,
    Extension,
    Incident,
    Inquiry,
    Release,
    Reply,
)
from huiying.intake.models import Channel, Voice
from huiying.ledger.models import Entry
from huiying.people.models import Section
from huiying.publication.models import Asking, Demand
from huiying.reporting.annual_entries import AnnualEntry

from .figure import Rows

# How a row leads to its case; from there a voice is one step.
TO_CASE: Final[Mapping[type[Model], str]] = {
    Voice: "case__",
    Case: "",
    Clock: "case__",
    Reply: "case__",
    Inquiry: "case__",
    Ending: "case__",
    Rating: "reply__case__",
    Extension: "clock__case__",
    Incident: "case__",
    DisclosureRequest: "case__",
    DisclosureFee: "request__case__",
    Release: "incident__case__",
}
TO_VOICE: Final[Mapping[type[Model], str]] = {model: f"{way}voice__" for model, way in TO_CASE.items()} | {Voice: ""}
TO_CLOCK: Final[Mapping[type[Model], str]] = {Clock: "", Extension: "clock__"}
CALLED: Final[Mapping[str, tuple[type[Model], str]]] = {
    "channel": (Channel, "name"),
    "section": (Section, "name"),
    "topic": (Topic, "description"),
}
MOST_DIGITS = 18  # of a key that every database holds
REQUESTS: Final[Mapping[type[Model], str]] = {DisclosureRequest: ""}
"""`applicant_said` and `counted` are those of figures.disclosure: the column and the row of the annual report."""
ENTRIES: Final[Mapping[type[Model], str]] = {AnnualEntry: ""}


@dataclass(frozen=True, slots=True)
class Dimension:
    """`to` leads from a row to what carries the value, `path` from there to the value; `always` narrows the way to one
    row (of the parts of a case the leading one). `keyed` values are keys of rows, others words. `split`
    says that its values are few, and are mostly asked for one after the other (`splitting`).
    """

    key: str
    label: str
    english: str
    to: Mapping[type[Model], str]
    path: str
    always: Mapping[str, Any] = field(default_factory=dict)
    keyed: bool = False
    split: bool = False

    def field(self, model: type[Model]) -> str:
        """The path of the value for `values()`; KeyError where rows of this model have none."""
        return f"{self.to[model]}{self.path}"

    def has(self, value: str) -> bool:
        """Whether a row can have this value; "" is to have none."""
        return not self.keyed or not value or (value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS)

    def at(self, model: type[Model], value: str) -> Q:
        """Rows with a value; "" are those without."""
        way = self.to[model]
        if value:
            return Q(**{f"{way}{self.path}": value}, **{f"{way}{key}": told for key, told in self.always.items()})
        if self.always:
            return ~Q(pk__in=model._default_manager.filter(self.any(model)).values("pk"))
        without = Q(**{f"{way}{self.path}__isnull": True})
        return without if self.keyed else without | Q(**{f"{way}{self.path}": ""})

    def narrow(self, rows: Rows, value: str) -> Rows:
        return rows.filter(self.at(rows.model, value))

    def values(self, rows: Rows) -> list[tuple[str, int]]:
        """Every value that these rows have, with how many have it, the most first; "" are those without."""
        model = rows.model
        path = self.field(model)
        having = model._default_manager.filter(pk__in=rows.order_by().values("pk"))
        if path in rows.query.annotations:
            having = rows
        elif self.always:
            having = having.filter(self.any(model))
        counted = having.order_by().values_list(path).annotate(_rows=Many("pk", distinct=True)).order_by("-_rows", path)
        told: dict[str, int] = {}
        for value, count in counted:
            name = "" if value is None else str(value)
            told[name] = told.get(name, 0) + count
        if self.always and (without := self.narrow(rows, "").count()):
            told[""] = without
        return list(told.items())

    def name(self, value: str) -> str:
        """A value in words: of a key what its row is called."""
        if not value or self.key not in CALLED:
            return value
        model, field = CALLED[self.key]
        found = model._default_manager.filter(pk=value).values_list(field, flat=True).first()
        return str(found or value)

    def any(self, model: type[Model]) -> Q:
        """Rows with any value."""
        way = self.to[model]
        return Q(**{f"{way}{self.path}__isnull": False}, **{f"{way}{key}": told for key, told in self.always.items()})


class Members(Dimension):
    """Rows by their keys, joined by +: what was grouped by reading, which no column tells."""

    def at(self, model: type[Model], value: str) -> Q:
        return Q(pk__in=[int(key) for key in value.split("+")])


LEADING: Final = {"parts__is_lead": True}
DIMENSIONS: Final = (
    Dimension("channel", "渠道", "channel", TO_VOICE, "channel", keyed=True, split=True),
    Dimension(
        "section", "科室", "section", TO_CASE, "parts__section", {"parts__is_lead": True}, keyed=True, split=True
    ),
    Dimension("kind", "类别", "kind", TO_VOICE, "proposal__kind", split=True),
    Dimension("theme", "领域", "theme", TO_VOICE, "proposal__theme", split=True),
    Dimension("addressed", "写给本机关", "addressed to us", TO_VOICE, "addressed"),
    Dimension("level", "等级", "level", TO_VOICE, "proposal__level", split=True),
    Dimension("topic", "热点", "topic", TO_VOICE, "proposal__topic", keyed=True),
    # The letters themselves say no place; assessment finds one for the matters that many letters raise.
    Dimension("place", "地点", "place", TO_VOICE, "proposal__topic__who_where"),
    Dimension("term", "时限", "term", TO_CLOCK, "term"),
    Dimension("release", "发布形式", "form of release", {Release: ""}, "sort"),
    Dimension("form", "渠道类型", "form of channel", TO_VOICE, "channel__form"),
    Dimension("case", "办件", "case", TO_CASE, "number"),
    Dimension("stars", "星级", "stars", {Rating: ""}, "stars"),
    Dimension("actor", "经办人", "who did it", {Entry: ""}, "actor"),
    Dimension("demand", "信息需求", "demand", {Asking: ""}, "demand", keyed=True),
    Dimension("matter", "公开需求", "matter asked for", {Demand: ""}, "pk", keyed=True),
    Members("members", "列举", "listed", {Voice: ""}, "pk"),
    Dimension("applicant", "申请人类别", "sort of applicant", REQUESTS, "applicant_said"),
    Dimension("answer", "办理结果", "row of the annual report", REQUESTS, "counted"),
    Dimension("ground", "不予公开理由", "ground of refusal", REQUESTS, "ground"),
    Dimension("item", "填报项目", "item of the annual report", ENTRIES, "item"),
)
BY_DIMENSION: Final = {dimension.key: dimension for dimension in DIMENSIONS}
