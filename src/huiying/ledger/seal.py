"""How a link is sealed and how the chain is proved."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC

from .models import GENESIS, Entry, Head


def seal(entry: Entry) -> str:
    """SHA-256 over the entry's facts and the digest before it, in one fixed form (sorted keys, UTC to the
    microsecond).
    """
    told = [
        entry.pk,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor,
        entry.deed,
        entry.about,
        entry.facts,
        entry.previous,
    ]
    form = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(form.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Proof:
    """What walking the chain found: `first_broken` is the number of the first link that does not hold."""

    ok: bool
    entries: int
    first_broken: int | None
    why: str = ""


def verify() -> Proof:
    """Walk the chain from its first link; memory stays flat however long it is."""
    previous, count = GENESIS, 0
    for entry in Entry.objects.order_by("pk").iterator(chunk_size=2000):
        if entry.pk != count + 1:
            return Proof(False, count, count + 1, "missing")
        if entry.previous != previous:
            return Proof(False, count, entry.pk, "unlinked")
        if seal(entry) != entry.digest:
            return Proof(False, count, entry.pk, "changed")
        previous, count = entry.digest, count + 1
    head = Head.objects.filter(pk=1).first()
    if head is not None and (head.last, head.digest) != (count, previous):
        return Proof(False, count, count + 1, "cut off")
    return Proof(True, count, None)
