"""From which number of people and from which spread a matter is more than 一般: defaults that an office may set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from .phrases import lexicon
from .spread import Spread

_SAID = {"reposts": "转发", "reads": "阅读", "comments": "评论", "likes": "点赞"}


@dataclass(frozen=True, slots=True)
class Wide:
    """A level, and the figure of each sort from which a spread reaches it: {"reposts": 500, "reads": 5000}."""

    level: str
    figures: Mapping[str, int]

    def reached(self, spread: Spread) -> list[str]:
        """What reaches it, in words: `转发 620 次（达到 500 次）`."""
        known = ((sort, getattr(spread, sort), least) for sort, least in self.figures.items())
        return [f"{_SAID[sort]} {n} 次（达到 {least} 次）" for sort, n, least in known if n is not None and n >= least]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """`people`: (level, number of people, households or firms); `spread`: levels by spread; both the highest first."""

    people: tuple[tuple[str, int], ...]
    spread: tuple[Wide, ...]

    @classmethod
    def of(cls, people: Sequence[Mapping[str, Any]], spread: Sequence[Mapping[str, Any]]) -> "Thresholds":
        """From rows as `lexicons/levels.toml` has them; what is not a known figure is refused by its name."""
        unknown = {key for row in spread for key in row if key not in {"level", *_SAID}}
        if unknown:
            raise ValueError(f"传播门槛中有未知的项：{'、'.join(sorted(unknown))}；可用：{'、'.join(_SAID)}")
        return cls(
            tuple((str(row["level"]), int(row["count"])) for row in people),
            tuple(Wide(str(row["level"]), {k: int(v) for k, v in row.items() if k != "level"}) for row in spread),
        )

    def of_spread(self, spread: Spread | None) -> tuple[str, list[str]] | None:
        """The highest level that a spread reaches, and by what."""
        reached = ((wide.level, wide.reached(spread)) for wide in self.spread) if spread else iter(())
        return next(((level, words) for level, words in reached if words), None)


@cache
def usual() -> Thresholds:
    """The defaults of this house, in `lexicons/levels.toml`."""
    data = lexicon("lexicons/levels.toml")
    return Thresholds.of(data["people"], data["spread"])
