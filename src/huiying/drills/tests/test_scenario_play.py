"""The play gives the same for the same seed, however it is cut; people react when they have cause, and only then."""

import json
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiying.drills.scenario.happening import Happened, Said, Spoken, SpokenSort, Turn
from huiying.drills.scenario.model import HOUR, MINUTE, MomentKind, Scenario
from huiying.drills.scenario.play import Play
from huiying.drills.scenario.reading import read, shipped_named

from .offices import PARTS, honest

START = timedelta()
TRUTH = "truths:\n  - {name: 轻伤, tells: [2人轻伤], denies: [无人受伤], known_at: 1h}\n"


def scenario(reactions: str = "", *, streams: str = "", more: str = "") -> Scenario:
    head = "key: try\ntitle: 试\nabout: 试\nsort: rumour\nbegins: 08:00\nlasts: 4h\n"
    moments = "moments:\n  - {at: 30m, kind: call, who: 记者, text: 属实吗, within: 15m}\n"
    listed = f"reactions:\n{reactions}" if reactions else ""
    return read(head + moments + (f"streams:\n{streams}" if streams else "") + listed + more)


def said(sort: SpokenSort, minutes: float, text: str = "情况通报", *, ref: str = "", **more: object) -> Spoken:
    return Spoken(at=minutes * MINUTE, sort=sort, ref=ref or f"{sort}:{minutes}", text=text, **more)  # type: ignore[arg-type]


def release(minutes: float, text: str = "情况通报", **more: object) -> Spoken:
    return said(SpokenSort.RELEASE, minutes, text, **{"parts": PARTS, **more})


def turns(play: Scenario, *spoken: Spoken) -> list[tuple[float, float]]:
    """When the temper turned, in minutes, and to what."""
    happened = Play(play, 7).step(START, 4 * HOUR, spoken)
    return [(turn.at / MINUTE, turn.after) for turn in happened.turns]


def played(play: Scenario, seed: int, spoken: Sequence[Spoken], cuts: Sequence[timedelta]) -> Happened:
    """In steps that end at these moments; between two steps the state goes through JSON."""
    state, since = None, START
    every_said: list[Said] = []
    every_turn: list[Turn] = []
    for cut in sorted({*cuts, play.lasts}):
        playing = Play(play, seed, state)
        happened = playing.step(since, cut, [one for one in spoken if since <= one.at <= cut])
        every_said += happened.said
        every_turn += happened.turns
        state, since = json.loads(json.dumps(playing.state)), cut
    return Happened(said=tuple(every_said), turns=tuple(every_turn), temper=happened.temper, facts=happened.facts)


MOMENTS = st.timedeltas(min_value=START, max_value=5 * HOUR)
TEXTS = st.sampled_from(
    ["没有发生毒气泄漏，无需撤离", "个别群众恶意炒作", "2名员工轻伤", "无人员伤亡", "监测点位均未超标", "情况正在核实"]
)


@st.composite
def spoken_things(draw: st.DrawFn) -> list[Spoken]:
    found = []
    for number in range(draw(st.integers(0, 6))):
        at = draw(MOMENTS)
        sort = draw(st.sampled_from(list(SpokenSort)))
        then = draw(st.none() | st.timedeltas(min_value=START, max_value=2 * HOUR))
        parts = draw(st.sets(st.sampled_from(sorted(PARTS))))
        found.append(
            Spoken(
                at=at,
                sort=sort,
                ref=f"{sort}:{number}",
                text=draw(TEXTS),
                parts=frozenset(parts) if sort is SpokenSort.RELEASE else frozenset(),
                next=at + then if then is not None and sort is SpokenSort.RELEASE else None,
            )
        )
    return found


@settings(max_examples=40)
@given(st.integers(0, 2**31), spoken_things(), st.lists(MOMENTS, max_size=12))
def test_cuts_leave_no_trace(seed: int, spoken: list[Spoken], cuts: list[timedelta]) -> None:
    smoke = shipped_named("plant-smoke")
    cuts = [cut for cut in cuts if cut < smoke.lasts]
    spoken = [one for one in spoken if one.at <= smoke.lasts]
    assert played(smoke, seed, spoken, cuts) == played(smoke, seed, spoken, [])


def test_a_step_a_minute_is_the_same_as_one() -> None:
    smoke = shipped_named("plant-smoke")
    minutes = [number * MINUTE for number in range(1, 300)]
    assert played(smoke, 11, honest(smoke), minutes) == played(smoke, 11, honest(smoke), [])


