"""The stories are told: each as letters that belong together."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from .answering import Ungrounded, write_answer
from .chance import Chance
from .composing import Draft, Reception, as_letter, compose
from .fate import draw_fate
from .filling import fill
from .identity import Person, account, person
from .matter import Matter
from .records import Delay, DemoLetter
from .scene import make_scene
from .sender import OPEN_CHANNELS, draw_likes
from .story import Post, Story, stories
from .styles import styles
from .when import ZONE, moment

TRIES = 60


def tell_stories(end: date, rng: Chance) -> list[DemoLetter]:
    """The letters of every story, as seen from `end`."""
    return [_received(story, draft, end, rng) for story in stories() for draft in _told(story, end, rng)]


def _received(story: Story, draft: Draft, end: date, rng: Chance) -> DemoLetter:
    matter = story.matter
    pace: Delay = rng.weighted(story.delay)
    fate = draw_fate(draft.at, end, matter.section, rng, delay=pace)
    likes = draw_likes(draft.channel, rng, story.likes)
    reception = Reception(fate=fate, co_sections=matter.co, wants_public=True, likes=likes, story=story.id)
    return as_letter(draft, matter, reception)


def _told(story: Story, end: date, rng: Chance) -> Iterator[Draft]:
    if story.posts:
        for post in story.posts:
            yield _given(story, post, end, rng)
        return
    seen: set[str] = set()
    own = iter(rng.some(story.own, len(story.own)))
    for day in _days(story, end):
        draft = _unseen(story, day, end, seen, rng)
        if story.copies:
            draft = _copied(draft, story.matter, next(own), rng)
        seen.add(draft.text)
        yield draft


def _days(story: Story, end: date) -> list[date]:
    """`count` days of the story, spread as its curve says."""
    begins = story.begins(end)
    shares = [weight * story.count / sum(story.curve) for weight in story.curve]
    days = [begins + timedelta(days=n) for n, share in enumerate(shares) for _ in range(round(share))]
    return [min(day, end) for day in days]


def _unseen(story: Story, day: date, end: date, seen: set[str], rng: Chance) -> Draft:
    for _ in range(TRIES):
        with suppress(Ungrounded):
            draft = _write(story, day, end, rng)
            if story.copies or draft.text not in seen:
                return draft
    raise ValueError(f"{story.id}: its sentences are too few for so many letters")


def _write(story: Story, day: date, end: date, rng: Chance) -> Draft:
    at = moment(day, rng)
    matter = replace(story.matter, voice=rng.pick(story.mixed_voices)) if story.mixed_voices else story.matter
    fixed = {**story.fixed, **story.day_words(story.begins(end), day)}
    return compose(matter, make_scene(matter, at, rng, fixed=fixed), at, rng.weighted(story.channels), rng)


def _copied(draft: Draft, matter: Matter, own: str, rng: Chance) -> Draft:
    """The letter that goes from hand to hand: a greeting, one sentence of one's own, the shared text."""
    who = person(rng)
    shared = matter.open[0] + matter.more[0] + next(iter(matter.ask.values()))[0]
    own = fill(own, {"surname": who.name[0]})
    body = own + shared if rng.happens(0.5) else shared + own
    return replace(draft, who=who, text=rng.pick(styles().greetings) + body + rng.pick(styles().endings))


def _given(story: Story, post: Post, end: date, rng: Chance) -> Draft:
    """A letter of the story as it stands in its file."""
    begins = story.begins(end)
    at = datetime.combine(begins + timedelta(days=post.day - 1), time.fromisoformat(post.clock), tzinfo=ZONE)
    slots = make_scene(story.matter, at, rng, fixed={**story.fixed, **story.day_words(begins, at.date())})
    answer = (
        fill(post.answer, slots)
        if post.answer
        else write_answer(story.matter, post.kind, slots, post.title + post.text, rng, channel=post.channel)
    )
    return Draft(
        at=at,
        channel=post.channel,
        who=_writer(story, post, rng),
        kind=post.kind,
        title=post.title,
        text=post.text,
        answer=answer,
    )


def _writer(story: Story, post: Post, rng: Chance) -> Person:
    if story.writer:
        return story.writer
    return account(rng) if post.channel in OPEN_CHANNELS else person(rng)
