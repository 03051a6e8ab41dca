"""How far a rumour has spread against the figures that an act names: said as a comparison, never as a finding."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# The figures of spread, in the order in which they are told.
FIGURES: Mapping[str, str] = {"reads": "浏览", "reposts": "转发", "comments": "评论", "likes": "点赞"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One figure against its threshold: the largest that one post has, and all posts together; None where no post
    tells it. `most` alone decides `reached`: the act counts one and the same piece of information.
    """

    figure: str
    threshold: int
    most: int | None
    together: int | None

    @property
    def reached(self) -> bool:
        return self.most is not None and self.most >= self.threshold


def measured(thresholds: Mapping[str, int], spreads: Iterable[Mapping[str, int]]) -> tuple[Measured, ...]:
    """Each threshold with what the posts tell of its figure, in the order of FIGURES."""
    told = list(spreads)
    return tuple(_measured(figure, thresholds[figure], told) for figure in FIGURES if figure in thresholds)


def _measured(figure: str, threshold: int, spreads: list[Mapping[str, int]]) -> Measured:
    counts = [spread[figure] for spread in spreads if figure in spread]
    return Measured(
        figure=figure,
        threshold=threshold,
        most=max(counts) if counts else None,
        together=sum(counts) if counts else None,
    )


def totals(spreads: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """All posts together, for each figure that at least one of them tells."""
    told = list(spreads)
    return {name: sum(s[name] for s in told if name in s) for name in FIGURES if any(name in s for s in told)}
