"""供需缺口 · Measuring it, every night; and a person's word on a verdict."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from functools import partial
from hashlib import sha256

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.assessment.posts import Place, places
from huiying.core.errors import InputError, RuleError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Unit, User

from ..demand.asked import Asked
from ..demand.gathering import Gathered, Missed, asked, gather
from ..demand.published import stamp, things
from ..demand.thresholds import Thresholds, thresholds
from ..demand.verdict import ANSWERED, Best, Verdict, judge
from ..demand.weighing import Supply, tried_at
from ..models import Asking, Demand, GapMonth, Ruling, VerdictWord
from ..search import addresses_found
from .gap_tasks import settle_tasks

NIGHT = time(4)  # behind the gathering of the topics
BATCH = 500
LONGEST_REASON = 300


def gap_is_due(*, at: datetime) -> bool:
    """Whether tonight's measuring is still to be done."""
    night = timezone.make_aware(datetime.combine(timezone.localtime(at).date(), NIGHT))
    done = GapMonth.objects.aggregate(last=Max("measured_at"))["last"]
    return at >= night and (done is None or done < night)


def measure_gap_when_due(at: datetime) -> int:
    """What the loop calls; 0 where nothing is due."""
    return measure_gap(at=at) if gap_is_due(at=at) else 0


def measure_gap(*, at: datetime) -> int:
    """Measure every unit's gap; returns how many demands there are. What did not change since the last time is not
    matched again. Everything is read and reckoned before the first row is written.
    """
    supply, mark = Supply(things()), stamp()
    return sum(_measure(place, first, supply, mark, at) for first, place in _with_first(places()))


def _with_first(found: Sequence[Place]) -> list[tuple[bool, Place]]:
    """The portal is one for all: its missed searches are told of the first unit."""
    return [(number == 0, place) for number, place in enumerate(found)]


def _measure(place: Place, first: bool, supply: Supply, mark: str, at: datetime) -> int:
    gathered = gather(place, at=at, with_misses=first)
    misses = _joined(gathered, place, at)
    matters, limits, today = asked(place, misses, at=at), thresholds(), timezone.localtime(at).date()
    rows = {str(one.pk): one for one in Demand.objects.filter(unit=place.unit).prefetch_related("words")}
    said = {key: list(row.words.all()) for key, row in rows.items()}
    refused = {key: {w.best for w in words if w.ruling == Ruling.MISSING and w.best} for key, words in said.items()}
    marks = {one.key: _fingerprint(one, mark, refused[one.key]) for one in matters}
    changed = [one for one in matters if rows[one.key].fingerprint != marks[one.key]]
    best = _best_of(changed, supply, refused, limits, today)
    for matter in matters:
        row = rows[matter.key]
        found = best[matter.key] if matter.key in best else _kept(row, supply)
        _fill(row, matter, found, judge(matter, found, today=today, limits=limits), at)
        row.ruling, row.fingerprint = _standing(row, said[matter.key]), marks[matter.key]
    with transaction.atomic():
        Demand.objects.bulk_update(rows.values(), FIELDS, batch_size=BATCH)
        gone = Demand.objects.filter(unit=place.unit, served=0, tasks=None, words=None)
        gone.delete()
        kept = _keep_month(place.unit, at)
        facts = {"demands": kept.demands, "served": kept.served, "answered": kept.answered}
        record("gap.measured", about="gap", by=None, at=at, **facts)
    settle_tasks(supply, unit=place.unit, at=at)
    return kept.demands


FIELDS = (
    *("questions", "theme", "section", "served", "voices", "likes", "misses", "requests", "lately", "before"),
    *("asking", "days", "last_on", "best", "best_title", "best_url", "best_on", "machine", "ruling", "evidence"),
    *("fingerprint", "measured_at"),
)


@transaction.atomic
def _joined(gathered: Sequence[Gathered], place: Place, at: datetime) -> dict[int, list[Missed]]:
    """Write who asks for what; returns the searches of each demand."""
    misses: dict[int, list[Missed]] = {}
    askings = []
    for one in gathered:
        key = one.demand
        if key is None:
            key = Demand.objects.create(unit_id=place.unit, matter=one.matter, measured_at=at).pk
        askings += [Asking(proposal_id=proposal, demand_id=key) for proposal in one.proposals]
        if one.misses:
            misses[key] = one.misses
    Asking.objects.bulk_create(askings, batch_size=BATCH, ignore_conflicts=True)
    return misses


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


def _standing(row: Demand, words: Sequence[VerdictWord]) -> Ruling:
    """A person's last word holds as long as the best thing is the one of which it was said; that nothing answers holds
    until something else does.
    """
    if not words:
        return Ruling(row.machine)
    last = words[0]
    if last.ruling == Ruling.MISSING:
        return Ruling(row.machine)  # the refused thing is left out already
    return Ruling(last.ruling) if last.best == row.best else Ruling(row.machine)


def _keep_month(unit: int | None, at: datetime) -> GapMonth:
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
    return kept


@transaction.atomic
def give_verdict(demand: Demand, *, ruling: str, reason: str, by: User, at: datetime) -> VerdictWord:
    """Confirm or correct the machine's verdict. A correction says why; that nothing answers refuses the page found."""
    policies.require(by, "publication.gap.judge", demand)
    if ruling not in Ruling.values:
        raise InputError(_("This is no verdict."), where=demand.matter, fix=_("Choose one of the list."))
    reason = " ".join(reason.split())[:LONGEST_REASON]
    demand = Demand.objects.select_for_update().get(pk=demand.pk)
    if ruling != demand.machine and not reason:
        raise InputError(_("A verdict is corrected with a reason."), where=demand.matter, fix=_("Say why."))
    if ruling != Ruling.MISSING and not demand.best:
        raise RuleError(_("No page was found for this matter, so nothing can be said of it."), where=demand.matter)
    word = VerdictWord.objects.create(
        demand=demand, ruling=ruling, machine=demand.machine, best=demand.best, reason=reason, by=by, at=at
    )
    Demand.objects.filter(pk=demand.pk).update(ruling=ruling)
    facts = {"ruling": ruling, "machine": demand.machine, "page": demand.best}
    record("gap.verdict_given", about=demand.ref, by=by, at=at, reason=reason, **facts)
    return word