def test_all_that_was_said_may_be_given_each_time_and_a_step_twice() -> None:
    smoke = shipped_named("plant-smoke")
    playing, found = Play(smoke, 11), []
    for number in range(10):
        step = (number * 30 * MINUTE, (number + 1) * 30 * MINUTE, honest(smoke))
        found += playing.step(*step).said
        again = playing.step(*step)
        assert not again.said
        assert not again.turns
    assert tuple(found) == played(smoke, 11, honest(smoke), []).said


def test_what_is_told_late_is_heard_where_the_play_stands() -> None:
    play = scenario("  - {when: release, temper: 0.5}\n")
    playing = Play(play, 1)
    playing.step(START, HOUR, [])
    happened = playing.step(HOUR, 2 * HOUR, [release(30)])
    assert [turn.at for turn in happened.turns] == [HOUR]


def test_other_seeds_are_other_days() -> None:
    smoke = shipped_named("plant-smoke")
    days = [played(smoke, seed, [], []).said for seed in range(6)]
    assert len({tuple(one.at for one in day) for day in days}) == 6
    assert len({tuple(one.text for one in day[:12]) for day in days}) == 6


def test_nothing_happens_twice_and_nothing_out_of_order() -> None:
    smoke = shipped_named("plant-smoke")
    day = played(smoke, 5, [], []).said
    assert [one.at for one in day] == sorted(one.at for one in day)
    assert len({one.ident for one in day}) == len(day)
    assert all(len(one.ident) <= 80 and START <= one.at <= smoke.lasts for one in day)
    assert sum(one.ident.startswith("moment-") for one in day) == len(smoke.moments)


def test_no_wording_is_said_twice_in_a_row_and_all_are_said() -> None:
    smoke = shipped_named("plant-smoke")
    for seed in range(10):
        day = played(smoke, seed, [], []).said
        for stream in smoke.streams:
            texts = [one.text for one in day if one.stream == stream.name]
            said_ones = [next(place for place, words in enumerate(stream.wordings) if words in text) for text in texts]
            assert all(one != other for one, other in pairwise(said_ones))
            assert {*texts[: len(stream.wordings)]} == {*stream.wordings}


def test_what_was_said_before_is_said_again_otherwise() -> None:
    smoke = shipped_named("plant-smoke")
    day = played(smoke, 3, [], []).said
    for stream in smoke.streams:
        texts = [one.text for one in day if one.stream == stream.name]
        assert len({*texts}) > 1.5 * len(stream.wordings)
        again = texts[len(stream.wordings) :]
        assert sum(text in stream.wordings for text in again) < 0.5 * len(again)


def test_what_is_not_chinese_stays_as_it_is() -> None:
    streams = "  - {name: 信, channel: mailbox, rate: 60, wordings: [Please answer us., Tell us more.]}\n"
    day = Play(scenario(streams=streams), 2).step(START, HOUR, []).said
    assert {one.text for one in day if one.stream} == {"Please answer us.", "Tell us more.", "属实吗"}


def test_two_wordings_take_turns_and_one_repeats() -> None:
    streams = "  - {name: 甲, channel: weibo, rate: 60, wordings: [甲甲, 乙乙]}\n"
    streams += "  - {name: 乙, channel: weibo, rate: 60, wordings: [丙丙]}\n"
    day = Play(scenario(streams=streams), 1).step(START, HOUR, []).said
    texts = [one.text for one in day if one.stream == "甲"]
    assert len(texts) > 20
    assert all(("甲甲" in one) != ("甲甲" in other) for one, other in pairwise(texts))
    assert all("丙丙" in one.text for one in day if one.stream == "乙")


def test_spread_lies_between_least_and_most_and_grows_with_the_temper() -> None:
    streams = "  - {name: 甲, channel: weibo, rate: 60, wordings: [一, 二], spread: {reads: [100, 9100]}}\n"
    calm = "  - {when: reply, temper: 0.1}\n"
    angry = "  - {when: reply, temper: 4}\n"
    means = []
    for reaction in (calm, angry):
        day = Play(scenario(reaction, streams=streams), 3).step(START, 4 * HOUR, [said(SpokenSort.REPLY, 0)]).said
        reads = [one.spread["reads"] for one in day if one.stream == "甲"]
        assert min(reads) >= 100
        assert max(reads) <= 9100
        means.append(sum(reads) / len(reads))
    assert means[0] < 1200
    assert means[1] > 4600


