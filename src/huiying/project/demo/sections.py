"""What several sections do together, in the last days of the demo: a grave reply that is commented on, sent back and
countersigned, a part that waits for its text, and one that came back.
"""

import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from huiying.assessment.actions import confirm
from huiying.assessment.models import Proposal
from huiying.handling import actions as handling
from huiying.handling.models import Part
from huiying.handling.rulebook import calendar
from huiying.intake.models import Channel
from huiying.language.judge import Judge
from huiying.people.models import User
from huiying.project.demo.schedule import in_office_hours
from huiying.project.demo.staffing import Cast
from huiying.project.demo.telling import Deed
from huiying.project.demo.terms import Story

LETTERS = Path(__file__).parent / "world" / "sections.toml"
STEP = timedelta(minutes=25)


def shared(cast: Cast, channel: Channel, judge: Callable[[], Judge], now: datetime) -> Iterator[tuple[datetime, Deed]]:
    """Every deed of the letters of `sections.toml` with its moment."""
    for number, letter in enumerate(tomllib.loads(LETTERS.read_text("utf-8"))["letters"]):
        came = timezone.localtime(now).replace(hour=9, minute=10 + number, second=0, microsecond=0)
        story = Shared(letter, f"demo-sections-{number}", cast, channel, judge)
        yield from story.deeds(came - timedelta(days=letter["days"]))


class Shared(Story):
    """A letter of two sections, as far as its keys tell."""

    def deeds(self, came: datetime) -> Iterator[tuple[datetime, Deed]]:
        told: list[tuple[str, Deed]] = [
            ("take", self.take),
            ("returned", self.turn_down),
            ("part", self.contribute),
            ("draft", self.draft),
            ("comment", self.comment),
            ("sent_back", self.send_back),
            ("redraft", self.redraft),
        ]
        deeds = [self.assign, self.accept, *(deed for key, deed in told if key in self.letter)]
        at = in_office_hours(came + STEP, calendar())
        yield came, self.arrive
        for number, deed in enumerate(deeds):
            yield at + number * STEP, deed

    def assign(self, at: datetime) -> None:
        officer, lead = self.cast.information[0], self.cast.sections[self.letter["section"]]
        others = [self.cast.sections[self.letter["helps"]]]
        proposal = Proposal.objects.select_related("voice").get(voice=self.voice)
        level = self.letter.get("level", proposal.level)
        told = {"kind": proposal.kind or "咨询", "theme": proposal.theme, "level": level}
        confirm(proposal, **told, lead=lead, co_sections=others, by=officer, at=at)
        handling.assign(self.case, lead=lead, co_sections=others, by=officer, at=at)

    @property
    def head(self) -> User:
        return self.cast.heads[self.letter["section"]]

    @property
    def other_head(self) -> User:
        return self.cast.heads[self.letter["helps"]]

    @property
    def part(self) -> Part:
        return self.case.parts.select_related("section", "case").get(is_lead=False)

    def take(self, at: datetime) -> None:
        helper = self.cast.handlers[self.letter["helps"]][0]
        handling.accept_part(self.part, handler=helper, by=self.other_head, at=at)

    def turn_down(self, at: datetime) -> None:
        handling.return_part(self.part, reason=self.letter["returned"], by=self.other_head, at=at)

    def contribute(self, at: datetime) -> None:
        handling.give_part(self.part, text=self.letter["part"], by=self.other_head, at=at)

    def draft(self, at: datetime) -> None:
        self._write(self.letter["draft"], at)

    def _write(self, text: str, at: datetime) -> None:
        case = self.case
        handling.save_draft(case, text=text, make_public=True, by=self.handler, at=at)
        handling.submit(case, proofread=True, by=self.handler, at=at + timedelta(minutes=5))

    def comment(self, at: datetime) -> None:
        draft = self.case.drafts.get()
        said = {"quote": self.letter["passage"], "text": self.letter["comment"]}
        handling.comment(draft, **said, by=self.head, at=at)

    def send_back(self, at: datetime) -> None:
        handling.send_back(self.case, comment=self.letter["sent_back"], by=self.head, at=at)

    def redraft(self, at: datetime) -> None:
        self._write(self.letter["redraft"], at)
        handling.approve(self.case, comment="可以。", proofread=True, by=self.head, at=at + timedelta(minutes=20))
