"""Tells what the figures of a paper show, in plain sentences; the same facts are always told in the same words."""

from collections.abc import Mapping, Sequence
from typing import Any

from huiying.reporting.papers.wording import clauses

from . import heads, parts
from .choosing import Chooser, seed_of
from .heads import Said
from .subject import Subject
from .wordings import APART, CAUSES, HEADS, PEAKS, TAILS, Wordings


class Narrator:
    """One for each paper: it remembers what it said, so that no two sentences begin alike.

    A series that the facts do not hold is told by nothing (""), and so is one that this paper has told already.
    """

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._series: Mapping[str, Any] = facts.get("series") or {}
        self._numbers: Mapping[str, Any] = facts.get("numbers") or {}
        self._chooser = Chooser(seed_of(facts))
        self._told: set[str] = set()

    def tell(self, name: str, *, most: int = 4) -> str:
        """What a series shows, in at most so many sentences: itself, its cause, what stands apart, its months."""
        return "".join(f"{clause}。" for clause in self.clauses(name)[:most])

    def clauses(self, name: str) -> Sequence[str]:
        """The same without full stops, for a paper that puts them together in its own way."""
        subject = self._subject(name)
        if subject is None:
            return ()
        moved, values = heads.head(subject)
        told = [self._head(subject, moved, values)]
        for wordings, found in (
            (CAUSES, parts.cause(subject, moved)),
            (APART, parts.apart(subject)),
            (PEAKS, parts.peak(subject)),
        ):
            if found:
                told.append(self._opened(wordings, found))
        return tuple(told)

    def shown(self, name: str) -> str:
        """What the figure itself shows and nothing of its parts, without a full stop."""
        subject = self._subject(name)
        return "" if subject is None else self._head(subject, *heads.head(subject))

    def movement(self, name: str) -> str:
        """rise, fall, flat, same, beside, from_none, to_none, none, alone, few or nothing; "" of a series not there.
        For a paper that asks before it says more.
        """
        told = self._series.get(name)
        return heads.head(Subject(told, self._numbers))[0] if told else ""

    def _subject(self, name: str) -> Subject | None:
        told = self._series.get(name)
        if told is None or name in self._told:
            return None
        self._told.add(name)
        return Subject(told, self._numbers)

    def _head(self, subject: Subject, moved: str, values: Mapping[str, object]) -> str:
        opened = self._chooser.opened(HEADS[subject.kind][moved], values)
        added = [
            self._chooser.added(TAILS[key], said)
            for key, said in filter(None, (heads.year(subject), heads.tail(subject, moved)))
        ]
        return clauses(opened, *added).removesuffix("。")

    def _opened(self, wordings: Wordings, found: Said) -> str:
        key, values = found
        return self._chooser.opened(wordings[key], values)
