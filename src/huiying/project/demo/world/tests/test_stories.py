"""The stories among the letters: a burst, a rumour, an emergency, wages, copies, one man who does not give up."""

import itertools
from collections import Counter
from datetime import timedelta

import pytest

from huiying.project.demo.world.records import DemoLetter
from huiying.project.demo.world.story import stories

from .world import END, all_letters


def told(story: str) -> list[DemoLetter]:
    return [letter for letter in all_letters() if letter.story == story]


def test_every_story_is_told_before_the_end() -> None:
    assert {letter.story for letter in all_letters()} - {""} == {story.id for story in stories()}
    assert all(story.begins(END) + timedelta(days=story.days - 1) <= END for story in stories())


def test_the_burst_stands_out_of_all_weeks() -> None:
    weeks = Counter(letter.at.isocalendar()[:2] for letter in all_letters())
    (week, count), (_, second) = weeks.most_common(2)

    assert len(told("power-week")) >= 44
    assert {letter.at.isocalendar()[:2] for letter in told("power-week")} == {week}
    assert count > 1.5 * second


def test_the_rumour_is_answered_with_the_facts() -> None:
    rumour = told("subsidy-rumour")

    assert 14 <= len(rumour) <= 18
    assert max(letter.at for letter in rumour) - min(letter.at for letter in rumour) < timedelta(days=5)
    assert all("不实信息" in letter.answer or "伪造" in letter.answer for letter in rumour)


def test_the_emergency_is_a_matter_of_hours() -> None:
    first = [letter for letter in told("smoke") if letter.at.date() == told("smoke")[0].at.date()]

    assert len(first) >= 6
    assert first[-1].at - first[0].at < timedelta(hours=5)
    assert first[0].at.weekday() == 2


def test_wages_are_asked_for_in_january() -> None:
    assert len(told("unpaid-wages")) >= 8
    assert {letter.at.month for letter in told("unpaid-wages")} == {1}
    assert all("瑞屹纺织" in letter.answer for letter in told("unpaid-wages"))


def test_copies_are_nearly_the_same_by_different_people() -> None:
    copies = told("night-bus-copies")

    assert len({letter.name for letter in copies}) == len(copies) == 6
    for one, other in itertools.combinations((set(letter.text) for letter in copies), 2):
        assert len(one & other) / len(one | other) > 0.75


@pytest.mark.parametrize(("story", "count"), [("mr-cheng", 7), ("mr-qin", 4)])
def test_one_writer_comes_back(story: str, count: int) -> None:
    assert len(told(story)) == count
    assert len({(letter.name, letter.phone) for letter in told(story)}) == 1


def test_what_is_growing_today_is_mostly_unanswered() -> None:
    growing = told("property-fee")

    assert all(END - timedelta(days=4) <= letter.at.date() <= END for letter in growing)
    assert sum(letter.delay_profile == "open" for letter in growing) > len(growing) / 2
