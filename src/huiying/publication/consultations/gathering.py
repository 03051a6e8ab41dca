"""归并 · Opinions on their way to points: which are one person's copies, which are form letters, which say the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from huiying.language import duplicates
from huiying.language.points import grouped, name_of

from ..models import Opinion, Point

Alike = list[list[Opinion]]
FORM_LETTER = 3  # people: two who write alike may share a table


@dataclass(frozen=True, slots=True)
class Proposed:
    """A point as it is proposed: the opinions of its group, the most central first; `point` is one of a person's that
    they join, None where it is new, with the `name` that it would have.
    """

    article: int | None
    opinions: tuple[Opinion, ...]
    point: Point | None
    name: str


def copies(groups: Alike) -> dict[int, int]:
    """Of each opinion that its own writer has sent before, which one that was; both by key. An opinion on another
    article is another opinion.
    """
    found: dict[int, int] = {}
    for group in groups:
        first: dict[tuple[str, int | None], int] = {}
        for one in group:
            if one.person:
                earliest = first.setdefault((one.person, one.article_id), one.pk)
                if earliest != one.pk:
                    found[one.pk] = earliest
    return found


def form_letters(groups: Alike) -> dict[int, int]:
    """Of each opinion that several people have sent in the same words, the number of that form letter."""
    found: dict[int, int] = {}
    letters = [group for group in groups if len({one.person or one.number for one in group}) >= FORM_LETTER]
    for number, group in enumerate(letters, start=1):
        found |= {one.pk: number for one in group}
    return found


def alike(opinions: Sequence[Opinion]) -> Alike:
    """Opinions in the same words, whoever sent them, in groups of two and more."""
    return [[opinions[place] for place in group] for group in duplicates.groups([one.text for one in opinions])]


def propose(opinions: Iterable[Opinion], points: Mapping[int, Point]) -> list[Proposed]:
    """The points of the opinions given, within each article. `points` are those that a person has seen to, by key:
    their opinions stay, and what is like them joins them.
    """
    by_article: dict[int | None, list[Opinion]] = {}
    for one in opinions:
        by_article.setdefault(one.article_id, []).append(one)
    return [found for article, own in by_article.items() for found in _within(article, own, points)]


def _within(article: int | None, own: Sequence[Opinion], points: Mapping[int, Point]) -> list[Proposed]:
    held = [one.point_id if one.point_id in points else None for one in own]
    found = []
    for group in grouped([one.text for one in own], held=held):
        members = tuple(own[place] for place in group.places)
        point = points[group.held] if group.held is not None else None
        name = "" if point else name_of([one.text for one in members])
        found.append(Proposed(article, members, point, name))
    return found
