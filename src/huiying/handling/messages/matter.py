"""What a deed asks of whom."""

from dataclasses import dataclass
from typing import Any

Keys = set[int]


@dataclass(frozen=True, slots=True)
class Matter:
    """What concerns these people: `at_once` is told outside a daily digest too, what `wakes` in quiet hours as well;
    `route` is the page of the case that it leads to. What is not told as words on a case has a `text` and a `path` of
    its own.
    """

    people: Keys
    words: Any
    at_once: bool = False
    wakes: bool = False
    route: str = "desk-case"
    text: str = ""
    path: str = ""
