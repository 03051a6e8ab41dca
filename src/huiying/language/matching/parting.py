"""分开 · What is a matter of its own in a group: questions that name the same thing, in one pass over the group however
many name however many.
"""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..reading import fold
from .grouping import Group
from .projects import SHORTEST, alike, goes_on, named

READ = 80
People = Sequence[int] | NDArray[np.int64]  # how many stand behind each question

MUCH = 20  # people who ask the same of one place by its name: a need of its own


@dataclass(slots=True)
class Part:
    """Questions of a group that name the same; `named` is whether they name anything."""

    members: "array[int]" = field(default_factory=lambda: array("q"))
    named: bool = False


def apart(group: Group, questions: Sequence[str], standing: Collection[int], people: People) -> list[Group]:
    """The group, without what is a matter of its own: each work of which it is asked how it goes on, else each place
    of which very many ask. What stood together stays together.
    """
    if len(group) < 2:
        return [group]
    parts = Parts()
    going_on = 0
    for place in _those_that_stood_first(group, standing):
        asked = fold(questions[place][:READ])
        going_on += goes_on(asked)
        parts.take(place, named(asked), stood=place in standing)
    works = 2 * going_on >= len(group)
    own, rest = list[Part](), list[Part]()
    for part in parts.found:
        of_its_own = part.named and (works or _people(part.members, people) >= MUCH)
        (own if of_its_own else rest).append(part)
    others = array("q", (place for part in rest for place in part.members))
    if len(own) == 1 and not any(part.named for part in rest):
        return [sorted([*own[0].members, *others])]  # who names nothing means what the others name
    told: list[Group] = [*([others] if others else []), *(part.members for part in own)]
    return sorted(told, key=len, reverse=True)


def _those_that_stood_first(group: Group, standing: Collection[int]) -> Iterable[int]:
    return sorted(group, key=lambda place: place not in standing) if standing else group


def _people(members: Iterable[int], people: People) -> int:
    return sum(int(people[place]) if len(people) else 1 for place in members)


class Parts:
    """A question belongs to the first part of which a name is like one of its own; those that name nothing are one
    part, and so is what stood together, which comes first.
    """

    def __init__(self) -> None:
        self.found: list[Part] = []
        self._names = _Names()
        self._own: dict[str, int] = {}  # of each name the first part that has it
        self._first: dict[str, int] = {}  # of each name the first part that has one like it
        self._stood = self._nameless = -1

    def take(self, place: int, names: Sequence[str], *, stood: bool) -> None:
        for name in names:
            self._meet(name)
        number = self._part_of(names, stood=stood)
        if number < 0:
            number = len(self.found)
            self.found.append(Part())
        part = self.found[number]
        part.members.append(place)
        part.named = part.named or bool(names)
        self._stood = number if stood else self._stood
        self._nameless = self._nameless if part.named else number
        for name in names:
            self._give(number, name)

    def _part_of(self, names: Sequence[str], *, stood: bool) -> int:
        if stood and self._stood >= 0:
            return self._stood
        if names:
            return min((self._first[name] for name in names if name in self._first), default=-1)
        return -1 if self._nameless < 0 or self.found[self._nameless].named else self._nameless

    def _meet(self, name: str) -> None:
        """A name that is new may be like some that a part has."""
        if name not in self._own:
            near = [self._own[one] for one in self._names.like(name) if one in self._own]
            self._names.add(name)
            if near:
                self._first[name] = min(near)

    def _give(self, number: int, name: str) -> None:
        """The part has this name from now on, and so one that is like others."""
        if number < self._own.get(name, number + 1):
            self._own[name] = number
            for one in self._names.like(name):
                self._first[one] = min(self._first.get(one, number), number)


class _Names:
    """Names by the pieces of which they are made, so that those like another are found without a look at all."""

    def __init__(self) -> None:
        self._within: dict[str, set[str]] = defaultdict(set)

    def add(self, name: str) -> None:
        for piece in _pieces(name):
            self._within[piece].add(name)

    def like(self, name: str) -> list[str]:
        shorter = (piece for piece in _pieces(name) if piece in self._within.get(piece, ()))
        near = {*self._within.get(name, ()), *shorter}
        return [one for one in near if alike(one, name)]


def _pieces(name: str) -> Iterator[str]:
    for begin in range(len(name)):
        for end in range(begin + SHORTEST, len(name) + 1):
            yield name[begin:end]
