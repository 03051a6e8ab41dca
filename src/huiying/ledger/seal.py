"""How a link is sealed, how words can leave it, and how the chain is proved."""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from math import isfinite
from typing import Any

import orjson
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, Subquery, TextField
from django.db.models.functions import Cast
from django.db.models.sql.compiler import SQLCompiler

from .models import GENESIS, SALT, SEALED_WORDS, TAKEN_OUT, Entry, Head

# What people wrote, and by what a source may be known: it may name somebody, and is kept beside the chain.
WORDS = frozenset({"reason", "comment", "external_id"})
WRITTEN_OUT = 1e16  # from here on Python writes a float with an exponent
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


def plain(value: Any) -> Any:
    """A fact as every database gives it back: PostgreSQL knows no negative zero, and writes 1e16 and more in digits."""
    if isinstance(value, float):
        return int(value) if isfinite(value) and abs(value) >= WRITTEN_OUT else value + 0.0
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value


def parted(facts: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The facts that are sealed, with the digest of the words among them; and the words, salted. None without words."""
    words = {key: value for key, value in facts.items() if key in WORDS and value not in ("", None)}
    sealed = {key: plain(value) for key, value in facts.items() if key not in words}
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
    entries the words are gone, each by a recorded deed. `digest` is that of the last link that holds.

    `why`: "missing"; "added", no deed of ours wrote it; "unlinked", it does not follow the one before; "changed";
    "cut off", the end is missing; "head", the head does not say what the last entry says.
    """

    ok: bool
    entries: int
    first_broken: int | None
    why: str = ""
    anonymised: int = 0
    digest: str = GENESIS


@dataclass(frozen=True, slots=True)
class Place:
    """Where a walk begins: behind the entry of this number, whose digest is known to be right."""

    number: int = 0
    digest: str = GENESIS


BEGINNING = Place()


def verify(start: Place = BEGINNING, *, most: int | None = None) -> Proof:
    """Walk the chain from its first link, or from `start`, to its end or over `most` entries; memory stays flat however
    long it is, but for what was anonymised.
    """
    head, newest = _end()
    until = head.last if most is None else min(head.last, start.number + most)
    proof = _walked(start, until)
    if not proof.ok or proof.entries < head.last:
        return proof
    if newest > head.last:
        return replace(proof, ok=False, first_broken=head.last + 1, why="added")
    if (head.last, head.entries, head.digest) != (proof.entries, proof.entries, proof.digest):
        return replace(proof, ok=False, first_broken=head.last, why="head")
    return proof


def _end() -> tuple[Head, int]:
    """The head, and the number of the newest entry, both as of one moment: others add meanwhile. Where the head is
    gone, one that says that nothing was recorded.
    """
    newest = Entry.objects.order_by("-pk").values("pk")[:1]
    head = Head.objects.filter(pk=1).annotate(newest=Subquery(newest)).first()
    if head is None:
        return Head(pk=1), Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return head, head.newest or 0


def _walked(start: Place, until: int) -> Proof:
    gone = _TakenOut()
    number, digest = start.number, start.digest
    for row in _rows(start, until):
        broken = _broken(row, number, digest, gone)
        if broken:
            at = number + 1 if broken == "missing" else row[0]
            return Proof(False, number, at, broken, digest=digest)
        number, digest = row[0], row[-1]
    if number < until:
        return Proof(False, number, number + 1, "cut off", digest=digest)
    anonymised = sum(start.number < each <= until for each in gone.now())
    return Proof(True, number, None, anonymised=anonymised, digest=digest)


Row = tuple[int, str, str, str, str, str, str | None, str, str]


def _rows(start: Place, until: int) -> Iterator[Row]:
    """Entries as texts, in order: a million of them need no objects. From the beginning also those before number 1."""
    entries = Entry.objects.filter(pk__lte=until).order_by("pk")
    if start.number:
        entries = entries.filter(pk__gt=start.number)
    facts, said = Cast("facts", TextField()), Cast("said", TextField())
    told = entries.values_list("pk", Moment("at"), "actor", "deed", "about", facts, said, "previous", "digest")
    return told.iterator(chunk_size=2000)


def _broken(row: Row, number: int, digest: str, gone: "_TakenOut") -> str:
    """Why the row is not the link after `number`, or nothing. What the quick way does not find right is looked at once
    more as it is now, by the slow way, which decides.
    """
    if row[0] != number + 1:
        return "missing" if row[0] > number else "added"
    if row[-2] != digest:
        return "unlinked"
    if quickly_holds(row, gone.known):
        return ""
    entry = Entry.objects.filter(pk=row[0]).first()
    if entry is None:
        return "missing"
    try:
        return "" if holds(entry, gone.now()) else "changed"
    except (TypeError, ValueError, AttributeError):  # a column holds what no deed of ours put there
        return "changed"


def quickly_holds(row: Row, gone: Mapping[int, str]) -> bool:
    """What `holds` says of the entry in these texts, four times as fast; False also where this cannot tell. The form is
    that of `seal` byte for byte where it can: a digest that fits proves that.
    """
    number, at, actor, deed, about, facts_text, said_text, previous, digest = row
    try:
        facts = orjson.loads(facts_text)
        sealed = _quick_digest([number, at, actor, deed, about, facts, previous])
        if TAKEN_OUT in facts:
            return gone.get(number) == sealed
        if sealed != digest:
            return False
        said = None if said_text is None else orjson.loads(said_text)
        if SEALED_WORDS not in facts:
            return not said
        return number in gone if said is None else _quick_digest(said) == facts[SEALED_WORDS]
    except (TypeError, ValueError):
        return False


def _quick_digest(told: object) -> str:
    return hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()


class Moment(Func):
    """A time as the seal has it: UTC, to the microsecond."""

    output_field = TextField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_more: Any) -> Any:
        form = "replace(%(expressions)s, ' ', 'T') || substr('.000000+00:00', 1 + 7 * (length(%(expressions)s) > 19))"
        return self.as_sql(compiler, connection, template=form)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_more: Any) -> Any:
        form = """to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')"""
        return self.as_sql(compiler, connection, template=form)


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


class _TakenOut:
    """Every entry that lost its words, by the entries of the deeds that took them out; those are sealed themselves.
    Deeds go on while a walk lasts: what was known at its beginning is asked anew where it does not explain an entry.
    """

    def __init__(self) -> None:
        self._deeds = 0
        self.known: dict[int, str] = {}
        self.now()

    def now(self) -> Mapping[int, str]:
        deeds = Entry.objects.filter(deed=TAKING_OUT)
        if (count := deeds.count()) != self._deeds:
            for facts in deeds.values_list("facts", flat=True).iterator(chunk_size=500):
                self.known |= {int(number): left for number, left in facts.get("entries", {}).items()}
            self._deeds = count
        return self.known
