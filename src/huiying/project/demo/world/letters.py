"""Six hundred letters over thirteen months: the daily run of matters, and the stories among them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import accumulate

from .answering import Ungrounded
from .chance import Chance
from .composing import Reception, as_letter, compose
from .fate import draw_fate
from .matter import Matter, matters
from .records import DemoLetter
from .scene import make_scene
from .sender import CHANNELS, draw_likes, wants_public
from .storytelling import tell_stories
from .when import days, moment, pull

Month = tuple[int, int]
DAILY = 505
AT_LEAST = 2  # letters on every matter, so that none is missing
TRIES = 60
CO_SECTION = 0.4


def letters(seed: int, end: date) -> list[DemoLetter]:
    """All letters from thirteen months before `end` to `end`, in the order of time; the same seed, the same letters."""
    rng = Chance(seed)
    told = tell_stories(end, rng)
    seen = {letter.text for letter in told}
    for matter, day in _daily_run(end, rng):
        letter = _unseen(matter, day, end, seen, rng)
        seen.add(letter.text)
        told.append(letter)
    return sorted(told, key=lambda letter: (letter.at, letter.text))


def _daily_run(end: date, rng: Chance) -> list[tuple[Matter, date]]:
    """Which matter on which day: every matter at least twice, the rest by weight, season and weekday."""
    calendar = days(end)
    pulls = {day: pull(day, calendar[0], end) for day in calendar}
    months: dict[Month, list[date]] = {}
    for day in calendar:
        months.setdefault((day.year, day.month), []).append(day)
    weights = _weights(months, pulls)
    counts = Counter(dict.fromkeys(range(len(matters())), AT_LEAST))
    totals = [sum(row.values()) for row in weights]
    counts.update(rng.choices(range(len(matters())), weights=totals, k=DAILY - counts.total()))
    return [
        (matters()[place], _day(months[month], pulls, rng))
        for place, count in sorted(counts.items())
        for month in _spread(weights[place], count, rng)
    ]


def _spread(weights: Mapping[Month, float], count: int, rng: Chance) -> list[Month]:
    """`count` months, as many of each as its weight deserves: a season shows in ten letters as in a thousand."""
    edges = list(accumulate(weights.values()))
    marks = [(n + rng.random()) / count * edges[-1] for n in range(count)]
    return [list(weights)[bisect_left(edges, mark)] for mark in marks]


def _weights(months: Mapping[Month, Sequence[date]], pulls: Mapping[date, float]) -> list[dict[Month, float]]:
    """For each matter, how much each month draws."""
    drawn = {month: sum(pulls[day] for day in of_month) for month, of_month in months.items()}
    return [{month: matter.weight_in(month[1]) * drawn[month] for month in months} for matter in matters()]


def _day(of_month: Sequence[date], pulls: Mapping[date, float], rng: Chance) -> date:
    return rng.choices(of_month, weights=[pulls[day] for day in of_month])[0]


def _unseen(matter: Matter, day: date, end: date, seen: set[str], rng: Chance) -> DemoLetter:
    """A letter whose text nobody has written before."""
    for _ in range(TRIES):
        with suppress(Ungrounded):
            letter = _write(matter, day, end, rng)
            if letter.text not in seen:
                return letter
    raise ValueError(f"{matter.id}: its sentences are too few for so many letters")


def _write(matter: Matter, day: date, end: date, rng: Chance) -> DemoLetter:
    at = moment(day, rng)
    channel = rng.weighted(CHANNELS[matter.voice])
    draft = compose(matter, make_scene(matter, at, rng), at, channel, rng)
    reception = Reception(
        fate=draw_fate(at, end, matter.section, rng),
        co_sections=matter.co if rng.happens(CO_SECTION) else (),
        wants_public=wants_public(channel, draft.kind, draft.who, draft.text, rng),
        likes=draw_likes(channel, rng),
    )
    return as_letter(draft, matter, reception)
