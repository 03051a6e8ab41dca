"""Three consultations of the demo: one open with sixty opinions, one closed and being studied, one with its result."""

import tomllib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from huiying.handling.models import Outcome
from huiying.people.models import User
from huiying.project.demo.staffing import Cast
from huiying.publication.actions import consultations as deeds
from huiying.publication.actions.consultations_opinions import receive_opinion, set_opinion_aside
from huiying.publication.actions.consultations_points import decide_point, gather_points, give_point
from huiying.publication.actions.consultations_results import approve_result, submit_result, write_result
from huiying.publication.models import Consultation, Opinion, Point

MORNING, HOUR = 9, timedelta(hours=1)
PHONE = "1540000{:04d}"  # numbers that nobody has


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A consultation as `world/consultations.toml` tells it."""

    section: str
    kind: str
    stage: str
    opened: int
    open_for: int
    title: str
    background: str
    who: str
    how: str
    draft: str
    said: list[dict[str, Any]]
    copies: int = 0
    form_letter: str = ""
    advertising: str = ""
    same_writer: str = ""


@dataclass(slots=True)
class _Saying:
    """What is said on one draft, spread over the days since it opened, each by somebody else."""

    one: Consultation
    begun: datetime
    span: timedelta
    many: int
    count: int = field(default=0)

    def say(self, text: str, article: str = "", *, writer: int = 0) -> Opinion:
        self.count += 1
        found = self.one.articles.filter(label=article).first() if article else None
        at = self.begun + self.span * self.count / (self.many + 1)
        contact = {"phone": PHONE.format(writer)} if writer else {}
        token = uuid5(NAMESPACE_URL, f"{self.one.slug}/{self.count}")
        told = {"article": found, "contact": contact, "browser": f"demo {self.one.slug} {self.count}"}
        return receive_opinion(self.one, token=token, text=text, at=at, **told)[0]  # type: ignore[arg-type]


def drafted() -> list[Drafted]:
    text = files("huiying.project.demo.world").joinpath("consultations.toml").read_text("utf-8")
    return [Drafted(**row) for row in tomllib.loads(text)["consultation"]]


def consult(cast: Cast, now: datetime) -> None:
    """Hold all three with the real deeds, each at its time."""
    for told in drafted():
        _hold(told, cast, now)


def _hold(told: Drafted, cast: Cast, now: datetime) -> None:
    today, editor = timezone.localdate(now), cast.editors[0]
    first = today - timedelta(days=told.opened)
    opened = timezone.localtime(now).replace(hour=MORNING, minute=0) - timedelta(days=told.opened)
    names = ("kind", "title", "background", "who", "how", "draft")
    facts = deeds.Told(
        section=cast.sections[told.section],
        starts_on=first,
        ends_on=first + timedelta(days=told.open_for),
        **{name: getattr(told, name) for name in names},
    )
    one = deeds.make_consultation(facts, unit=facts.section.unit, by=editor, at=opened - HOUR)
    deeds.publish_consultation(one, by=editor, at=opened)
    closes = opened + timedelta(days=told.open_for)
    texts = sum(len(group["texts"]) for group in told.said)
    saying = _Saying(one, opened, min(now, closes) - opened, texts + told.copies + 3)
    _speak(told, saying, editor)
    if told.stage != "open":
        _study(told, one, cast, closes + timedelta(days=2))


def _speak(told: Drafted, saying: _Saying, editor: User) -> None:
    for group in told.said:
        for number, text in enumerate(group["texts"]):
            saying.say(text, group["article"], writer=saying.count + 1 if number % 3 == 0 else 0)
    for _ in range(told.copies):
        saying.say(told.form_letter)
    if told.same_writer:
        for _ in range(2):
            saying.say(told.same_writer, "第三条", writer=9001)
    if told.advertising:
        junk = saying.say(told.advertising)
        set_opinion_aside(junk, ground="advertising", by=editor, at=junk.said_at + HOUR)


def _study(told: Drafted, one: Consultation, cast: Cast, at: datetime) -> None:
    """The opinions are gathered, and the points decided as far as the file says what became of them."""
    officer, section = cast.information[0], cast.sections[told.section]
    gather_points(one, by=officer, at=at)
    for group in told.said:
        for point in Point.objects.filter(opinions__text__in=group["texts"], consultation=one).distinct():
            give_point(point, section=section, by=officer, at=at + HOUR)
            if outcome := group.get("outcome"):
                later = {"outcome": Outcome(outcome), "reason": group["reason"], "at": at + 30 * HOUR}
                decide_point(point, by=cast.heads[told.section], **later)
    write_result(one, by=officer, at=at + 48 * HOUR)
    if told.stage == "result":
        submit_result(one, by=officer, at=at + 49 * HOUR)
        approve_result(one, by=cast.leaders[told.section], at=at + 72 * HOUR)
