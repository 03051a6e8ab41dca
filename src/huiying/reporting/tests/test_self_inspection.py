"""The self-inspection report says what the snapshot shows, in order, and not a number more."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiying.reporting.official import Heading, OfficialDocument, Paragraph, Table, check, render
from huiying.reporting.papers.self_inspection import compose

from .self_inspection_sample import FIGURES, faultless, figures, imported, snapshot, with_figures

NUMBER = re.compile(r"\d+(?:\.\d+)?")
WANTED = re.compile(r"(?:到|目标为)[\d.]+(?:[%件天次篇个]|以上|以下)|(?:评价率)由[\d.]+%|按渠道类型分.*?。")
"""What is promised is no number that was counted, and the share of ratings is reckoned."""
BROKEN = re.compile(r"[，、；。：]{2,}|（）|“”|《》|[Nn]one|nan|null|\{|\}|件件|^[，、；。]")
CASES = {"full": snapshot, "faultless": faultless, "imported": imported}


def body(document: OfficialDocument) -> str:
    return "\n".join(block.text for block in document.blocks if isinstance(block, Heading | Paragraph))


def under(document: OfficialDocument, heading: str) -> str:
    """The text between a heading and the next of its level."""
    texts, level, inside = [], 0, False
    for block in document.blocks:
        if isinstance(block, Heading) and inside and block.level <= level:
            break
        if isinstance(block, Heading) and heading in block.text:
            inside, level = True, block.level
        elif inside and not isinstance(block, Table):
            texts.append(getattr(block, "text", ""))
    return "\n".join(texts)


def numbers_in(facts: Any) -> Iterator[float]:
    """Every number of a snapshot, in its values and inside its words."""
    match facts:
        case bool() | None:
            return
        case int() | float():
            yield round(float(facts), 1)
        case str():
            yield from map(float, NUMBER.findall(facts))
        case dict():
            for value in facts.values():
                yield from numbers_in(value)
        case list():
            for value in facts:
                yield from numbers_in(value)


def strangers(facts: dict[str, Any]) -> set[str]:
    """Numbers of the body that the snapshot does not hold; the numbers of attachments are the paper's own."""
    known = set(numbers_in(facts))
    said = re.sub(r"附件\d", "", WANTED.sub("", body(compose(facts))))
    return {number for number in NUMBER.findall(said) if float(number) not in known}


@pytest.mark.parametrize("case", CASES)
def test_every_number_comes_from_the_snapshot(case: str) -> None:
    assert strangers(CASES[case]()) == set()


VALUES = st.none() | st.integers(0, 5000) | st.floats(0, 100).map(lambda value: round(value, 1))
MOVED = st.fixed_dictionaries(dict.fromkeys(FIGURES, VALUES))


@given(now=MOVED, before=st.none() | MOVED, gone=st.sets(st.sampled_from(sorted(FIGURES))))
@settings(max_examples=120, deadline=None, database=None)
def test_no_figures_make_it_stumble(now: dict[str, Any], before: dict[str, Any] | None, gone: set[str]) -> None:
    shown = {key: figure | {"value": now[key]} for key, figure in figures().items() if key not in gone}
    past = None if before is None else {key: figure | {"value": before[key]} for key, figure in figures().items()}
    facts = snapshot(figures=shown, previous=past)
    assert strangers(facts) == set()
    said = body(compose(facts))
    assert not [line for line in said.splitlines() if BROKEN.search(line)]
    assert all(line.endswith("。") for line in said.splitlines() if line[0] not in "一二三四（" or "。" in line)


@pytest.mark.parametrize("missing", sorted(set(snapshot()) - {"period", "taken_on"}))
def test_what_was_not_gathered_is_not_spoken_of(missing: str) -> None:
    facts = snapshot()
    del facts[missing]
    said = body(compose(facts))
    assert not [line for line in said.splitlines() if BROKEN.search(line)]
    assert strangers(facts) == set()


@pytest.mark.parametrize("case", CASES)
def test_it_is_written_in_the_official_format(case: str) -> None:
    document = compose(CASES[case]())
    assert check(render(document)) == []
    assert render(document) == render(compose(CASES[case]()))


