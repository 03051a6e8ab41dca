"""供需缺口 · Measuring it, every night, by one process, and in batches: no other writer waits longer than one takes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from hashlib import sha256
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from huiying.assessment.posts import Place, places
from huiying.ledger.actions import record
from huiying.people.models import Unit

from ..demand.asked import Asked
from ..demand.gathering import Gathered, Missed, asked, gather
from ..demand.published import stamp, things
from ..demand.thresholds import Thresholds, thresholds
from ..demand.verdict import ANSWERED, Best, Verdict, judge
from ..demand.weighing import Supply, tried_at
from ..models import Asking, Demand, GapMonth, GapNight, Ruling, VerdictWord
from ..search import addresses_found
from .gap_tasks import settle_tasks

NIGHT = time(4)  # behind the gathering of the topics
LEASE = timedelta(hours=3)  # of a process that measures; a night that was not done by then is taken by another
BATCH, ASKINGS = 200, 2_000  # rows of one transaction
T = TypeVar("T")


def night_of(at: datetime) -> date:
    """The night whose measuring holds now: today's from four o'clock on."""
    local = timezone.localtime(at)
    return local.date() if local.time() >= NIGHT else local.date() - timedelta(days=1)


def gap_is_due(*, at: datetime) -> bool:
    """Whether this night is neither measured nor being measured."""
    row = GapNight.objects.filter(night=night_of(at)).first()
    return row is None or (row.done_at is None and row.taken_at <= at - LEASE)


def measure_gap_when_due(at: datetime) -> int:
    """What the loop calls; 0 where nothing is due, or another process has the night."""
    return measure_gap(at=at) if gap_is_due(at=at) and _taken(night_of(at), at) else 0


@transaction.atomic
def _taken(night: date, at: datetime) -> bool:
    """One process has the night: who writes its row first, or takes over from one that did not come to an end."""
    _row, made = GapNight.objects.get_or_create(night=night, defaults={"taken_at": at})
    over = GapNight.objects.filter(night=night, done_at=None, taken_at__lte=at - LEASE)
    return made or bool(over.update(taken_at=at))


def measure_gap(*, at: datetime) -> int:
    """Measure every unit's gap; returns how many demands there are. What did not change since the last time is not
    matched again.
    """
    # What is asked is grouped before the portal is read, so that neither is held beside the other. The portal is one
    # for all: its missed searches are told of the first unit.
    gathered = [
        (place, _joined(gather(place, at=at, with_misses=number == 0), place, at))
        for number, place in enumerate(places())
    ]
    supply, mark = Supply(things()), stamp()
    found = sum(_measure(place, misses, supply, mark, at) for place, misses in gathered)
    GapNight.objects.update_or_create(
        night=night_of(at), defaults={"done_at": at}, create_defaults={"taken_at": at, "done_at": at}
    )
    return found


def _measure(place: Place, misses: dict[int, list[Missed]], supply: Supply, mark: str, at: datetime) -> int:
    for part in _batches(asked(place, misses, at=at)):
        _write(_judged(part, supply, mark, at))
    Demand.objects.filter(unit=place.unit, served=0, tasks=None, words=None).delete()
    kept = _month_kept(place.unit, at)
    settle_tasks(supply, unit=place.unit, at=at)
    return kept.demands


def _batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _joined(gathered: Sequence[Gathered], place: Place, at: datetime) -> dict[int, list[Missed]]:
    """Write who asks for what, a few demands at a time; returns the searches of each demand."""
    misses: dict[int, list[Missed]] = {}
    for part in _batches(gathered):
        keys = _standing_or_new(part, place, at)
        misses |= {key: one.misses for key, one in zip(keys, part, strict=True) if one.misses}
        askings = (
            Asking(proposal_id=proposal, demand_id=key)
            for key, one in zip(keys, part, strict=True)
            for proposal in one.proposals
        )
        while some := list(islice(askings, ASKINGS)):
            Asking.objects.bulk_create(some, ignore_conflicts=True)
    return misses


def _standing_or_new(part: Sequence[Gathered], place: Place, at: datetime) -> list[int]:
    """The key of the demand of each."""
    new = [Demand(unit_id=place.unit, matter=one.matter, measured_at=at) for one in part if one.demand is None]
    made = iter(Demand.objects.bulk_create(new))
    return [next(made).pk if one.demand is None else one.demand for one in part]


def _judged(part: Sequence[Asked], supply: Supply, mark: str, at: datetime) -> list[Demand]:
    """The rows of some matters with what is best for each now, and what that is worth."""
    limits, today = thresholds(), timezone.localtime(at).date()
    rows = {str(key): row for key, row in Demand.objects.in_bulk([int(one.key) for one in part]).items()}
    refused = _refused(rows.values())
    marks = {one.key: _fingerprint(one, mark, refused.get(one.key, set())) for one in part}
    changed = [one for one in part if rows[one.key].fingerprint != marks[one.key]]
    best = _best_of(changed, supply, refused, limits, today)
    for matter in part:
        row = rows[matter.key]
        found = best[matter.key] if matter.key in best else _kept(row, supply)
        _fill(row, matter, found, judge(matter, found, today=today, limits=limits), at)
        row.fingerprint = marks[matter.key]
    return list(rows.values())


def _refused(rows: Iterable[Demand]) -> dict[str, set[str]]:
    """The things of which a person said that they do not answer, by demand."""
    found: dict[str, set[str]] = defaultdict(set)
    said = VerdictWord.objects.filter(demand__in=rows, ruling=Ruling.MISSING).exclude(best="")
    for demand, best in said.order_by().values_list("demand", "best"):
        found[str(demand)].add(best)
    return found


FIELDS = (
    *("questions", "theme", "section", "served", "voices", "likes", "misses", "requests", "lately", "before"),
    *("asking", "days", "last_on", "best", "best_title", "best_url", "best_on", "machine", "ruling", "evidence"),
    *("fingerprint", "measured_at"),
)


@transaction.atomic
def _write(rows: Sequence[Demand]) -> None:
    """What a person said while this was reckoned counts: the words are read with the rows being written."""
    last: dict[int, VerdictWord] = {}
    for word in VerdictWord.objects.filter(demand__in=rows).order_by("id"):
        last[word.demand_id] = word
    for row in rows:
        row.ruling = _standing(row, last.get(row.pk))
    Demand.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=FIELDS)


def _best_of(
    changed: Sequence[Asked], supply: Supply, refused: Mapping[str, set[str]], limits: Thresholds, today: date
) -> dict[str, Best | None]:
    """The best thing of each that asks something else than last time, or of another portal; tried at the search."""
    search = partial(addresses_found, today=today)
    found = dict(zip((one.key for one in changed), supply.best_of(changed, limits, refused), strict=True))
    for matter in changed:
        best = found[matter.key]
        if best is not None and best.share >= limits.share:
            found[matter.key] = tried_at(search, best, matter.questions, limits)
    return found


def _kept(row: Demand, supply: Supply) -> Best | None:
    thing, told = supply.things.get(row.best), row.evidence
    if thing is None or "share" not in told:
        return None
    return Best(
        thing=thing,
        share=told["share"],
        score=told["score"],
        passage=told["passage"],
        question=told["question"],
        shared=tuple(told["shared"]),
        found=told["found"],
        near=tuple(told["near"]),
    )


def _fingerprint(matter: Asked, mark: str, refused: set[str]) -> str:
    told = "\n".join([mark, *matter.questions, *sorted(refused)])
    return sha256(told.encode()).hexdigest()[:40]


def _fill(row: Demand, matter: Asked, best: Best | None, verdict: Verdict, at: datetime) -> None:
    row.questions, row.theme, row.section_id = list(matter.questions), matter.theme, matter.section
    row.served, row.voices, row.likes = matter.served, matter.voices, matter.likes
    row.misses, row.requests, row.asking = matter.misses, matter.requests, matter.asking
    row.lately, row.before = matter.growth(timezone.localtime(at).date())
    row.days = {day.isoformat(): n for day, n in sorted(matter.days.items())}
    row.last_on, row.measured_at = matter.last, at
    row.best, row.best_title = (best.thing.key, best.thing.title[:300]) if best else ("", "")
    row.best_url, row.best_on = (best.thing.url[:500], best.thing.on) if best else ("", None)
    row.machine, row.evidence = Ruling(verdict.ruling), dict(verdict.evidence)


def _standing(row: Demand, last: VerdictWord | None) -> Ruling:
    """A person's last word holds as long as the best thing is the one of which it was said; that nothing answers holds
    until something else does.
    """
    if last is None or last.ruling == Ruling.MISSING:  # the refused thing is left out already
        return Ruling(row.machine)
    return Ruling(last.ruling) if last.best == row.best else Ruling(row.machine)


@transaction.atomic
def _month_kept(unit: int | None, at: datetime) -> GapMonth:
    """The month as it stands; past months are not touched again."""
    rows = Demand.objects.filter(unit=unit).values_list("ruling", "served")
    told = [(Ruling(ruling), served) for ruling, served in rows]
    kept, _made = GapMonth.objects.update_or_create(
        unit=Unit.objects.filter(pk=unit).first() if unit else None,
        month=timezone.localtime(at).date().replace(day=1),
        defaults={
            "demands": len(told),
            "served": sum(n for _ruling, n in told),
            "answered": sum(n for ruling, n in told if ruling.value in {r.value for r in ANSWERED}),
            "fine": sum(n for ruling, n in told if ruling is Ruling.FINE),
            "measured_at": at,
        },
    )
    facts = {"demands": kept.demands, "served": kept.served, "answered": kept.answered}
    record("gap.measured", about="gap", by=None, at=at, **facts)
    return kept
