"""What the office brought along: the letters of before its first day with Huiying, with the answers that they got."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from huiying.assessment.actions import assess
from huiying.core.calendar import Calendar
from huiying.handling.actions import take_past_answers
from huiying.intake.actions import receive
from huiying.intake.channel import Heard, PastAnswer
from huiying.intake.models import Channel
from huiying.language.judge import Judge
from huiying.project.demo.schedule import answer_moment
from huiying.project.demo.world.records import DemoLetter

BEGAN = timedelta(days=245)  # ago; the stories of before were lived through here all the same


def brought(ident: str, letter: DemoLetter, rules: Calendar, now: datetime) -> Heard | None:
    """The letter with its answer, as the old mailbox told it; None where it was not answered when the office began."""
    answered = answer_moment(letter, rules, random.Random(ident))
    if letter.story or answered >= now - BEGAN:
        return None
    return Heard(
        external_id=ident,
        title=letter.title,
        text=letter.text,
        said_at=letter.at,
        said_by=letter.name,
        contact=letter.contact,
        wants_public=letter.wants_public,
        likes=letter.likes,
        answer=PastAnswer(text=letter.answer, at=answered, by=letter.section),
        raw={"title": letter.title, "text": letter.text},
    )


def bring_along(told: Iterable[tuple[str, Heard]], channels: Mapping[str, Channel], judge: Judge, at: datetime) -> None:
    """Take them in, each with the channel that it came by, as the file of an old mailbox is taken in."""
    by_channel = defaultdict(list)
    for slug, heard in told:
        by_channel[slug].append(heard)
    for slug, letters in by_channel.items():
        receive(letters, channel=channels[slug], by=None, at=at)
    while assess(at=at, judge=judge):
        pass
    while take_past_answers(at=at):
        pass
