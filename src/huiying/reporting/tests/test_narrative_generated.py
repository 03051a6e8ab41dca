"""Whatever the figures are: sentences are grammatical, cited, plain, and no two of a paper begin alike."""

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from huiying.language.replycheck.pieces import any_of
from huiying.reporting.figures.numbers import Value
from huiying.reporting.figures.reference import RECKONED, parts, reckon
from huiying.reporting.papers.citing import Cited, pieces, plain
from huiying.reporting.papers.narrative import Narrator
from huiying.reporting.papers.narrative.choosing import opening
from huiying.reporting.papers.wording import quantity

from .narrative_sample import counted, facts, rated

NAMES = {"来件": "件", "退回": "次", "公开答复": "篇", "超期答复": "件", "重新办理": "次"}
PLACES = ("市长信箱", "微信公众号", "百姓畅言", "部门信箱", "微博", "来电")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
PRAISE = re.compile("良好|显著|成效|卓|优异|突出成绩|可喜|喜人|圆满|得力|有力|长足|再创|高效")
BROKEN = re.compile("，，|。。|，。|、、|^，|为。|为，|None|nan|[{}]|\\s|\u2002")

small = st.integers(0, 40)
counts = st.one_of(small, st.integers(0, 5000))
courses = st.lists(counts, min_size=1, max_size=13)
by_place = st.dictionaries(st.sampled_from(PLACES), st.tuples(counts, counts), max_size=6)
pair = st.integers(0, 400).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
rates = st.lists(pair, min_size=1, max_size=8)


@st.composite
def papers(draw: st.DrawFn) -> dict[str, Any]:
    """A paper of several series, counts and a rate."""
    names = draw(st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=5, unique=True))
    told = [
        counted(
            f"count_{place}", name, NAMES[name], draw(courses), by={"channel": draw(by_place)}, from_the_beginning=True
        )
        for place, name in enumerate(names)
    ]
    places = draw(st.dictionaries(st.sampled_from(PLACES), st.tuples(pair, pair), max_size=6))
    course = draw(rates)
    told.append(rated("满意率", course, by={"section": places if len(course) > 1 else {}}))
    days = [count / 7 for count in draw(st.lists(small, min_size=1, max_size=6))]
    told.append(counted("days", "答复用时中位数", "天", [round(day, 1) for day in days]))
    return facts(*told, seed=draw(st.text("abcdef", max_size=4)))


def value_of(reference: str, numbers: dict[str, Any]) -> Value:
    if RECKONED.fullmatch(reference):
        sign, pieces_of = parts(reference)
        return reckon(sign, tuple(value_of(piece, numbers) for piece in pieces_of))
    value: Value = numbers[reference]["value"]
    return value


def sentences(paper: dict[str, Any]) -> list[str]:
    narrator = Narrator(paper)
    return [f"{clause}。" for name in paper["series"] for clause in narrator.clauses(name)]


@settings(max_examples=150, deadline=None)
@given(papers())
def test_sentences_of_any_paper(paper: dict[str, Any]) -> None:
    said = sentences(paper)
    openings = [opening(sentence) for sentence in said]
    assert len(set(openings)) == len(openings), openings
    for sentence in said:
        text = plain(sentence)
        assert not BROKEN.search(text), text
        assert not PRAISE.search(text), text
        assert not any_of(("hollow", "phrases")).search(text), text
        for piece in pieces(sentence):
            if isinstance(piece, Cited):
                value = value_of(piece.reference, paper["numbers"])
                assert value is not None, piece
                assert piece.text == quantity(value, NUMBER.sub("", piece.text)), piece
            else:
                assert not re.search(r"\d", re.sub(r"\d{4}年\d{1,2}月", "", piece)), text


@settings(max_examples=30, deadline=None)
@given(papers())
def test_the_same_facts_read_the_same(paper: dict[str, Any]) -> None:
    assert sentences(paper) == sentences(paper)


@settings(max_examples=60, deadline=None)
@given(rates)
def test_no_rate_over_fewer_than_ten(course: list[tuple[int, int]]) -> None:
    paper = facts(rated("满意率", course))
    text = plain(Narrator(paper).tell("满意率"))
    assert text
    assert (course[-1][1] >= 10) == ("%" in text)
