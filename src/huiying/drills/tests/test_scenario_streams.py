"""Voices come as often as the scenario says, and in the shape that it says."""

from datetime import timedelta
from itertools import pairwise
from math import inf, isclose
from statistics import mean, variance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.drills.scenario.chance import drawn, turn_of
from huiying.drills.scenario.model import HOUR, MINUTE
from huiying.drills.scenario.play import Play
from huiying.drills.scenario.reading import read
from huiying.drills.scenario.streaming import Shape

SECONDS = st.floats(0, 4000)


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    start, rises, stays, fades = draw(SECONDS), draw(SECONDS), draw(SECONDS), draw(SECONDS)
    return Shape(start, start + rises + stays + fades + 1, rises, fades)


@given(shapes(), st.floats(0, 1))
def test_what_has_passed_leads_back_to_its_moment(shape: Shape, share: float) -> None:
    passed = shape.passed(shape.end) * share
    at = shape.when(passed)
    assert shape.start <= at <= shape.end
    assert isclose(shape.passed(at), passed, rel_tol=1e-6, abs_tol=1e-3)


@given(shapes(), SECONDS, SECONDS)
def test_what_has_passed_never_falls(shape: Shape, one: float, other: float) -> None:
    assert shape.passed(min(one, other)) <= shape.passed(max(one, other))
    assert shape.when(shape.passed(shape.end) + 1) == inf


def test_a_stream_rises_stays_and_fades() -> None:
    shape = Shape(100, 500, 100, 200)
    assert [shape.passed(at) for at in (0, 100, 150, 200, 300, 400, 500, 900)] == [0, 0, 12.5, 50, 150, 225, 250, 250]


def counts(stream: str, start: timedelta, end: timedelta, reactions: str = "") -> list[int]:
    head = "key: try\ntitle: 试\nabout: 试\nsort: rumour\nbegins: 08:00\nlasts: 4h\n"
    play = read(f"{head}streams:\n  - {{name: 甲, channel: weibo, wordings: [一, 二], {stream}}}\n{reactions}")
    days = [Play(play, seed).step(timedelta(), end, []).said for seed in range(300)]
    return [sum(start <= one.at < end for one in day) for day in days]


@pytest.mark.parametrize(
    ("stream", "start", "end", "expected"),
    [
        ("rate: 12", timedelta(), HOUR, 12),
        ("rate: 12, from: 1h, until: 2h", timedelta(), 4 * HOUR, 12),
        ("rate: 12, rises: 2h", timedelta(), HOUR, 3),
        ("rate: 12, fades: 2h", 3 * HOUR, 4 * HOUR, 3),
        ("rate: 240", 10 * MINUTE, 20 * MINUTE, 40),
    ],
)
def test_as_many_come_as_the_rate_says_and_by_chance(
    stream: str, start: timedelta, end: timedelta, expected: float
) -> None:
    """Of a Poisson process mean and variance are the same; 300 days tell them within these bounds."""
    found = counts(stream, start, end)
    assert mean(found) == pytest.approx(expected, rel=0.1)
    assert variance(found) == pytest.approx(expected, rel=0.35)


def test_the_temper_multiplies_those_that_follow_it() -> None:
    angry = "reactions:\n  - {when: silence, after: 1h, temper: 3}\n"
    assert mean(counts("rate: 12", 2 * HOUR, 3 * HOUR, angry)) == pytest.approx(36, rel=0.1)
    steady = "rate: 12, follows_temper: no"
    assert mean(counts(steady, 2 * HOUR, 3 * HOUR, angry)) == pytest.approx(12, rel=0.1)


@given(st.integers(1, 12), st.integers(0, 1000))
def test_turns_say_all_before_one_is_said_again(count: int, seed: int) -> None:
    options = [str(number) for number in range(count)]
    said = [turn_of(options, number, seed, "x") for number in range(5 * count)]
    for turn in range(5):
        assert sorted(said[turn * count : (turn + 1) * count]) == sorted(options)
    if count > 1:
        assert all(one != other for one, other in pairwise(said))


def test_chance_is_the_same_on_every_machine() -> None:
    """A drill is played again from its seed years later."""
    assert [round(drawn(7, "甲", 1).random(), 12), drawn(7, "甲", 2).randrange(10**6)] == [0.887860055695, 353798]
