"""What the portal's search asks of an engine: which entries hold these tokens. How good each is, `ranking` says, so
that every engine gives the same answers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from huiying.language.wanted import Way

Group = tuple[Way, ...]


class EngineFailed(Exception):
    """The search server cannot be reached, or answers with an error."""


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as an engine keeps it: its key, the tokens of its title, those of title and text, what filters read."""

    key: int
    title: Sequence[str]
    tokens: Sequence[str]
    kind: str
    column: str
    dated: date


@dataclass(frozen=True, slots=True)
class Filters:
    """What the entries that are found have in common; empty for any."""

    kind: str = ""
    column: str = ""
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return any((self.kind, self.column, self.since, self.until))


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Asked:
    """Every group must be met, each by one of its ways, with all its tokens; in the title alone if `in_title`."""

    groups: tuple[Group, ...]
    filters: Filters = field(default=NO_FILTERS)
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Alike:
    """Tokens of which an entry need not hold all, each with what it is worth."""

    tokens: tuple[tuple[str, float], ...]
    filters: Filters = field(default=NO_FILTERS)


class Engine(Protocol):
    """Where the tokens of the portal's entries stand. Keys of entries that are gone may still come back."""

    def write(self, rows: Sequence[Written]) -> None:
        """Keep these entries, in the place of what stood there under their keys."""

    def forget(self, rows: Iterable[Written]) -> None:
        """Keep them no more; they are told as they were written."""

    def empty(self) -> None:
        """Forget everything."""

    def matching(self, asked: Asked, most: int) -> list[int]:
        """Keys of entries that hold all that is asked, the newest first."""

    def likest(self, alike: Alike, most: int) -> list[int]:
        """Keys of entries that hold any of the tokens, those whose tokens are worth most first."""
