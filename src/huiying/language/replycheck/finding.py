"""What the check of a draft tells: findings with their place, and the questions of a letter with their answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Level = Literal["must", "should"]
Where = Literal["reply", "letter"]

KINDS: Mapping[str, str] = {
    "unanswered": "没有答到",
    "forwarding": "只转不答",
    "unsupported": "没有出处",
    "hollow": "空话",
    "tone": "语气",
    "personal": "个人信息",
    "name": "名称不一致",
    "form": "格式",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend in a draft: from `start` to `end` of the reply, or of the letter if `where` says so.

    `because` is a Chinese sentence for the clerk. What "must" be mended keeps the draft from going out.
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
