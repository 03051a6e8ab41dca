"""Who asks for what: voices and searches without a hit, grouped by need, read from the database."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Substr, TruncDate

from huiying.assessment.models import Proposal
from huiying.assessment.posts import Place
from huiying.language.matching import needs
from huiying.language.privacy import veil

from ..models import Asking, Demand, MissedSearch
from .asked import LONGEST, QUESTIONS, Asked, distinct, is_matter

WINDOW = timedelta(days=365)  # of asking that counts
RETRIED = timedelta(days=60)  # a voice that fits no need is tried again so long: another may come to it
SAMPLE = 4  # questions of a standing need by which others join it
MOST_STANDING = 3_000
MOST_MISSES = 2_000
MOST_NEW = 200_000
REQUEST = "disclosure"


@dataclass(frozen=True, slots=True)
class Missed:
    """Words that were searched without a hit, and how often on which day."""

    words: str
    days: dict[date, int]

    @property
    def count(self) -> int:
        return sum(self.days.values())


@dataclass(slots=True)
class Gathered:
    """What joins a demand: the keys of proposals, and searches; `demand` None is a new one, named by `matter`."""

    demand: int | None
    matter: str = ""
    proposals: list[int] = field(default_factory=list)
    misses: list[Missed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _New:
    """What came in: a voice, by its proposal, or words that were missed; and how many people are behind it."""

    text: str
    people: int
    proposal: int | None = None
    missed: Missed | None = None


def gather(place: Place, *, at: datetime, with_misses: bool) -> list[Gathered]:
    """What came in since the last time, joined to the demands of this unit or made into new ones."""
    standing = list(Demand.objects.filter(unit=place.unit).served_most().values_list("pk", "questions")[:MOST_STANDING])
    new = _new_voices(place, at, first=not standing)
    new += _misses(at) if with_misses else []
    samples = [questions[:SAMPLE] for _pk, questions in standing]
    owner = [pk for (pk, _questions), sample in zip(standing, samples, strict=True) for _one in sample]
    texts = [question for sample in samples for question in sample] + [one.text for one in new]
    people = [1] * len(owner) + [one.people for one in new]
    found = []
    for places in needs.group(texts, _in_turn(samples), people):
        own = next((owner[p] for p in places if p < len(owner)), None)
        told = [new[p - len(owner)] for p in places if p >= len(owner)]
        if own is None and not _makes_one(told):
            continue
        one = Gathered(
            own,
            proposals=[one.proposal for one in told if one.proposal is not None],
            misses=[one.missed for one in told if one.missed is not None],
        )
        if own is None:
            one.matter = needs.matter_of([one.text for one in told], [one.people for one in told])[:200]
        found.append(one)
    return found


def _makes_one(told: Sequence[_New]) -> bool:
    times = sum(one.missed.count if one.missed else 1 for one in told)
    return is_matter([one.text for one in told], times, sum(one.people for one in told))


def _in_turn(samples: Sequence[Sequence[str]]) -> list[list[int]]:
    """The places of each, as they stand one behind the other."""
    ends = list(accumulate(len(sample) for sample in samples))
    return [list(range(end - len(sample), end)) for end, sample in zip(ends, samples, strict=True)]


def _new_voices(place: Place, at: datetime, *, first: bool) -> list[_New]:
    """Proposals whose voices belong to no demand yet, with what they ask; masked."""
    since = at - (WINDOW if first else RETRIED)
    rows = (
        Proposal.objects.filter(_of(place), voice__said_at__gte=since, asking=None)
        .order_by("pk")
        .values_list("pk", "voice__title", Substr("voice__text", 1, LONGEST), F("voice__likes") + F("voice__same"))
    )
    return [
        _New(" ".join(veil(title or text).split())[:LONGEST], 1 + others, proposal=pk)
        for pk, title, text, others in rows[:MOST_NEW].iterator(chunk_size=2000)
    ]


def _of(place: Place) -> Q:
    return Q() if place.channels is None else Q(voice__channel__in=place.channels)


def _misses(at: datetime) -> list[_New]:
    """The words that were missed most often within the window."""
    rows = MissedSearch.objects.filter(day__gte=(at - WINDOW).date()).values_list("words", "day", "count")
    days: dict[str, dict[date, int]] = defaultdict(dict)
    for words, day, count in rows.iterator(chunk_size=2000):
        days[words][day] = days[words].get(day, 0) + count
    found = [Missed(words, told) for words, told in days.items()]
    most = sorted(found, key=lambda missed: (-missed.count, missed.words))[:MOST_MISSES]
    return [_New(missed.words, missed.count, missed=missed) for missed in most]


def asked(place: Place, misses: dict[int, list[Missed]], *, at: datetime) -> list[Asked]:
    """The demands of a unit with what is behind each now: five queries, whatever their number."""
    demands = list(Demand.objects.filter(unit=place.unit).served_most())
    told = Asking.objects.filter(demand__unit=place.unit, proposal__voice__said_at__gte=at - WINDOW)
    counts = {row["demand"]: row for row in _counts(told)}
    days: dict[int, Counter[date]] = defaultdict(Counter)
    for demand, day, n in (
        told.annotate(day=TruncDate("proposal__voice__said_at"))
        .values_list("demand", "day")
        .annotate(n=Count("pk"))
        .order_by()
    ):
        days[demand][day] += n
    sections, themes, titles = _usual(told, "proposal__lead"), _usual(told, "proposal__theme"), _titles(told)
    found = []
    for one in demands:
        own, missed = counts.get(one.pk, {}), misses.get(one.pk, [])
        for miss in missed:
            days[one.pk].update(miss.days)
        voices = own.get("voices", 0)
        found.append(
            Asked(
                key=str(one.pk),
                matter=one.matter,
                questions=distinct([*titles.get(one.pk, []), *(miss.words for miss in missed)]),
                voices=voices,
                people=own.get("known", 0) + voices - own.get("signed", 0),
                likes=own.get("likes") or 0,
                misses=sum(miss.count for miss in missed),
                requests=own.get("requests", 0),
                days=days[one.pk],
                theme=themes.get(one.pk) or "",
                section=sections.get(one.pk),
                unit=one.unit_id,
            )
        )
    return found


def _counts(told: QuerySet[Asking]) -> Iterator[Any]:
    rows = (
        told.values("demand")
        .order_by()
        .annotate(
            voices=Count("pk"),
            known=Count("proposal__voice__correspondent", distinct=True),
            signed=Count("proposal__voice__correspondent"),
            likes=Sum(F("proposal__voice__likes") + F("proposal__voice__same")),
            requests=Count("pk", filter=Q(proposal__voice__case__kind=REQUEST)),
        )
    )
    yield from rows


def _usual(told: QuerySet[Asking], field: str) -> dict[int, Any]:
    """For each demand the value that most of its voices have; of equals the first."""
    rows = told.values_list("demand", field).order_by().annotate(n=Count("pk"))
    best: dict[int, tuple[int, Any]] = {}
    for demand, value, n in sorted(rows, key=lambda row: (-row[2], str(row[1]))):
        if value:
            best.setdefault(demand, (n, value))
    return {demand: value for demand, (_n, value) in best.items()}


def _titles(told: QuerySet[Asking]) -> dict[int, list[str]]:
    """The newest titles of each demand, masked; read as a stream, so that a year of letters is never held."""
    rows = told.order_by("demand", "-proposal__voice").values_list(
        "demand", "proposal__voice__title", Substr("proposal__voice__text", 1, LONGEST)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for demand, title, text in rows.iterator(chunk_size=2000):
        if len(found[demand]) < QUESTIONS:
            found[demand].append(veil(title or text))
    return found
