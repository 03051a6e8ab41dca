"""The one way into the ledger: `record` for a deed, `record_many` for a batch; both inside the deed's own
transaction.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction

from .models import Entry, Head
from .seal import seal

MACHINE = "machine"
PUBLIC = "public"


class Actor(Protocol):
    @property
    def ledger_name(self) -> str:
        """Who it was, as the ledger writes it: a login and a name at the time of the deed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A deed as it is told to the ledger. `facts` must be JSON and must not hold personal data of the public."""

    name: str
    about: str
    by: Actor | str
    at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def actor(self) -> str:
        return self.by if isinstance(self.by, str) else self.by.ledger_name


def record(name: str, /, *, about: str, by: Actor | str | None, at: datetime, **facts: Any) -> None:
    """Add one deed to the chain. `by` None is the machine."""
    record_many([Deed(name=name, about=about, by=by or MACHINE, at=at, facts=facts)])


@transaction.atomic
def record_many(deeds: Iterable[Deed]) -> int:
    """Add deeds to the chain in their order, as one link after the other; returns how many."""
    head, _ = Head.objects.select_for_update().get_or_create(pk=1)
    entries = []
    for number, deed in enumerate(deeds, start=head.last + 1):
        entry = Entry(pk=number, at=deed.at, actor=deed.actor, deed=deed.name, about=deed.about, facts=dict(deed.facts))
        entry.previous = head.digest
        entry.digest = head.digest = seal(entry)
        entries.append(entry)
    if entries:
        Entry.objects.bulk_create(entries, batch_size=500)
        head.last = entries[-1].pk
        head.entries += len(entries)
        head.save()
    return len(entries)
