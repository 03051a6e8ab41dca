"""Every filter of the inbox and of the list of cases: its words, what it offers, and which rows it leaves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huiying.assessment.models import Proposal
from huiying.core.lifecycle import OPEN, WITHOUT_REPLY
from huiying.core.loops import FOUNDED
from huiying.intake.models import Channel

from ..models import Case, Clock, Inquiry, Outcome, Part, Reply
from . import choices
from .choices import Offer, Words, fixed
from .narrowing import Narrowing, among

SOON = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Way:
    """How a list's rows lead to their voice and to their case, as prefixes of a lookup."""

    voice: str
    case: str

    def of_voice(self, **told: Any) -> Q:
        return Q(**{f"{self.voice}{name}": value for name, value in told.items()})

    def of_case(self, **told: Any) -> Q:
        return Q(**{f"{self.case}{name}": value for name, value in told.items()})

    def judged(self, **told: Any) -> Narrowing:
        """Rows of a voice of which the assessment says this."""
        return among(f"{self.voice}pk", Proposal.objects.filter(**told), "voice", single=True)

    def with_case_of(self, others: QuerySet[Any], key: str = "case") -> Narrowing:
        """Rows whose case is that of one of the others."""
        return among(f"{self.case}pk", others, key)


Where = Callable[[Way, str, datetime], Q | Narrowing]
OF_VOICES, OF_CASES = Way(voice="", case="case__"), Way(voice="voice__", case="")


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: `anything` are the words where it is not set."""

    name: str
    label: Words
    anything: Words
    offer: Offer
    where: Where


def _state(way: Way, value: str, _now: datetime) -> Q:
    if value == "open":
        return way.of_case(state__in=sorted(str(state) for state in OPEN))
    if value == "unanswered":
        return way.of_case(state__in=sorted(str(state) for state in WITHOUT_REPLY), answered_at=None)
    return way.of_case(answered_at__isnull=False) if value == "answered" else way.of_case(state=value)


def _clock(way: Way, value: str, now: datetime) -> Narrowing:
    """Rows with such a clock: late now, due soon, stopped in time or stopped late."""
    running = Q(stopped_at=None)
    clocks = {
        "late": running & Q(due_at__lt=now),
        "soon": running & Q(due_at__gte=now, due_at__lt=now + SOON),
        "met": Q(stopped_at__lte=F("due_at"), stopped_because=""),
        "missed": Q(stopped_at__gt=F("due_at")),
    }
    return way.with_case_of(Clock.objects.filter(clocks[value]))


# Ratings belong to feedback, which reads us and not we it; a figure of satisfaction still leads to its rows.
RATED = {
    "yes": Q(rating__stars__gte=1),
    "good": Q(rating__stars__gte=4),
    "low": Q(rating__stars__lt=4),
}


def _rated(way: Way, value: str, _now: datetime) -> Narrowing:
    return way.with_case_of(Reply.objects.filter(RATED[value]))


def _channel(way: Way, value: str, _now: datetime) -> Q:
    return way.of_voice(channel_id__in=list(Channel.objects.filter(slug=value).values_list("pk", flat=True)))


def _part(**told: Any) -> Where:
    def where(way: Way, value: str, _now: datetime) -> Narrowing:
        return way.with_case_of(Part.objects.filter(section__name=value, **told))

    return where


def _handler(way: Way, value: str, _now: datetime) -> Narrowing:
    return way.with_case_of(Part.objects.filter(handler=int(value)))


def _judged(name: str) -> Where:
    return lambda way, value, _now: way.judged(**{name: value})


def _flag(way: Way, value: str, _now: datetime) -> Narrowing:
    return way.judged(**{value: True})


def _topic(way: Way, value: str, _now: datetime) -> Narrowing:
    if value.isdecimal():
        return way.judged(topic=int(value))
    inside = way.judged(topic__isnull=False)
    return inside if value == "yes" else Narrowing(~inside.where, many=True)


def _merged(way: Way, value: str, _now: datetime) -> Q | Narrowing:
    if value == "into":
        return way.of_case(state="merged")
    return way.with_case_of(Case.objects.filter(merged_into__isnull=False), "merged_into")


def _returned(way: Way, value: str, _now: datetime) -> Q:
    return way.of_case(returns__gte=1) if value == "yes" else way.of_case(returns=0)


# What became of a suggestion, and of a complaint that was looked into, as the figures count them.
ADOPTED = {
    "decided": ~Q(adoption=""),
    "taken": Q(adoption__in=(Outcome.ADOPTED, Outcome.PARTLY)),
    **{outcome: Q(adoption=outcome) for outcome in Outcome.values},
}
_FOUND = Q(verdict__in=sorted(FOUNDED))
INQUIRED = {
    "founded": _FOUND,
    "concluded": _FOUND & Q(concluded_at__isnull=False),
    "open": _FOUND & Q(concluded_at=None),
}


def _adoption(way: Way, value: str, _now: datetime) -> Narrowing:
    return way.with_case_of(Case.objects.filter(ADOPTED[value]), "pk")


def _inquiry(way: Way, value: str, _now: datetime) -> Narrowing:
    return way.with_case_of(Inquiry.objects.filter(INQUIRED[value]))


def _case_kind(way: Way, value: str, _now: datetime) -> Q:
    return way.of_case(kind=value)


def _extended(way: Way, _value: str, _now: datetime) -> Narrowing:
    return way.with_case_of(Clock.objects.filter(extended__gte=1))


FILTERS = (
    Filter("state", _("State"), _("All states"), fixed(*choices.STATES), _state),
    Filter("clock", _("Clock"), _("Any clock"), fixed(*choices.CLOCKS), _clock),
    Filter("channel", _("Channel"), _("All channels"), choices.channels, _channel),
    Filter("kind", _("Kind"), _("All kinds"), choices.kinds, _judged("kind")),
    Filter("flag", _("Warning"), _("With or without warning"), fixed(*choices.WARNINGS), _flag),
    Filter("section", _("Section"), _("All sections"), choices.sections, _part()),
    Filter("lead", _("Lead section"), _("Any lead section"), choices.sections, _part(is_lead=True)),
    Filter("co", _("Co-section"), _("Any co-section"), choices.sections, _part(is_lead=False)),
    Filter("handler", _("Handler"), _("Any handler"), choices.handlers, _handler),
    Filter("level", _("Level"), _("All levels"), choices.levels, _judged("level")),
    Filter("theme", _("Theme"), _("All themes"), choices.themes, _judged("theme")),
    Filter("case_kind", _("Kind of case"), _("All kinds of case"), choices.case_kinds, _case_kind),
    Filter("rated", _("Rating"), _("Rated or not"), fixed(*choices.RATINGS), _rated),
    Filter("adoption", _("Suggestions"), _("Adopted or not"), fixed(*choices.ADOPTIONS), _adoption),
    Filter("inquiry", _("Complaints looked into"), _("Any finding"), fixed(*choices.INQUIRIES), _inquiry),
    Filter("returned", _("Returns"), _("Returned or not"), fixed(*choices.RETURNS), _returned),
    Filter("extended", _("Extension"), _("Extended or not"), fixed(("yes", _("Its term was extended"))), _extended),
    Filter("topic", _("Topic"), _("With or without a topic"), fixed(*choices.TOPICS), _topic),
    Filter("merged", _("Merging"), _("Merged or not"), fixed(*choices.MERGERS), _merged),
)
