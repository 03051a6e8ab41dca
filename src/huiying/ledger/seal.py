"""How a link is sealed, how words can leave it, and how the chain is proved."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from .models import GENESIS, SALT, SEALED_WORDS, TAKEN_OUT, Entry, Head

# What people wrote, and by what a source may be known: it may name somebody, and is kept beside the chain.
WORDS = frozenset({"reason", "comment", "external_id"})
TAKING_OUT = "case.anonymised"  # the deed whose entry says which entries lost their words


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
    return _digest(told)


def parted(facts: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The facts that are sealed, with the digest of the words among them; and the words, salted. None without words."""
    words = {key: value for key, value in facts.items() if key in WORDS and value not in ("", None)}
    sealed = {key: value for key, value in facts.items() if key not in words}
    if not words:
        return sealed, None
    said = {**words, SALT: secrets.token_hex(16)}
    return {**sealed, SEALED_WORDS: _digest(said)}, said


def without_words(entry: Entry) -> dict[str, Any]:
    """The facts of an entry from before, whose words stood in the chain itself, without them; {} where it has none."""
    words = sorted(key for key in WORDS if entry.facts.get(key) not in ("", None))
    if not words:
        return {}
    return {key: value for key, value in entry.facts.items() if key not in words} | {TAKEN_OUT: words}


def _digest(told: object) -> str:
    form = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(form.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Proof:
    """What walking the chain found: `first_broken` is the number of the first link that does not hold; of `anonymised`
    entries the words are gone, each by a recorded deed.
    """

    ok: bool
    entries: int
    first_broken: int | None
    why: str = ""
    anonymised: int = 0


def verify() -> Proof:
    """Walk the chain from its first link; memory stays flat however long it is, but for what was anonymised."""
    gone = _taken_out()
    previous, count, anonymised = GENESIS, 0, 0
    for entry in Entry.objects.order_by("pk").iterator(chunk_size=2000):
        if entry.pk != count + 1:
            return Proof(False, count, count + 1, "missing")
        if entry.previous != previous:
            return Proof(False, count, entry.pk, "unlinked")
        if not holds(entry, gone):
            return Proof(False, count, entry.pk, "changed")
        previous, count, anonymised = entry.digest, count + 1, anonymised + (entry.pk in gone)
    head = Head.objects.filter(pk=1).first()
    if head is not None and (head.last, head.digest) != (count, previous):
        return Proof(False, count, count + 1, "cut off")
    return Proof(True, count, None, anonymised=anonymised)


def holds(entry: Entry, gone: Mapping[int, str]) -> bool:
    """Whether the entry is as it was sealed, or as a recorded deed left it. `gone` are the entries that lost their
    words, each with the seal of what was left where the words had stood in the chain itself.
    """
    if TAKEN_OUT in entry.facts:
        return gone.get(entry.pk) == seal(entry)
    if seal(entry) != entry.digest:
        return False
    if SEALED_WORDS not in entry.facts:
        return not entry.said
    return entry.pk in gone if entry.said is None else _digest(entry.said) == entry.facts[SEALED_WORDS]


def _taken_out() -> dict[int, str]:
    """Every entry that lost its words, by the entries of the deeds that took them out; those are sealed themselves."""
    gone: dict[int, str] = {}
    for facts in Entry.objects.filter(deed=TAKING_OUT).values_list("facts", flat=True).iterator(chunk_size=500):
        gone |= {int(number): left for number, left in facts.get("entries", {}).items()}
    return gone
