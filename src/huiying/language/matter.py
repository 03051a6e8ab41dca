"""A topic in words: where, who, and what the matter is, told by the words of its most central voice."""

from collections.abc import Sequence
from dataclasses import dataclass

from .headline import headline
from .post import Post
from .reading import fold
from .where import people, where

NAMED_FROM = 150
READ = 200


@dataclass(frozen=True, slots=True)
class Label:
    """Place and people, "" where none are named by a fair share of the voices, and the matter."""

    place: str
    people: str
    matter: str

    @property
    def words(self) -> str:
        """One line: what the matter does not name itself stands before it."""
        before = "".join(part for part in (self.place, self.people) if part and not _names(self.matter, part))
        return f"{before}：{self.matter}" if before else self.matter


def label_of(group: Sequence[Sequence[Post]]) -> Label:
    """The label of a group of texts with their copies, the most central first; at most 200 texts are read."""
    said = [copies[0] for copies in group[:READ]]
    texts = [fold(f"{post.title}\n{post.text[:NAMED_FROM]}") for post in said]
    return Label(
        place=where(texts),
        people=people(texts),
        matter=headline(said[0].title, said[0].text),
    )


def _names(matter: str, part: str) -> bool:
    told = fold(matter)
    return any(fold(name) in told for name in part.split("、"))
