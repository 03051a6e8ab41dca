"""时限 · What had to be done by an hour: clocks of cases and incidents, promised releases, tasks, instructions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from huiying.handling.clocks.terms import term_of
from huiying.handling.models import Case, Clock, IncidentTask, Instruction, Stopped

from .point import Evidence, Judged
from .record import Record
from .telling import quoted, took
from .term import is_first

SET_ASIDE = (Stopped.REGRADED, Stopped.MERGED, Stopped.TRANSFERRED, Stopped.NOT_ACCEPTED)


@dataclass(frozen=True, slots=True)
class _Owed:
    """What was to be done by `due`, and when it was; None where it is not done yet."""

    what: str
    due: datetime
    done: datetime | None
    ref: str
    words: str = ""

    def counts(self, ended: datetime) -> bool:
        """Done, or not done when its hour came; what is still under way is not judged."""
        return self.done is not None or self.due <= ended

    @property
    def kept(self) -> bool:
        return self.done is not None and self.done <= self.due


def hours(record: Record) -> Judged:
    owed = [each for each in _owed(record) if each.counts(record.ended)]
    if not owed:
        return Judged(None, ("演练中没有到期的时限，不评（首次发布的时限在“首次回应”中评）。",))
    missed = [each for each in owed if not each.kept]
    kept = len(owed) - len(missed)
    reasons = [_missed(record, each) for each in missed]
    reasons.append(f"到期或者办结的时限{len(owed)}项，按时{kept}项。")
    evidence = [
        Evidence(f"{each.what}：{'按时' if each.kept else '未按时'}", each.due, each.ref, each.words)
        for each in [*missed, *(one for one in owed if one.kept)]
    ]
    return Judged(100 * kept / len(owed), tuple(reasons), tuple(evidence))


def _missed(record: Record, each: _Owed) -> str:
    if each.done is None:
        return f"{each.what}应于{record.hour(each.due)}前完成，至演练结束没有完成。"
    return f"{each.what}应于{record.hour(each.due)}前完成，超过{took(each.done - each.due)}。"


def _owed(record: Record) -> Iterator[_Owed]:
    yield from _clocks(record)
    yield from _promises(record)
    yield from _instructions(record)
    for task in IncidentTask.objects.filter(incident__in=[incident.pk for incident in record.incidents]):
        yield _Owed("会商确定的任务", task.due_at, _by(task.done_at, record), f"task:{task.pk}", quoted(task.what))


def _by(moment: datetime | None, record: Record) -> datetime | None:
    """What came after the end is not done yet."""
    return moment if moment is not None and moment <= record.ended else None


def _clocks(record: Record) -> Iterator[_Owed]:
    """Those of the drill's cases; the clock that the first release ends has a point of its own."""
    incidents = {incident.case_id: incident for incident in record.incidents}
    keys = {*incidents, *(case.pk for case in record.cases.values())}
    for clock in Clock.objects.filter(case__in=keys).exclude(stopped_because__in=SET_ASIDE).select_related("case"):
        own = incidents.get(clock.case_id)
        if own is None or not is_first(clock, own):
            yield _Owed(_name(clock, clock.case), clock.due_at, _by(clock.stopped_at, record), clock.case.ref)


def _name(clock: Clock, case: Case) -> str:
    term = term_of(clock)
    return f"{case.number}号来件的{term.title.zh if term else clock.term}"


def _promises(record: Record) -> Iterator[_Owed]:
    """The next release, where one named its hour; once the incident has ended nobody waits for it."""
    told = [(word, word.release) for word in record.words if word.release is not None]
    for place, (word, row) in enumerate(told):
        if row.next_at is None:
            continue
        later = [each.at for each, other in told[place + 1 :] if other.incident_id == row.incident_id]
        ended = row.incident.ended_at
        done = min([*later, *([ended] if ended and ended <= record.ended else [])], default=None)
        yield _Owed(f"{word.name}承诺的下一次发布", row.next_at, done, word.ref, quoted(row.title))


def _instructions(record: Record) -> Iterator[_Owed]:
    given = Instruction.objects.filter(given_at__gte=record.began, given_at__lte=record.ended, withdrawn_because="")
    for row in given.select_related("by").prefetch_related("errands__reports", "errands__section"):
        for errand in row.errands.all():
            first = min((report.at for report in errand.reports.all()), default=None)
            what = f"{errand.section}对{row.by}批示的回报"
            yield _Owed(what, row.due_at, _by(first, record), row.ref, quoted(row.text))
