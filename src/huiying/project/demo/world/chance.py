"""Seeded chance: the same seed gives the same world."""

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance(random.Random):
    """A random source with the few draws that the world needs."""

    def pick(self, options: Sequence[T]) -> T:
        return options[self.randrange(len(options))]

    def happens(self, probability: float) -> bool:
        return self.random() < probability

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """`count` different options (all of them where there are fewer), in random order."""
        return self.sample(list(options), min(count, len(options)))

    def weighted(self, options: Mapping[T, float]) -> T:
        """One key, each as likely as its weight says."""
        return self.choices(list(options), weights=list(options.values()))[0]
