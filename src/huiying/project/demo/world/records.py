"""What the world is made of: a letter and a page, as frozen facts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Delay = Literal["prompt", "normal", "slow", "late", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLetter:
    """A voice of the public with the truth about it and the answer that a handler would give.

    `at` is aware, Asia/Shanghai. `section` and `co_sections` are names of the office file. `answer` is there for
    open letters too: it is what the reply will say once it is written. `stars` is None where the writer did not rate.
    """

    at: datetime
    channel: str
    name: str
    phone: str
    mail: str
    title: str
    text: str
    kind: str
    theme: str
    section: str
    co_sections: tuple[str, ...]
    wants_public: bool
    likes: int
    story: str
    answer: str
    delay_profile: Delay
    stars: int | None
    comment: str

    @property
    def contact(self) -> dict[str, str]:
        return {key: value for key, value in (("phone", self.phone), ("mail", self.mail)) if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPage:
    """A published page of the portal; `body` is HTML paragraphs, `column` a slug of the portal's four columns."""

    column: str
    title: str
    published_at: datetime
    summary: str
    body: str
    source: str
    section: str
