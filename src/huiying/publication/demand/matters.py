"""What letters ask that are not the office's: of a file, which are held, or of an archive, which lie on a disk."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from huiying.core.zone import in_office_zone
from huiying.language.matching import needs
from huiying.language.matching.parting import People
from huiying.language.post import Post
from huiying.language.privacy import veil

from .asked import LEAST, Asked, distinct, is_matter

Show = Callable[[str, int, int], None]  # a step, how much of it is done, and of how much


def _quiet(_step: str, _done: int, _all: int) -> None:
    pass


class Letters(Protocol):
    """Letters by their places, in the order of time; `people` are how many stand behind each."""

    @property
    def questions(self) -> Sequence[str]: ...
    @property
    def people(self) -> People: ...
    @property
    def groups(self) -> Sequence[Sequence[int]]: ...
    def writers(self, places: Sequence[int]) -> int:
        """How many wrote these; of whom nothing is known, each is another."""
        ...

    def days(self, places: Sequence[int]) -> Counter[date]: ...


class Held:
    """Letters of a file."""

    def __init__(self, posts: Sequence[Post]) -> None:
        self._posts = posts
        self.questions = [veil(post.title or post.text) for post in posts]
        self.people = [1 + post.likes for post in posts]
        self.groups = needs.group(self.questions, people=self.people)

    def writers(self, places: Sequence[int]) -> int:
        told = [self._posts[place].person for place in places]
        return len(set(filter(None, told))) + sum(not person for person in told)

    def days(self, places: Sequence[int]) -> Counter[date]:
        return Counter(in_office_zone(self._posts[place].at).date() for place in places)


def matters(letters: Letters, show: Show = _quiet) -> list[Asked]:
    """What the letters ask, wherever they ask it about."""
    found = [places for places in letters.groups if _is_matter(letters, places)]
    told = []
    for number, places in enumerate(found):
        told.append(_matter(letters, places, number))
        show("name", number + 1, len(found))
    return told


def _is_matter(letters: Letters, places: Sequence[int]) -> bool:
    few = [letters.questions[place] for place in places[:LEAST]]  # of more, it does not matter what they say
    return is_matter(few, len(places), _people(letters, places))


def _people(letters: Letters, places: Sequence[int]) -> int:
    return sum(int(letters.people[place]) for place in places)


def _matter(letters: Letters, places: Sequence[int], number: int) -> Asked:
    some = needs.some_of(places)
    questions = [letters.questions[place] for place in some]
    order = needs.central(questions)
    return Asked(
        key=f"need:{number}",
        matter=needs.matter_of(questions, [int(letters.people[place]) for place in some], order),
        questions=distinct(questions[place] for place in order),
        voices=len(places),
        people=letters.writers(places),
        likes=_people(letters, places) - len(places),
        days=letters.days(places),
    )
