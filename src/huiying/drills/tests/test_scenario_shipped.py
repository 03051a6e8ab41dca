"""The six shipped scenarios teach what they should: silence feeds it, early plain words calm it, curt ones do not."""

from datetime import timedelta
from functools import cache
from statistics import mean

import pytest

from huiying.drills.scenario.model import HOUR, MomentKind, Scenario, When
from huiying.drills.scenario.reading import shipped

from .offices import CURT, HONEST, curt, honest, nothing, played, voices_between

SEEDS = range(20)
OFFICES = {"silent": nothing, "honest": honest, "curt": curt}
each_scenario = pytest.mark.parametrize("scenario", shipped(), ids=lambda one: one.key)


@cache
def days(key: str, office: str) -> list[tuple[int, int, float]]:
    """Of each seed: voices in the first hour, in the last, and the temper at the end."""
    scenario = next(one for one in shipped() if one.key == key)
    found = []
    for seed in SEEDS:
        said, _turns, temper = played(scenario, seed, OFFICES[office](scenario))
        last = voices_between(said, scenario.lasts - HOUR, scenario.lasts)
        found.append((voices_between(said, timedelta(), HOUR), last, temper))
    return found


@each_scenario
def test_silence_feeds_it(scenario: Scenario) -> None:
    for first, last, temper in days(scenario.key, "silent"):
        assert last > first
        assert temper > 3


@each_scenario
def test_early_and_plain_words_calm_it(scenario: Scenario) -> None:
    silent, told = days(scenario.key, "silent"), days(scenario.key, "honest")
    for (_first, silent_last, silent_temper), (_begun, last, temper) in zip(silent, told, strict=True):
        assert temper < 0.6
        assert temper < silent_temper / 5
        assert last < silent_last / 2
    assert mean(last for _first, last, _temper in told) < mean(first for first, _last, _temper in told)


@each_scenario
def test_curt_words_are_worse_than_silence(scenario: Scenario) -> None:
    silent, curtly = days(scenario.key, "silent"), days(scenario.key, "curt")
    for (_first, _last, silent_temper), (_begun, _ended, temper) in zip(silent, curtly, strict=True):
        assert temper > silent_temper
    assert mean(last for _first, last, _temper in curtly) > mean(last for _first, last, _temper in silent)


@each_scenario
def test_it_is_rich_enough_to_train_with(scenario: Scenario) -> None:
    assert len(scenario.streams) >= 3
    assert len({stream.channel for stream in scenario.streams}) >= 3
    assert all(5 <= len(stream.wordings) <= 12 for stream in scenario.streams)
    kinds = {moment.kind for moment in scenario.moments}
    assert {MomentKind.LETTER, MomentKind.POST, MomentKind.NEWS, MomentKind.CALL, MomentKind.INSTRUCTION} <= kinds
    assert MomentKind.HINT in kinds
    assert {reaction.when for reaction in scenario.reactions} == {*When}
    assert all(reaction.because for reaction in scenario.reactions)
    assert len(scenario.truths) >= 3
    assert scenario.rumours
    assert len(scenario.lessons) >= 3
    assert scenario.brief
    assert scenario.place
    assert scenario.level


@each_scenario
def test_its_channels_are_those_that_any_office_has(scenario: Scenario) -> None:
    """An office hears of Weibo and WeChat where it hears of the social media; `news` and `hotline` many do not have."""
    named = {one.channel for part in (scenario.streams, scenario.moments, scenario.reactions) for one in part}
    assert named - {""} <= {"weibo", "wechat", "mailbox", "board"}


@each_scenario
def test_the_honest_office_contradicts_nothing_and_provokes_nobody(scenario: Scenario) -> None:
    angry = {
        reaction.because
        for reaction in scenario.reactions
        if reaction.when in (When.CONTRADICTION, When.WORDS, When.PROMISE, When.CALL) and reaction.temper > 1
    }
    _said, turns, _temper = played(scenario, 1, honest(scenario))
    assert not {turn.because for turn in turns} & angry
    _said, turns, _temper = played(scenario, 1, curt(scenario))
    assert {turn.because for turn in turns} & angry


@each_scenario
def test_every_stream_every_rumour_and_every_wording_is_heard(scenario: Scenario) -> None:
    said, _turns, _temper = played(scenario, 2, [])
    assert {one.stream for one in said} >= {stream.name for stream in scenario.streams}
    assert {one.rumour for one in said} >= {rumour.key for rumour in scenario.rumours}
    texts = {one.text for one in said}
    assert {text for stream in scenario.streams for text in stream.wordings} <= texts
    assert not any("{" in text for text in texts)


def test_the_offices_know_every_scenario() -> None:
    assert {*HONEST} == {*CURT} == {one.key for one in shipped()}


def test_some_scenarios_have_a_source_that_goes_down_and_comes_up() -> None:
    with_it = [one.key for one in shipped() if any(moment.kind is MomentKind.DOWN for moment in one.moments)]
    assert len(with_it) >= 3
