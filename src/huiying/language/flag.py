"""A flag raised on a letter, with the words that speak for it."""

from dataclasses import dataclass

from .phrases import Hit


@dataclass(frozen=True, slots=True)
class Flag:
    """`flagged` when what `hits` say is enough; `score` in 0..1."""

    flagged: bool
    score: float
    hits: tuple[Hit, ...]

    @property
    def words(self) -> list[str]:
        """The words, weightiest first."""
        return list(dict.fromkeys(h.word for h in sorted(self.hits, key=lambda h: (-h.weight, h.start))))
