"""What the check of a draft tells: findings with their place, and the questions of a letter with their answers."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["must", "should"]
Where = Literal["reply", "letter"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend in a draft: from `start` to `end` of the reply, or of the letter if `where` says so.

    `kind` is unanswered, forwarding, unsupported, hollow, tone, personal, name or form. `because` is a Chinese
    sentence for the clerk. What "must" be mended keeps the draft from going out.
    """

    kind: str
    start: int
    end: int
    text: str
    because: str
    level: Level
    where: Where = "reply"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question or request of the letter, from `start` to `end`, and where the reply answers it; None if nowhere."""

    text: str
    start: int
    end: int
    answered: tuple[int, int] | None
    because: str
    level: Level = "must"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the office may say though no letter says it: its organs, places, people and telephone numbers."""

    organs: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    def all(self) -> tuple[str, ...]:
        return self.organs + self.places + self.people + self.phones