def test_letters_have_a_title_and_a_name_and_posts_an_account() -> None:
    streams = (
        "  - {name: 信, channel: mailbox, rate: 60, wordings: [厂房漏水没有人修，请派人来看。, 路灯不亮已经三天了。]}\n"
    )
    streams += "  - {name: 帖, channel: weibo, rate: 60, writers: [小陶], wordings: [一, 二]}\n"
    day = Play(scenario(streams=streams), 2).step(START, HOUR, []).said
    letters = [one for one in day if one.stream == "信"]
    assert {one.title for one in letters} == {"厂房漏水没有人修", "路灯不亮已经三天了"}
    assert all(one.kind is MomentKind.LETTER and one.addressed and len(one.who) in (2, 3) for one in letters)
    posts = [one for one in day if one.stream == "帖"]
    assert all(one.kind is MomentKind.POST and one.who.startswith("小陶") and not one.title for one in posts)
    assert len({one.who for one in posts}) > 5


# ── What people react to ──


def test_silence_works_after_its_while_and_again() -> None:
    play = scenario("  - {when: silence, after: 1h, every: 30m, temper: 2}\n", more=f"place: 松溪产业园\n{TRUTH}")
    assert turns(play) == [(60, 2), (90, 4), (120, 8), (150, 16), (180, 20)]
    assert turns(play, release(45)) == [(105, 2), (135, 4), (165, 8), (195, 16), (225, 20)]
    assert turns(play, release(60))[0] == (120, 2)
    assert turns(play, said(SpokenSort.POST, 45, "松溪产业园的事正在核实"))[0] == (105, 2)
    assert turns(play, said(SpokenSort.POST, 45, "经核实，2人轻伤"))[0] == (105, 2)
    assert turns(play, said(SpokenSort.POST, 45, "本周招商快讯"))[0] == (60, 2)
    assert turns(play, said(SpokenSort.REPLY, 45), said(SpokenSort.ANSWER, 50))[0] == (60, 2)


def test_a_silence_without_again_works_once_each() -> None:
    play = scenario("  - {when: silence, after: 1h, temper: 2}\n")
    assert turns(play) == [(60, 2)]
    assert turns(play, release(90)) == [(60, 2), (150, 4)]


def test_a_release_is_judged_by_its_parts_and_works_once() -> None:
    play = scenario("  - {when: release, has: [advice], lacks: [verified], temper: 0.5}\n")
    half = frozenset({"advice"})
    assert turns(play, release(10), said(SpokenSort.POST, 12, parts=half)) == []
    assert turns(play, release(20, parts=half), release(30, parts=half)) == [(20, 0.5)]


def test_again_and_between() -> None:
    play = scenario("  - {when: release, every: 1h, from: 30m, until: 2h, temper: 0.5}\n")
    spoken = [release(minutes) for minutes in (10, 40, 60, 100, 110, 130)]
    assert turns(play, *spoken) == [(40, 0.5), (100, 0.25)]


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("请大家情绪稳定", True),
        ("情 绪\n稳定", True),
        ("我们没有说过“情绪稳定”", False),
        ("网传情绪稳定的说法不属实", False),
        ("不存在情绪稳定", False),
        ("网传情绪稳定，与事实不符", False),
        ("现场情绪稳定，网传有人受伤不属实", True),
        ("不要慌。现场情绪稳定。谣言另说", True),
        ("一切正常", False),
    ],
)
def test_words_count_where_the_office_means_them(text: str, met: bool) -> None:
    play = scenario("  - {when: words, words: [情绪稳定], temper: 2}\n")
    for sort in SpokenSort:
        assert bool(turns(play, said(sort, 10, text))) is met


def test_a_rumour_is_answered_in_public_and_sinks() -> None:
    streams = "  - {name: 谣, channel: weibo, rate: 60, follows_temper: no, rumour: r, wordings: [一, 二]}\n"
    rumours = "rumours:\n  - {key: r, says: 塌了, answers: [没有坍塌]}\n"
    play = scenario("  - {when: rumour, rumour: r, temper: 0.5}\n", streams=streams, more=rumours)
    assert turns(play, said(SpokenSort.REPLY, 10, "没有坍塌")) == []
    assert turns(play, said(SpokenSort.POST, 10, "没有坍塌"), release(20, "没有坍塌")) == [(10, 0.5)]
    unanswered = Play(play, 4).step(START, 4 * HOUR, [])
    answered = Play(play, 4).step(START, 4 * HOUR, [release(0, "没有坍塌")])
    assert answered.facts["answered"] == ["r"]
    assert len(answered.said) < 0.5 * len(unanswered.said)


