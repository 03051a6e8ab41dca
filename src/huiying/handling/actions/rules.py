"""The rules change: what that would do is shown before, and done to running clocks batch by batch after. The batches
are a shelf like any other: whoever stops in the middle goes on where they were.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.years import doubts, parse_year
from huiying.ledger.actions import MACHINE, Deed, record, record_many
from huiying.people import policies
from huiying.people.models import User

from .. import rulebook
from ..clocks.clockwork import set_to
from ..clocks.partterms import wind_parts
from ..clocks.rewinding import Preview, rewound
from ..models import Case, Clock, Rule, Sort
from ..rulebook import Book
from ..rules.changing import Change
from .moving import stamp

BATCH = 1000
BATCHES_AT_ONCE = 5
SAVED_TOGETHER = 200
WOUND = ("term", "due_at", "because", "provisional", "lamp", "alarm_at", "card_at", "edition")


def preview(change: Change, *, at: datetime) -> Preview:
    """What adopting `change` at the moment `at` would do to the clocks that run; nothing is written."""
    told, book = Preview(), rulebook.book_with(change.row())
    clocks = Clock.objects.filter(stopped_at=None).order_by("pk").select_related("case").defer("because")
    for clock in clocks.iterator(chunk_size=BATCH):
        told.add(clock, rewound(clock, book, at=at))
    told.warnings += _warnings(change)
    return told


def _warnings(change: Change) -> list[str]:
    if change.sort == Sort.YEAR and change.text:
        return list(doubts(parse_year(change.text, where=change.name)))
    if change.sort == Sort.REGULATION and change.text and not change.for_running:
        return [_("Cases that are open keep the version under which they began.")]
    return []


def adopt(change: Change, *, by: User | None, at: datetime) -> Rule:
    """Put `change` in force from now on, and look at the running clocks again: the first thousands at once, so that a
    small office sees it done, the others as the loops take them from the shelf.
    """
    policies.require(by, "handling.rules", policies.INSTALLATION)
    with transaction.atomic():
        row = change.row()
        row.adopted_at, row.by = at, by
        row.save()
        facts = {"sort": row.sort, "name": row.name, "reason": row.because, "source": row.source}
        if row.withdraws:
            record("rule.withdrawn", about=row.ref, by=by, at=at, **facts)
        else:
            record("rule.adopted", about=row.ref, by=by, at=at, **facts)
    rulebook.forget()
    for _batch in range(BATCHES_AT_ONCE):
        if not recompute(at=at):
            break
    return row


@transaction.atomic
def recompute(*, at: datetime) -> int:
    """Wind the next batch of running clocks that an earlier edition of the rules wound; returns how many.

    A clock that is past its end, or would be at once, keeps it. Each that moves is told to the ledger.
    """
    book = rulebook.book()
    waiting = Clock.objects.outdated(book.edition).select_related("case")
    clocks = list(waiting.select_for_update(of=("self",), skip_locked=True)[:BATCH])
    if not clocks:
        return 0
    reason = _reason(book.edition)
    changed, deeds = [], []
    for clock in clocks:
        before, told = _state(clock), (clock.due_at, clock.provisional, clock.case.regulation)
        if not _rewind(clock, book, at):
            continue
        if _state(clock) != before:
            changed.append(clock)
        if (clock.due_at, clock.provisional, clock.case.regulation) != told:
            deeds.append(_moved(clock, told[0], reason, at))
    Clock.objects.filter(pk__in=[c.pk for c in clocks]).update(edition=book.edition)
    _save(changed)
    record_many(deeds)
    return len(clocks)


def _reason(edition: int) -> str:
    rule = Rule.objects.filter(pk=edition).first()
    return (rule.because or rule.name) if rule else ""


def _state(clock: Clock) -> tuple[object, ...]:
    return clock.term, clock.due_at, clock.provisional, clock.because, clock.case.regulation


def _rewind(clock: Clock, book: Book, at: datetime) -> bool:
    """Set the clock to its end under `book`; False where it stays as it is."""
    told = rewound(clock, book, at=at)
    if told.end is None:
        return False
    clock.case.regulation, clock.term = told.key, told.term
    set_to(clock, told.end, clock.case, book, at=at)
    return True


def _moved(clock: Clock, before: datetime, reason: str, at: datetime) -> Deed:
    facts = {
        "term": clock.term,
        "title": rulebook.title_of(clock.term, clock.case.regulation),
        "before": stamp(before),
        "after": stamp(clock.due_at),
        "provisional": clock.provisional,
        "reason": reason,
        "edition": clock.edition,
        "version": clock.case.regulation,
    }
    return Deed(name="clock.moved", about=clock.case.ref, by=MACHINE, at=at, facts=facts)


def _save(clocks: Sequence[Clock]) -> None:
    """Write the clocks as they are now. An insert that meets its own row updates it, in both databases, and costs a
    tenth of an update with a CASE for every field.
    """
    Clock.objects.bulk_create(
        clocks, update_conflicts=True, unique_fields=["id"], update_fields=WOUND, batch_size=SAVED_TOGETHER
    )
    cases = {clock.case_id: clock.case for clock in clocks}
    for key in {case.regulation for case in cases.values()}:
        Case.objects.filter(pk__in=[pk for pk, case in cases.items() if case.regulation == key]).exclude(
            regulation=key
        ).update(regulation=key)
    wind_parts(cases)