def test_it_has_the_parts_such_a_report_has() -> None:
    document = compose(snapshot())
    heads = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert heads == [
        "一、组织领导和工作机制",
        "二、主要做法",
        "（一）平台管理",
        "（二）研判标准",
        "（三）回应时限",
        "（四）诉求办理",
        "三、存在的问题和原因",
        "四、下一步工作",
        "（一）深化公开内容",
        "（二）丰富公开形式",
        "（三）加强队伍建设",
        "（四）完善回应平台",
    ]
    assert document.title == "江岚市招商局关于2026年上半年政务舆情回应工作的自查报告"
    assert document.dated is not None
    assert document.dated.isoformat() == "2026-07-08"


def test_it_keeps_to_four_pages() -> None:
    """22 lines of 28 characters; a heading and the end of a paragraph take a line of their own."""
    lines = sum(-(-len(line) // 28) for line in body(compose(snapshot())).splitlines())
    assert 2 * 22 <= lines <= 4.5 * 22


@pytest.mark.parametrize(
    ("occasion", "opening"),
    [
        (
            {"notice": "《关于开展自查的通知》", "number": "江办〔2026〕3号"},
            "根据《关于开展自查的通知》（江办〔2026〕3号）要求，我局对",
        ),
        ({"notice": "关于开展自查的通知", "number": ""}, "根据《关于开展自查的通知》要求，我局对"),
        ({"notice": "", "number": "江办〔2026〕3号"}, "根据江办〔2026〕3号文件要求，我局对"),
        (None, "按照政务舆情回应工作的有关要求，我局对"),
    ],
)
def test_the_opening_names_the_notice_it_answers(occasion: dict[str, str] | None, opening: str) -> None:
    assert body(compose(snapshot(occasion=occasion))).startswith(opening)


def test_sentences_follow_the_figures() -> None:
    assert "答复率95.3%，高于上期的93.6%" in body(compose(snapshot()))
    assert "答复率88.0%，明显低于上期的93.6%" in body(compose(with_figures(reply_rate=88.0)))
    assert "答复率93.6%，与上期持平" in body(compose(with_figures(reply_rate=93.6)))
    assert "上期" not in body(compose(snapshot(previous=None)))
    assert "收到来件300件，比上期的565件明显减少" in body(compose(with_figures(received=300)))


def test_a_report_without_people_says_so_and_praises_nobody() -> None:
    document = compose(imported())
    said = body(document)
    assert "领导小组组成人员尚未登记，本次自查未能核对" in under(document, "一、")
    for word in ("满意率", "按时答复率", "组长", "承办过", "公开答复2", "重新办理"):
        assert word not in said


def test_a_period_with_no_voices_has_no_rates() -> None:
    facts = snapshot(channels=[], topics=[], themes=[], kinds={}, monthly=[], late_by_section=[], previous=None)
    facts["figures"] = {key: figure | {"value": 0 if key == "received" else None} for key, figure in figures().items()}
    document = compose(facts)
    assert "期内没有收到来件。" in under(document, "诉求办理")
    assert "%" not in body(document)
    assert "不对这些方面作出评价" in under(document, "三、")


def test_the_appendix_lists_every_figure_with_value_unit_and_formula() -> None:
    (table, *_) = [b for b in compose(with_figures(solved_rate=None)).attachments[0].blocks if isinstance(b, Table)]
    assert table.header == ("序号", "指标", "单位", "本期", "上期", "计算口径")
    assert [row[1] for row in table.rows] == [row[0] for row in FIGURES.values()]
    rows = {row[1]: row[2:] for row in table.rows}
    assert rows["按时答复率"] == ("%", "91.4", "86.9", FIGURES["on_time_rate"][1])
    assert rows["解决率"][1] == "—"
    assert all(row[-1] for row in table.rows)


def test_the_second_appendix_counts_by_channel_month_section_and_topic() -> None:
    tables = [b for b in compose(snapshot()).attachments[1].blocks if isinstance(b, Table)]
    assert [table.caption for table in tables] == [
        "表1  分渠道来件和答复情况",
        "表2  分月来件和答复情况",
        "表3  分科室答复和超期情况",
        "表4  热点及回应情况",
    ]
    assert tables[0].rows[0] == ("市长信箱", "信箱", "231", "224")
    assert tables[1].rows[2] == ("2026年3月", "157", "148", "122")


def test_without_counts_there_is_one_appendix_and_it_has_no_number() -> None:
    document = compose(snapshot(channels=[], monthly=[], late_by_section=[], topics=[]))
    assert [attachment.title for attachment in document.attachments] == ["政务舆情回应工作指标表"]
    assert "口径见附件。" in body(document)