@pytest.mark.parametrize(
    ("spoken", "seen"),
    [
        ([release(90, "无人受伤")], [90]),
        ([release(30, "无人受伤")], [60]),  # it comes out when it is known
        ([release(30, "无人受伤"), release(40, "2人轻伤")], [40]),  # the office itself tells
        ([release(20, "2人轻伤"), release(40, "无人受伤")], [40]),  # against its own earlier word
        ([release(90, "无人受伤"), release(120, "更正：2人轻伤")], [90]),  # once for each denial
        ([release(30, "是否有人受伤正在核实"), release(90, "2人轻伤")], []),
        ([said(SpokenSort.ANSWER, 90, "无人受伤")], [90]),
    ],
)
def test_a_contradiction_is_seen_when_it_can_be(spoken: list[Spoken], seen: list[int]) -> None:
    play = scenario("  - {when: contradiction, every: 1m, temper: 2}\n", more=TRUTH)
    assert [at for at, _temper in turns(play, *spoken)] == seen


def test_a_promise_is_kept_by_the_next_release_alone() -> None:
    play = scenario("  - {when: promise, after: 10m, every: 1h, temper: 2}\n")
    promising = release(30, next=90 * MINUTE)
    assert turns(play, promising, release(90)) == []
    assert turns(play, promising, release(99)) == []
    assert turns(play, promising, said(SpokenSort.POST, 80), release(110)) == [(100, 2)]
    assert turns(play, promising) == [(100, 2), (160, 4), (220, 8)]


def test_a_call_waits_as_long_as_it_says_unless_the_reaction_says_longer() -> None:
    assert turns(scenario("  - {when: call, temper: 2}\n")) == [(45, 2)]
    play = scenario("  - {when: call, after: 1h, temper: 2}\n")
    assert turns(play) == [(90, 2)]
    assert turns(play, said(SpokenSort.ANSWER, 60, to="moment-1")) == []
    assert turns(play, said(SpokenSort.ANSWER, 60)) == []  # the one that waited longest
    assert turns(play, said(SpokenSort.ANSWER, 60, to="moment-9")) == [(90, 2)]
    assert turns(play, said(SpokenSort.ANSWER, 20)) == [(90, 2)]  # before it rang


def test_a_reply_calms_no_oftener_than_it_may() -> None:
    play = scenario("  - {when: reply, every: 15m, temper: 0.5}\n")
    spoken = [said(SpokenSort.REPLY, minutes) for minutes in (1, 5, 16, 20)]
    assert turns(play, *spoken) == [(1, 0.5), (16, 0.25)]


def test_a_reaction_is_said_told_and_has_its_cause() -> None:
    text = "  - {when: release, temper: 1.5, every: 1m, channel: weibo, because: 话说得生硬, says: [甲, 乙, 丙]}\n"
    spoken = [release(minutes) for minutes in range(10, 16)]
    happened = Play(scenario(text), 3).step(START, HOUR, spoken)
    assert [(turn.because, turn.ref) for turn in happened.turns] == [("话说得生硬", one.ref) for one in spoken]
    told = [one.text for one in happened.said if one.stream == "reaction-1"]
    assert sorted(told) == sorted("甲乙丙" * 2)
    assert all(one != other for one, other in pairwise(told))


def test_the_temper_stays_between_its_bounds_and_where_it_is_left() -> None:
    hot = scenario("  - {when: reply, every: 1m, temper: 10}\n")
    cold = scenario("  - {when: reply, every: 1m, temper: 0.1}\n")
    spoken = [said(SpokenSort.REPLY, minutes) for minutes in (1, 3, 5)]
    assert turns(hot, *spoken) == [(1, 10), (3, 20)]
    assert turns(cold, *spoken) == [(1, 0.1)]
    assert Play(hot, 1).step(START, 4 * HOUR, spoken).temper == 20


def test_after_the_end_nobody_speaks_and_nobody_hears() -> None:
    play = scenario("  - {when: release, temper: 0.5}\n")
    happened = Play(play, 1).step(START, 9 * HOUR, [release(241)])
    assert not happened.turns
    assert happened.facts["over"]
