"""应急 · The demo's emergencies, played with the real deeds: one that ended and taught something, one that runs, and a
duty roster for the week.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from huiying.assessment.actions import assess
from huiying.assessment.models import Proposal
from huiying.handling import actions as handling
from huiying.handling.actions import emergencies
from huiying.handling.actions.emergencies import Account, Assignment, Minutes, Written
from huiying.handling.emergencies import notice
from huiying.handling.models import AfterAction, Case, Incident, IncidentTask, Release
from huiying.intake.actions import receive
from huiying.intake.channel import Heard
from huiying.intake.models import Channel, Voice
from huiying.language.judge import Judge
from huiying.people.models import Unit, User
from huiying.project.demo.looking import end_loops, look_into_complaint
from huiying.project.demo.staffing import Cast
from huiying.project.demo.telling import Deed
from huiying.publication.releases import put_up

TEXTS = Path(__file__).parent / "world" / "emergencies.toml"
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
FILLED = 6  # days from today that have a duty: the seventh is left, and shown red


def stories(cast: Cast, judge: Callable[[], Judge], now: datetime) -> Iterator[tuple[datetime, Deed]]:
    """Every deed with its moment, each emergency's in order."""
    yield now - 6 * DAY, lambda at: _fill_roster(cast, now, at)
    for told in tomllib.loads(TEXTS.read_text("utf-8"))["emergencies"]:
        began = (now - told["before"] * HOUR).replace(second=0, microsecond=0)
        yield from Emergency(told, cast, judge, began).deeds()


def _fill_roster(cast: Cast, now: datetime, at: datetime) -> None:
    """Leaders and officers by turns, from the first day to the sixth from now."""
    leaders = list(dict.fromkeys(cast.leaders.values()))
    officers = [person for people in cast.handlers.values() for person in people]
    first, last = (timezone.localtime(moment).date() for moment in (at, now + (FILLED - 1) * DAY))
    days = [first + n * DAY for n in range((last - first).days + 1)]
    unit = Unit.objects.order_by("pk")[0]
    for turn, leader in enumerate(leaders):
        own = days[turn :: len(leaders)]
        emergencies.set_duty(unit, days=own, leader=leader, officer=officers[turn], by=cast.information[0], at=at)


