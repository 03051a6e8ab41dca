"""培训登记 · The demo's trainings, recorded with the real deeds as they were held: lectures, seminars, a simulation and
what it showed must be learned; some colleagues are due to come again.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from django.utils import timezone

from huiying.core.calendar import Calendar
from huiying.people.models import Training, TrainingItem, Unit, User
from huiying.people.trainings import (
    Mark,
    Particulars,
    add_material,
    add_training_item,
    attend,
    record_training,
    settle_item,
)
from huiying.project.demo.staffing import Cast
from huiying.project.demo.telling import Deed

TEXTS = Path(__file__).parent / "world" / "trainings.toml"
DAY = timedelta(days=1)
RECORDED, NOTED, SETTLED = time(17, 10), time(10, 20), time(17, 40)


def stories(cast: Cast, calendar: Calendar, now: datetime) -> Iterator[tuple[datetime, Deed]]:
    """Every deed with its moment: a training is recorded in the afternoon of its day, and then settles items."""
    told = tomllib.loads(TEXTS.read_text("utf-8"))
    today = timezone.localtime(now).date()
    register = Register(cast, {one["id"]: _working(calendar, today - one["before"] * DAY) for one in told["trainings"]})
    for one in told["trainings"]:
        yield _moment(register.days[one["id"]], RECORDED), partial(register.record, one)
    for item in told["items"]:
        day = _working(calendar, today - item["before"] * DAY)
        yield _moment(day, NOTED), partial(register.note, item)
        if "settled_by" in item:
            yield _moment(register.days[item["settled_by"]], SETTLED), partial(register.settle, item)


def _working(calendar: Calendar, day: date) -> date:
    while not calendar.is_working(day):
        day -= DAY
    return day


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


@dataclass(frozen=True, slots=True)
class Register:
    """Who records, and on which day each training was held."""

    cast: Cast
    days: Mapping[str, date]

    @property
    def unit(self) -> Unit:
        return self.cast.information[0].unit or Unit.objects.order_by("pk")[0]

    def record(self, told: Mapping[str, Any], at: datetime) -> None:
        by = self.cast.information[0]
        words = {name: told[name].strip() for name in ("sort", "title", "place", "lecturer", "content", "results")}
        held = Particulars(held_on=self.days[told["id"]], hours=Decimal(str(told["hours"])), **words)
        training = record_training(self.unit, held, by=by, at=at)
        attend(training, self._marks(told), by=by, at=at)
        if material := told.get("material"):
            content = material["text"].strip().encode()
            add_material(training, name=material["name"], media_type="text/plain", content=content, by=by, at=at)

    def _marks(self, told: Mapping[str, Any]) -> list[Mark]:
        excused, failed = told.get("excused", ()), told.get("failed", ())
        outcomes = dict.fromkeys(excused, "excused") | dict.fromkeys(failed, "failed")
        people = _called(self.cast, told["who"])
        return [Mark(user=one, outcome=outcomes.get(one.username, "attended")) for one in people]

    def note(self, told: Mapping[str, Any], at: datetime) -> None:
        section = self.cast.sections.get(told.get("section", ""))
        due_on = timezone.localtime(at).date() + told["due"] * DAY if "due" in told else None
        words = {"what": told["what"], "source": told["source"]}
        add_training_item(self.unit, **words, section=section, due_on=due_on, by=self.cast.information[0], at=at)

    def settle(self, told: Mapping[str, Any], at: datetime) -> None:
        item = TrainingItem.objects.get(what=told["what"])
        training = Training.objects.get(unit=self.unit, held_on=self.days[told["settled_by"]])
        settle_item(item, training=training, by=self.cast.information[0], at=at)


def _called(cast: Cast, who: Sequence[str]) -> list[User]:
    """Those whom a training called, each once."""
    groups = {"heads": list(cast.heads.values()), "leaders": list(cast.leaders.values())}
    people: list[User] = []
    for name in who:
        people += _everyone() if name == "everyone" else groups.get(name) or _of_section(cast, name)
    return list(dict.fromkeys(people))


def _everyone() -> list[User]:
    return list(User.objects.filter(posts__isnull=False).distinct().order_by("pk"))


def _of_section(cast: Cast, name: str) -> list[User]:
    return list(User.objects.filter(posts__section=cast.sections[name]).distinct().order_by("pk"))
