"""What is wrong in a scenario is told at once, each mistake with its line and what to do."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from huiying.core.errors import InputError
from huiying.drills.scenario.durations import LONGEST, duration, written
from huiying.drills.scenario.mistakes import ENOUGH
from huiying.drills.scenario.model import CHANNELS, MINUTE, MomentKind, Sort, When
from huiying.drills.scenario.nodes import LARGEST
from huiying.drills.scenario.reading import MOST_VOICES, ScenarioError, read, shipped, shipped_named
from huiying.intake.models import Connector, Form

SMALLEST = """\
key: try
title: 试演
about: 一句话
sort: rumour
begins: "8:30"
lasts: 2h
words:
  园区: 云帆高新园
streams:
  - name: 议论
    channel: weibo
    rate: 6
    wordings: ["{园区}怎么了", 是真的吗]
    spread: {reads: [20, 900]}
moments:
  - {at: 10m, kind: call, who: 记者, text: 请问属实吗}
reactions:
  - {when: silence, after: 1h, temper: 1.5}
truths:
  - {name: 补贴不变, tells: [标准不变], denies: [取消补贴]}
rumours:
  - {key: cut, says: 补贴取消, answers: [没有取消]}
"""


def wrong(text: str | bytes) -> list[tuple[int, str]]:
    """Line and whole sentence of every mistake."""
    with translation.override("en"), pytest.raises(ScenarioError) as refused:
        read(text)
    return [(mistake.line, str(mistake)) for mistake in refused.value.mistakes]


def changed(old: str, new: str) -> str:
    assert old in SMALLEST
    return SMALLEST.replace(old, new, 1)


def test_a_scenario_is_read_as_it_is_written() -> None:
    made = read(SMALLEST)
    assert (made.key, made.sort, made.begins, made.lasts) == ("try", Sort.RUMOUR, "08:30", timedelta(hours=2))
    stream = made.streams[0]
    assert stream.wordings == ("云帆高新园怎么了", "是真的吗")
    assert (stream.start, stream.end, stream.line) == (timedelta(), made.lasts, 10)
    assert (stream.addressed, stream.follows_temper, stream.spread) == (False, True, {"reads": (20, 900)})
    assert (made.moments[0].kind, made.moments[0].within) == (MomentKind.CALL, 10 * MINUTE)
    assert (made.reactions[0].when, made.reactions[0].end) == (When.SILENCE, made.lasts)
    assert made.text == SMALLEST


def test_what_looks_like_a_number_an_hour_or_a_no_stays_a_text() -> None:
    made = read(changed("是真的吗]", "no, 1:30, 2026-03-01, 007]"))
    assert made.streams[0].wordings[1:] == ("no", "1:30", "2026-03-01", "007")


def test_moments_stand_in_the_order_of_time() -> None:
    made = read(
        changed("moments:\n", "moments:\n  - {at: 1h, kind: hint, text: 后}\n  - {at: 5m, kind: hint, text: 先}\n")
    )
    assert [moment.text for moment in made.moments] == ["先", "请问属实吗", "后"]


def test_letters_are_addressed_where_the_public_writes() -> None:
    assert read(changed("channel: weibo", "channel: mailbox")).streams[0].addressed
    assert not read(changed("channel: weibo", "channel: mailbox\n    addressed: no")).streams[0].addressed


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("title: 试演", "titel: 试演", 2, "“titel” is not known in “scenario”.*“title”"),
        ("title: 试演", "title:", 2, "“title” is empty"),
        ("key: try", "key: Ein Versuch", 1, "no key.*small letters"),
        ("sort: rumour", "sort: rumor", 4, "not known.*“rumour”"),
        ('begins: "8:30"', 'begins: "24:30"', 5, "no hour"),
        ("lasts: 2h", "lasts: 90", 6, "no duration.*2h30m"),
        ("lasts: 2h", "lasts: 8d", 6, "no duration"),
        ("lasts: 2h", "lasts: 5m", 6, "at least 10m"),
        ("园区: 云帆高新园", "园区:", 8, "“园区” is empty"),
        ("{园区}怎", "{园去}怎", 13, "not among the words.*“园区”"),
        ("rate: 6", "rate: -6", 12, "from 0.1 to 600"),
        ("rate: 6", "rate: 5000", 12, "from 0.1 to 600"),
        ("rate: 6", "rate: nan", 12, "not a number"),
        ("rate: 6", "rate: [1]", 12, "Write a text here"),
        ("    rate: 6\n", "", 10, "“rate” is missing"),
        ("channel: weibo", "channel: webo", 11, "“weibo”"),
        ("channel: weibo", "channel: 微博", 11, "not known"),
        ("rate: 6", "from: 1h\n    until: 30m\n    rate: 6", 12, "not before"),
        ("rate: 6", "until: 3h\n    rate: 6", 12, "after the end.*2h"),
        ("rate: 6", "rises: 90m\n    fades: 1h\n    rate: 6", 12, "longer than the stream"),
        ("rate: 6", "rumour: cat\n    rate: 6", 12, "“cut”"),
        ("rate: 6", "rate: 6\n    rate: 7", 13, "stands twice.*line 12"),
        ("是真的吗]", '""]', 13, "“wordings” is empty"),
        ('["{园区}怎么了", 是真的吗]', "[]", 13, "at least one"),
        ('["{园区}怎么了", 是真的吗]', "{一: 二}", 13, "Write a text here"),
        ("[20, 900]", "[900, 20]", 14, "smaller number first"),
        ("[20, 900]", "900", 14, "two numbers"),
        ("[20, 900]", "[0.5, 900]", 14, "whole number"),
        ("{reads:", "{readers:", 14, "“reads”"),
        ("at: 10m", "at: 3h", 16, "after the end"),
        ("kind: call", "kind: cal", 16, "“call”"),
        ("who: 记者, ", "", 16, "“who” is missing"),
        ("who: 记者, ", "who: 记者, channel: weibo, ", 16, "means nothing with kind: call"),
        ("who: 记者, ", "who: 记者, within: 10s, ", 16, "at least 1m"),
        ("kind: call, who: 记者, text: 请问属实吗", "kind: up, channel: weibo", 16, "down first"),
        ("kind: call, who: 记者, text: 请问属实吗", f"kind: hint, text: {'长' * 501}", 16, "501 characters"),
        ("when: silence", "when: silent", 18, "“silence”"),
        ("after: 1h, ", "", 18, "“after” is missing"),
        (", temper: 1.5", "", 18, "does neither"),
        ("temper: 1.5", "temper: 0", 18, "from 0.1 to 10"),
        ("temper: 1.5", "temper: 1.5, says: 怎么没消息", 18, "“channel” is missing"),
        ("temper: 1.5", "temper: 1.5, every: 5s", 18, "at least 1m"),
        ("temper: 1.5", "temper: 1.5, has: [advice]", 18, "“has” means nothing with when: silence"),
        ("when: silence, after: 1h", "when: release, has: [advise]", 18, "“advice”"),
        ("when: silence, after: 1h", "when: release, has: advice, lacks: advice", 18, "in “has” and in “lacks”"),
        ("when: silence, after: 1h", "when: words", 18, "“words” is missing"),
        ("when: silence, after: 1h", "when: rumour, rumour: cot", 18, "“cut”"),
        ("when: silence, after: 1h", "when: reply, from: 2h, until: 1h", 18, "not before"),
        (", denies: [取消补贴]}", "}\n  - {name: 补贴不变, tells: 好}", 21, "given twice.*line 20"),
        ("answers: [没有取消]", "answer: [没有取消]", 22, "“answers” is missing"),
        ("answers: [没有取消]", "answers: 没有, unlawful: maybe", 22, "yes or no"),
        ("lasts: 2h", "lasts: 2h\nbrief: |\n  一\n  二\n  {园去}停电", 10, "“园区”"),
        ("lasts: 2h", "lasts: 2h\nweights: {rumour: 2}", 7, "“rumours”"),
        ("lasts: 2h", "lasts: 2h\nweights: {rumours: 11}", 7, "from 0 to 10"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_its_remedy(old: str, new: str, line: int, told: str) -> None:
    found = wrong(changed(old, new))
    assert any(at == line and re.search(told, words) for at, words in found), found


def test_all_mistakes_are_told_at_once_in_the_order_of_lines() -> None:
    found = wrong(changed("title", "titel").replace("rate: 6", "rate: x").replace("kind: call", "kind: x"))
    assert [line for line, _told in found] == sorted(line for line, _told in found)
    assert {line for line, _told in found} == {1, 2, 12, 16}


def test_a_contradiction_needs_something_to_contradict() -> None:
    text = changed(", denies: [取消补贴]", "").replace("when: silence, after: 1h", "when: contradiction")
    assert any("Nothing can be contradicted" in told for _line, told in wrong(text))


def test_no_scenario_floods_the_office() -> None:
    found = wrong(changed("rate: 6", "rate: 600"))
    assert (9, True) in [(line, "24001 voices" in told and str(MOST_VOICES) in told) for line, told in found]


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("a: &x 1\nb: *x", 1, "not allowed"),
        ("key: try\nabout: *x", 2, "not allowed"),
        ("key: !!python/object/apply:os.system [ls]", 1, "not allowed"),
        ("key: try\n---\nkey: try", 2, "second document"),
        ("key: try\n\ttitle: x", 2, "cannot be read as YAML"),
        ("key: try\ntitle: 一: 二", 2, "cannot be read as YAML"),
        ("a: " + "[" * 5000, 1, "nested too deep"),
        ("? [a]\n: b", 1, "must be a word"),
        ("- a\n- b", 1, "no scenario"),
        ("", 1, "no scenario"),
        ("key: try\ntitle: a\x07b", 2, "no text has"),
        ("key: try\ntitle: 试".encode("gb18030"), 2, "not UTF-8"),
        ("x" * (LARGEST + 1), 0, "KiB"),
        ("key: \ud800", 1, "not UTF-8"),
    ],
)
def test_what_is_no_plain_yaml_is_refused(text: str | bytes, line: int, told: str) -> None:
    found = wrong(text)
    assert len(found) == 1
    assert found[0][0] == line
    assert told in found[0][1]


def test_laughs_in_billions_are_stopped_at_the_first() -> None:
    bomb = "a: &a [x, x]\n" + "\n".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]" for n in range(20)
    )
    assert [line for line, _told in wrong(bomb)] == [1]


def test_the_error_says_all_of_it_in_the_language_of_the_office() -> None:
    with translation.override("zh-hans"), pytest.raises(ScenarioError) as refused:
        read(changed("sort: rumour", "sort: rumor").replace("rate: 6", "rate: x"), where="试演.yaml")
    told = str(refused.value).splitlines()
    assert told == [
        "试演.yaml",
        "第4行：“sort: rumor”无法识别。是不是要写“rumour”？",
        "第12行：“rate: x”不是此处可用的数。请写0.1到600之间的数。",
    ]


def test_of_hundreds_of_mistakes_the_first_fifty_are_told() -> None:
    text = changed("moments:\n", "moments:\n" + "  - {at: x, kind: hint, text: y}\n" * 80)
    with translation.override("en"), pytest.raises(ScenarioError) as refused:
        read(text)
    assert len(refused.value.mistakes) == 80
    with translation.override("en"):
        told = str(refused.value).splitlines()
    assert len(told) == 51
    assert told[-1] == "And 30 more"


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"k{number}: x" for number in range(20_000)),
        "words: {" + ", ".join(f"w{number}: x" for number in range(8_000)) + "}\nbrief: '" + "{wx}" * 40_000 + "'",
        "lessons: [" + "a, " * 80_000 + "]",
        "streams:\n" + "- {}\n" * 30_000,
        "a: " + "{a: " * 50_000,
    ],
)
def test_a_hostile_file_is_soon_refused(text: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        read(text)
    assert 1 <= len(refused.value.mistakes) <= ENOUGH


KEYS = st.sampled_from(["key", "streams", "moments", "reactions", "words", "lasts", "rate", "spread", "truths", "says"])
TREES = st.recursive(
    st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner),
    max_leaves=12,
)


@given(TREES)
def test_whatever_is_given_is_read_or_refused(given_: Any) -> None:
    text = yaml.safe_dump(given_, allow_unicode=True)
    with pytest.raises(ScenarioError) as refused:
        read(text)
    assert all(mistake.what and mistake.line >= 0 for mistake in refused.value.mistakes)


@given(st.binary(max_size=200))
def test_noise_is_refused(noise: bytes) -> None:
    with pytest.raises(ScenarioError):
        read(noise)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("5m", 300),
        ("2h30m", 9000),
        ("1d", 86400),
        ("90s", 90),
        ("0", 0),
        ("0m", 0),
        ("", None),
        ("5", None),
        ("m", None),
        ("-5m", None),
        ("30m2h", None),
        ("1.5h", None),
        ("５m", None),
        ("7d1s", None),
        ("5 m", None),
    ],
)
def test_durations(text: str, seconds: int | None) -> None:
    found = duration(text)
    assert (found.total_seconds() if found is not None else None) == seconds


@given(st.timedeltas(min_value=timedelta(), max_value=LONGEST))
def test_a_duration_is_read_as_it_is_written(value: timedelta) -> None:
    whole = timedelta(seconds=int(value.total_seconds()))
    assert duration(written(whole)) == whole


def test_the_names_of_channels_are_those_of_the_office() -> None:
    assert {*CHANNELS} <= {*Form.values, *Connector.values}


def test_the_shipped_ones_are_read_and_found_by_their_keys() -> None:
    assert {scenario.sort for scenario in shipped()} == {*Sort}
    folder = Path(__file__).parent.parent / "scenarios"
    assert [scenario.key for scenario in shipped()] == sorted(path.stem for path in folder.glob("*.yaml"))
    assert shipped_named("storm-fair").sort is Sort.STORM
    with pytest.raises(InputError, match="storm-fair"):
        shipped_named("storm-fare")
