"""The one way into the ledger: `record` for a deed, `record_many` for a batch; both inside the deed's own
transaction.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError

from .models import TAKEN_OUT, Entry, Head
from .seal import holds, parted, seal, without_words

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
    head, _made = Head.objects.select_for_update().get_or_create(pk=1)
    entries = []
    for number, deed in enumerate(deeds, start=head.last + 1):
        facts, said = parted(deed.facts)
        entry = Entry(pk=number, at=deed.at, actor=deed.actor, deed=deed.name, about=deed.about, facts=facts, said=said)
        entry.previous = head.digest
        entry.digest = head.digest = seal(entry)
        entries.append(entry)
    if entries:
        Entry.objects.bulk_create(entries, batch_size=500)
        head.last = entries[-1].pk
        head.entries += len(entries)
        head.save()
    return len(entries)


@transaction.atomic
def take_words_out(about: Collection[str]) -> dict[str, str]:
    """Take people's words out of the entries about these things, for good; the chain still holds once the deed that
    did it is recorded with what this returns: the number of each entry, and the seal of what is left of one that
    had its words in the chain itself. RuleError where an entry does not hold now: it is kept as evidence.
    """
    Head.objects.select_for_update().get_or_create(pk=1)
    gone: dict[str, str] = {}
    for entry in Entry.objects.filter(about__in=about).order_by("pk"):
        if TAKEN_OUT in entry.facts or (entry.said is None and not (left := without_words(entry))):
            continue
        if not holds(entry, {}):
            raise RuleError(
                _("The ledger does not hold at entry %(number)s; nothing was taken out.") % {"number": entry.pk},
                where=entry.about,
                fix=_("Verify the ledger, and keep the database as it is."),
            )
        if entry.said is not None:
            gone[str(entry.pk)] = ""
            entry.said = None
        else:
            entry.facts = left
            gone[str(entry.pk)] = seal(entry)
        entry.save(update_fields=["facts", "said"])
    return gone
