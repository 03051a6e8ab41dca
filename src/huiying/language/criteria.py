"""Which of the five criteria a letter meets (国办发〔2016〕61号), and the words that show each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from .contexts import is_denied
from .flag import Flag
from .phrases import Hit, PhraseBook, lexicon, phrases_of
from .reading import Reading
from .spread import Spread
from .thresholds import Thresholds, usual

LEAST = 0.4
_HALF = 4.0


@dataclass(frozen=True, slots=True)
class Criterion:
    """Criterion `id` 1..5 with a score in 0..1; `hits` are the words that triggered it, `because` what else did."""

    id: int
    score: float
    hits: tuple[Hit, ...]
    because: str = ""

    @property
    def words(self) -> list[str]:
        return list(dict.fromkeys(h.word for h in sorted(self.hits, key=lambda h: (-h.weight, h.start))))


@cache
def _book() -> PhraseBook:
    data = lexicon("lexicons/criteria.toml")
    tables = {f"{number}.{part}": table for number, parts in data.items() for part, table in parts.items()}
    patterns = [(group, str(p), float(w)) for group, table in tables.items() for p, w in table.get("patterns", [])]
    return PhraseBook({group: phrases_of(table) for group, table in tables.items()}, patterns)


def criteria_of(
    reading: Reading,
    emergency: Flag,
    rumour: Sequence[Hit],
    *,
    spread: Spread | None = None,
    thresholds: Thresholds | None = None,
) -> tuple[Criterion, ...]:
    """The criteria that are met, by their number; one that only might be is left out.

    A spread that reaches the thresholds (those of the house, where none are given) stands for many who feel it.
    """
    by_group: dict[str, list[Hit]] = {}
    for hit in _book().hits(reading.whole, reading.original):
        if not is_denied(reading.whole, hit.start):
            by_group.setdefault(hit.group, []).append(hit)
    found = (
        _scored(1, _misread(by_group, rumour)),
        _widely_felt(by_group, (thresholds or usual()).of_spread(spread)),
        _scored(3, by_group.get("3.line", [])),
        Criterion(4, emergency.score if emergency.flagged else min(emergency.score, LEAST - 0.1), emergency.hits),
        _scored(5, by_group.get("5.above", [])),
    )
    return tuple(c for c in found if c.score >= LEAST)


def _misread(by_group: dict[str, list[Hit]], rumour: Sequence[Hit]) -> list[Hit]:
    """A policy misread: plainly said so, or hearsay in a letter that speaks of a policy."""
    said = by_group.get("1.misread", [])
    matter = by_group.get("1.matter", [])
    if not said or sum(h.weight for h in said) >= _HALF:
        return said
    return [*said, *rumour[:2], *matter[:1]] if matter else []


def _widely_felt(by_group: dict[str, list[Hit]], wide: tuple[str, list[str]] | None) -> Criterion:
    """Vital interests of many: what is said, and either who they are or that it has spread widely."""
    who, what = by_group.get("2.who", []), by_group.get("2.what", [])
    if what and wide:
        felt = _scored(2, who + what)
        return replace(felt, score=max(felt.score, LEAST), because=f"传播较广：{'、'.join(wide[1])}")
    return _scored(2, who + what if who and what else [])


def _scored(number: int, hits: list[Hit]) -> Criterion:
    total = sum({h.word: h.weight for h in hits}.values())
    return Criterion(number, round(total / (total + _HALF), 3), tuple(hits))
