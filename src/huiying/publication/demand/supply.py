"""The other side: what is published, as verdicts need it."""

from dataclasses import dataclass
from datetime import date

from huiying.language.matching import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A live page or a published answer: its key (`page:12`, `answer:A20260301`), its address, the day of its last
    change, how many clicks it lies below the front page.
    """

    key: str
    title: str
    text: str
    url: str
    on: date
    clicks: int = 2
    section: str = ""

    @property
    def page(self) -> Page:
        return Page(id=self.key, title=self.title, text=self.text, section=self.section)

    @property
    def is_answer(self) -> bool:
        return self.key.startswith("answer:")