@dataclass(slots=True)
class Emergency:
    """One emergency as `emergencies.toml` tells it; the incident is known once it is opened."""

    told: Mapping[str, Any]
    cast: Cast
    judge: Callable[[], Judge]
    began: datetime
    voices: list[Voice] = field(default_factory=list)

    def deeds(self) -> Iterator[tuple[datetime, Deed]]:
        told = self.told
        for number, each in enumerate([*told["voices"], *told.get("letters", ())]):
            yield self._at(each["after"]), self._hears(each, number)
        yield self._at(0.4), self.open
        yield self._at(told["conferral"]["after"]), self.confer
        for release in told["releases"]:
            yield self._at(release["after"]), self._releases(release)
        if "waiting" in told:
            yield self._at(told["waiting"]["after"]), self.wait
        start = told["conferral"]["after"]
        for task in told["tasks"]:
            if "done" in task:
                yield self._at(start + task["done"]), self._finishes(task)
        if "end" in told:
            yield self._at(told["end"]), self.end
            yield self._at(told["end"] + 22), self.review
            yield self._at(told["end"] + 25), self.close

    def _at(self, hours: float) -> datetime:
        return self.began + hours * HOUR

    @property
    def incident(self) -> Incident:
        return Incident.objects.select_related("case", "unit", "topic").get(title=self.told["title"])

    @property
    def leader(self) -> User:
        return self.cast.leaders[self.told["section"]]

    def _hears(self, said: Mapping[str, Any], number: int) -> Deed:
        def heard(at: datetime) -> None:
            channel = Channel.objects.get(slug=said["channel"])
            one = Heard(
                external_id=f"demo-{self.told['id']}-{number}",
                title=said.get("title", ""),
                text=said["text"],
                said_at=at,
                said_by=said.get("name", f"园区网友{number}"),
                addressed="name" in said,
            )
            self.voices += receive([one], channel=channel, by=None, at=at).new
            assess(at=at, judge=self.judge())
            handling.take_waiting(at=at)

        return heard

    def open(self, at: datetime) -> None:
        known = {name: self.told.get(name, "") for name in ("title", "level", "place", "colour", "disposal")}
        account = Account(sort="emergency", happened_at=self.began, found_at=self.voices[0].heard_at, **known)
        voice = Voice.objects.get(pk=self.voices[0].pk)
        incident = emergencies.open_incident(voice, account, by=self.cast.information[0], at=at)
        lead = self.cast.sections[self.told["section"]]
        Proposal.objects.filter(voice=voice, lead=None).update(lead=lead)
        handling.assign(incident.case, lead=lead, by=self.cast.information[0], at=at)

    def confer(self, at: datetime) -> None:
        said, officer = self.told["conferral"], self.cast.information[0]
        people = [self.leader, officer, self.cast.heads[self.told["section"]]]
        handlers = self.cast.handlers[self.told["section"]]
        tasks = [
            Assignment(what=task["what"], who=handlers[turn % len(handlers)], due_at=at + task["after"] * HOUR)
            for turn, task in enumerate(self.told["tasks"])
        ]
        words = {name: said[name] for name in ("guests", "points", "decisions")}
        minutes = Minutes(held_at=at - 10 * MINUTE, people=people, tasks=tasks, **words)
        emergencies.confer(self.incident, minutes, by=self.cast.information[0], at=at)

    def _writes(self, said: Mapping[str, Any], at: datetime) -> Release:
        """The text as the form makes it of its parts, sent to be signed."""
        incident, sort, every = self.incident, said["sort"], said.get("every")
        parts = {name: said.get(name, "") for name in notice.PARTS}
        number = incident.releases.count() + 1
        next_at = at + every * MINUTE if every else None
        text = notice.text_of(incident, parts, sort=sort, next_at=next_at, at=at)
        title = notice.title_of(incident, number, sort)
        written = Written(sort=sort, title=title, text=text, every=every, **parts)
        release = emergencies.save_release(incident, written, by=self.cast.information[0], at=at - 12 * MINUTE)
        emergencies.submit_release(release, by=self.cast.information[0], at=at - 8 * MINUTE)
        return release

    def _releases(self, said: Mapping[str, Any]) -> Deed:
        def released(at: datetime) -> None:
            release = self._writes(said, at)
            emergencies.sign_release(release, digest=notice.seal_of(release), by=self.leader, at=at)
            put_up(at=at)

        return released

    def wait(self, at: datetime) -> None:
        """A text that waits for a signature, and a letter that gets the answer of the incident."""
        self._writes(self.told["waiting"], at)
        letter = Case.objects.filter(voice=self.voices[-1]).first()
        if letter is not None:
            handling.merge([letter], into=self.incident.case, by=self.cast.information[0], at=at)

    def _finishes(self, said: Mapping[str, Any]) -> Deed:
        def finished(at: datetime) -> None:
            task = IncidentTask.objects.select_related("incident__case").get(what=said["what"])
            emergencies.finish_task(task, note=said["note"], by=task.who, at=at)

        return finished

    def end(self, at: datetime) -> None:
        emergencies.end_incident(self.incident, by=self.leader, at=at)
        head = self.cast.heads[self.told["section"]]
        look_into_complaint(self.incident.case, self.incident.case.number, head, at)
        end_loops(self.incident.case, "", self.incident.case.number, head, at)
        handling.close(self.incident.case, by=self.cast.information[0], at=at)

    def review(self, at: datetime) -> None:
        record = AfterAction.objects.get(incident=self.incident)
        head = self.cast.heads[self.told["section"]]
        changes = [Assignment(what=c["what"], who=head, due_at=at + c["days"] * DAY) for c in self.told["changes"]]
        words = {**self.told["review"], "changes": changes, "version": record.version}
        emergencies.keep_review(record, **words, by=head, at=at)
        for change in (c for c in self.told["changes"] if c["done"]):
            task = IncidentTask.objects.select_related("incident__case").get(what=change["what"])
            emergencies.finish_task(task, note=change["note"], by=head, at=at)

    def close(self, at: datetime) -> None:
        emergencies.close_review(AfterAction.objects.get(incident=self.incident), by=self.leader, at=at)
