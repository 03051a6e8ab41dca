"""依申请公开 in the demo: beside the requests of `terms.toml`, which wait for a correction, a third party and a longer
term, one that was answered in part with a redacted copy.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from huiying.assessment.actions import assess
from huiying.handling import actions as handling
from huiying.handling.models import Case
from huiying.handling.rulebook import calendar
from huiying.intake.actions import receive_form
from huiying.intake.channel import Attached, Heard
from huiying.intake.models import Channel, Voice
from huiying.language.judge import Judge
from huiying.people.models import User
from huiying.project.demo.schedule import in_office_hours
from huiying.project.demo.staffing import Cast
from huiying.project.demo.telling import Deed

REQUESTS = Path(__file__).parent / "world" / "disclosures.toml"
HOUR = timedelta(hours=1)


def stories(cast: Cast, channel: Channel, judge: Callable[[], Judge], now: datetime) -> Iterator[tuple[datetime, Deed]]:
    """Every deed of the requests with its moment."""
    for number, told in enumerate(tomllib.loads(REQUESTS.read_text("utf-8"))["requests"]):
        today = timezone.localtime(now).replace(hour=9, minute=10 + number, second=0, microsecond=0)
        story = Request(told, f"demo-disclosure-{number}", cast, channel, judge)
        yield from story.deeds(today - timedelta(days=told["days"]))


@dataclass(slots=True)
class Request:
    """One request; `voice` is known once it has arrived."""

    told: Mapping[str, Any]
    ident: str
    cast: Cast
    channel: Channel
    judge: Callable[[], Judge]
    voice: Voice | None = None

    def deeds(self, came: datetime) -> Iterator[tuple[datetime, Deed]]:
        at, days = came, calendar()
        chain = [self.arrive, self.assign, self.accept, self.redact, self.decide, self.submit, self.sign, self.deliver]
        for deed in chain:
            yield at, deed
            at = in_office_hours(at + 3 * HOUR, days)

    @property
    def case(self) -> Case:
        return Case.objects.select_related("voice", "unit").get(voice=self.voice)

    def arrive(self, at: datetime) -> None:
        """The information section types the letter in on the day that it signs for it."""
        told = self.told
        heard = Heard(
            external_id=self.ident,
            title=told["title"],
            text=told["text"],
            said_at=at,
            said_by=told["name"],
            raw={"form": "disclosure", "kind_of_case": "disclosure", "applicant": "organisation"},
        )
        self.voice, _code = receive_form(heard, channel=self.channel, at=at)
        assess(at=at, judge=self.judge())
        handling.take_waiting(at=at)
        receipt = {key: told[key] for key in ("way", "evidence", "applicant")}
        day = timezone.localtime(at).date()
        handling.record_receipt(self.case, **receipt, received_on=day, by=self.cast.information[0], at=at)

    def assign(self, at: datetime) -> None:
        handling.assign(self.case, lead=self.cast.sections[self.section], by=self.cast.information[0], at=at)

    def accept(self, at: datetime) -> None:
        handling.accept(self.case, handler=self.handler, by=self.cast.heads[self.section], at=at)

    def redact(self, at: datetime) -> None:
        file = Attached(name=self.told["file"], content=self.told["content"].strip().encode())
        (source,) = handling.enclose(self.case, [file], description="拨付情况表原件", by=self.handler, at=at)
        passages = [(text, ground) for text, ground in self.told["withheld"]]
        handling.make_copy(source, passages=passages, by=self.handler, at=at)

    def decide(self, at: datetime) -> None:
        handling.decide(self.case, outcome="partial", why=self.told["why"], by=self.handler, at=at)

    def submit(self, at: datetime) -> None:
        handling.submit(self.case, by=self.handler, at=at)

    def sign(self, at: datetime) -> None:
        """Each step signs by whoever holds its post; a grave request asks for more of them."""
        waiting, checks = handling.signing.waiting_review(self.case), {"no_secret": True, "no_privacy": True}
        while waiting is not None:
            by = {"section_head": self.cast.heads, "leader": self.cast.leaders}.get(waiting.step, {}).get(self.section)
            secrecy = {**checks, "public": False} if waiting.step == "secrecy" else None
            signer = by or self.cast.information[-1]
            waiting = handling.approve(self.case, review=waiting, checklist=secrecy, by=signer, at=at)

    def deliver(self, at: datetime) -> None:
        handling.deliver(self.case, by=self.handler, at=at)

    @property
    def section(self) -> str:
        return str(self.told["section"])

    @property
    def handler(self) -> User:
        return self.cast.handlers[self.section][0]
