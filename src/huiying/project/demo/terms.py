"""What a clock can do besides run, in the last days of the demo: a writer is asked and answers, a disclosure request
waits for its correction or a third party, an extension waits for approval, a foreign investor complains.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from huiying.assessment.actions import assess, confirm
from huiying.assessment.models import Proposal
from huiying.handling import actions as handling
from huiying.handling.models import Case
from huiying.handling.rulebook import calendar
from huiying.intake.actions import receive_form
from huiying.intake.channel import Heard
from huiying.intake.models import Channel, Voice
from huiying.language.judge import Judge
from huiying.people.models import User
from huiying.project.demo.looking import look_into
from huiying.project.demo.schedule import in_office_hours
from huiying.project.demo.staffing import Cast
from huiying.project.demo.telling import Deed

LETTERS = Path(__file__).parent / "world" / "terms.toml"


def stories(cast: Cast, channel: Channel, judge: Callable[[], Judge], now: datetime) -> Iterator[tuple[datetime, Deed]]:
    """Every deed of the letters of `terms.toml` with its moment."""
    for number, letter in enumerate(tomllib.loads(LETTERS.read_text("utf-8"))["letters"]):
        today = timezone.localtime(now).replace(hour=9, minute=30 + number, second=0, microsecond=0)
        story = Story(letter, f"demo-terms-{number}", cast, channel, judge)
        yield from story.deeds(today - timedelta(days=letter["days"]))


@dataclass(slots=True)
class Story:
    """One letter; `voice` is known once it has arrived."""

    letter: Mapping[str, Any]
    ident: str
    cast: Cast
    channel: Channel
    judge: Callable[[], Judge]
    voice: Voice | None = None

    def deeds(self, came: datetime) -> Iterator[tuple[datetime, Deed]]:
        days = calendar()
        assigned = in_office_hours(came + timedelta(minutes=50), days)
        later = in_office_hours(assigned + timedelta(hours=26), days)
        yield came, self.arrive
        yield assigned, self.assign
        yield assigned + timedelta(hours=1), self.accept
        for name, deed in (("ask", self.ask), ("extend", self.extend)):
            if name in self.letter:
                yield later, deed
        if self.letter.get("kind") == "investor":
            yield later, self.look_into
        if "found" in self.letter:
            yield later, self.find
        if "answer" in self.letter:
            yield later + timedelta(days=2), self.answer

    @property
    def case(self) -> Case:
        return Case.objects.select_related("voice").get(voice=self.voice)

    @property
    def handler(self) -> User:
        return self.cast.handlers[self.letter["section"]][0]

    def arrive(self, at: datetime) -> None:
        letter = self.letter
        heard = Heard(
            external_id=self.ident, title=letter["title"], text=letter["text"], said_at=at, said_by=letter["name"]
        )
        self.voice, _code = receive_form(heard, channel=self.channel, at=at)
        assess(at=at, judge=self.judge())
        handling.take_waiting(at=at)

    def assign(self, at: datetime) -> None:
        """The information section confirms, assigns, and says of what kind the case is where it is no letter."""
        officer, section = self.cast.information[0], self.cast.sections[self.letter["section"]]
        proposal = Proposal.objects.select_related("voice").get(voice=self.voice)
        kind, theme, level = self.letter.get("wants") or proposal.kind or "求助", proposal.theme, proposal.level
        confirm(proposal, kind=kind, theme=theme, level=level, lead=section, by=officer, at=at)
        handling.assign(self.case, lead=section, by=officer, at=at)
        if "kind" in self.letter:
            handling.set_kind(self.case, kind=self.letter["kind"], by=officer, at=at)
        if self.letter.get("kind") == "disclosure":
            self.confirm_receipt(officer, at)

    def confirm_receipt(self, officer: User, at: datetime) -> None:
        """A request by the internet counts from the day on which both sides confirm it."""
        day, told = timezone.localtime(at).date(), "电话双方确认"
        handling.record_receipt(
            self.case, way="online", received_on=day, evidence=told, applicant="natural", by=officer, at=at
        )

    def accept(self, at: datetime) -> None:
        handling.accept(self.case, handler=self.handler, by=self.cast.heads[self.letter["section"]], at=at)

    def find(self, at: datetime) -> None:
        told = self.letter["found"]
        handling.find(self.case, verdict=told["verdict"], evidence=told["evidence"], by=self.handler, at=at)

    def look_into(self, at: datetime) -> None:
        look_into(self.case, self.ident, self.handler, at, "justified")

    def ask(self, at: datetime) -> None:
        case, what, by = self.case, self.letter["ask"], self.handler
        why = self.letter.get("why", "asked")
        if why == "correction":
            until = timezone.localtime(at).date() + timedelta(days=14)
            handling.ask_correction(case, what=what, until=until, by=by, at=at)
        elif why == "third_party":
            handling.consult(case, sort=why, name=self.letter["party"], what=what, by=by, at=at)
        else:
            handling.ask_writer(case, question=what, why=why, by=by, at=at)

    def answer(self, at: datetime) -> None:
        handling.answer_question(self.case, answer=self.letter["answer"], at=at)

    def extend(self, at: datetime) -> None:
        told = {"amount": self.letter["extend"], "reason": self.letter["reason"]}
        handling.ask_extension(self.case, term="disclosure.answer", **told, by=self.handler, at=at)


def mornings(first: datetime, last: datetime) -> Iterator[datetime]:
    """Nine o'clock of every day, when the demo looks for alarms."""
    day = timezone.localtime(first).replace(hour=9, minute=0, second=0, microsecond=0)
    while day < last:
        yield day
        day += timedelta(days=1)
