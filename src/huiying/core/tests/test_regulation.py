from datetime import date
from pathlib import Path

import pytest

from huiying.core import regulation
from huiying.core.acts import numeral
from huiying.core.errors import InputError, RuleError
from huiying.core.regulation import Regulation

# rules.md §1: term, amount, unit, extension, confidence, what the citation holds.
TERMS = [
    ("letter.simple", 7, "working_day", None, "B2", "政府网站网民意见"),
    ("letter.complex", 15, "working_day", None, "B2", "政府网站网民意见"),
    ("opinion.general", 48, "hour", None, "B2", "国办发〔2016〕61号"),
    ("emergency.first", 5, "hour", None, "B2", "国办发〔2016〕80号"),
    ("emergency.press", 24, "hour", None, "B2", "国办发〔2016〕61号）、《"),
    ("disclosure.correction", 7, "working_day", None, "A", "国务院令第711号）第三十条"),
    ("disclosure.third_party", 15, "working_day", None, "A", "第三十二条、第三十四条"),
    ("disclosure.answer", 20, "working_day", 20, "A", "第三十三条"),
    ("disclosure.fee", 20, "working_day", None, "B", "国办函〔2020〕109号）第六条"),
    ("petition.notice", 15, "calendar_day", None, "A", "《信访工作条例》第二十二条、第二十三条"),
    ("petition.handle", 60, "calendar_day", 30, "A", "《信访工作条例》第三十四条"),
    ("petition.objection", 5, "working_day", None, "A", "《信访工作条例》第二十二条、第二十三条"),
    ("investor.accept", 7, "working_day", None, "B", "商务部令2020年第3号）第十五条"),
    ("investor.finish", 60, "working_day", None, "B", "商务部令2020年第3号）第十九条"),
    ("error.reply", 3, "working_day", None, "B", "省级规定"),
    ("publish.proactive", 20, "working_day", None, "A", "第二十六条"),
    ("consultation.open", 30, "calendar_day", None, "A", "《重大行政决策程序暂行条例》第十五条"),
    ("consultation.rules", 30, "calendar_day", None, "A", "《规章制定程序条例》第十五条"),
    ("consultation.normative", 7, "working_day", None, "B", "《市县法治政府建设示范指标体系》"),
]


@pytest.mark.parametrize("row", TERMS, ids=lambda row: row[0])
def test_the_national_terms(national: Regulation, row: tuple[str, int, str, int | None, str, str]) -> None:
    term = national.term(row[0])
    assert (term.id, term.amount, term.unit, term.extend, term.confidence) == row[:5]
    assert row[5] in term.citation
    assert term.close == "24:00"


def test_the_national_set_is_whole(national: Regulation) -> None:
    assert set(national.terms) == {row[0] for row in TERMS}
    assert (national.name, national.version, national.effective) == ("国家规定", "2026.1", date(2026, 1, 1))
    assert [c.id for c in national.criteria] == [1, 2, 3, 4, 5]
    assert all("国办发〔2016〕61号" in c.citation for c in national.criteria)
    assert len(national.dispositions) == 6
    assert len(national.refusal_grounds) == 8
    assert len(national.grounds_of("letter")) == 8
    assert len(national.grounds_of("disclosure")) == 19
    assert national.levels == ("一般", "较大", "重大", "特别重大")
    assert national.review_chain == ("section_head", "leader")


def test_who_grants_an_extension(national: Regulation) -> None:
    granted = {term.id: term.approver for term in national.terms.values() if term.extend}
    assert granted == {"disclosure.answer": "information", "petition.handle": "leader"}


def test_the_key_that_a_case_keeps(national: Regulation) -> None:
    assert (national.key, national.extends) == ("国家规定 2026.1", "")


def test_amounts_are_said_in_words(national: Regulation) -> None:
    assert national.term("letter.simple").amount_zh == "7个工作日"
    assert national.term("opinion.general").amount_zh == "48小时"
    assert national.term("petition.handle").amount_en == "60 days"


def test_a_kind_of_case_gets_its_term(national: Regulation) -> None:
    assert national.term_of("letter", "complex").amount == 15
    assert national.term_of("suggestion", "simple").id == "letter.simple"
    with pytest.raises(InputError, match=r"没有“urgent”时限。可用的时限：simple、complex"):
        national.term_of("letter", "urgent")
    with pytest.raises(InputError, match=r"可用的类别：letter、opinion"):
        national.term_of("postcard", "simple")


def test_an_unknown_term_lists_the_known_ones(national: Regulation) -> None:
    with pytest.raises(InputError, match=r"没有“letter\.fast”这个时限。可用的时限：letter\.simple、letter\.complex"):
        national.term("letter.fast")


def test_an_unknown_regulation_lists_the_known_ones() -> None:
    with pytest.raises(InputError, match="可用的规定：national"):
        regulation.load("provincial")


def test_an_extension_beyond_the_act_cites_it(national: Regulation) -> None:
    with pytest.raises(RuleError, match=r"延期最多20个工作日，现申请21个工作日.*第三十三条"):
        national.term("disclosure.answer").extended(21)
    with pytest.raises(RuleError, match="没有可以延期的规定"):
        national.term("letter.simple").extended(1)
    with pytest.raises(InputError, match="不能为负数"):
        national.term("disclosure.answer").extended(-1)


@pytest.mark.parametrize(
    ("n", "told"),
    [
        (1, "一"),
        (10, "十"),
        (15, "十五"),
        (20, "二十"),
        (33, "三十三"),
        (100, "一百"),
        (110, "一百一十"),
        (203, "二百零三"),
    ],
)
def test_article_numbers(n: int, told: str) -> None:
    assert numeral(n) == told


def test_an_office_may_close_at_its_own_hour(tmp_path: Path) -> None:
    text = (regulation.FOLDER / "national.toml").read_text(encoding="utf-8")
    path = tmp_path / "ours.toml"
    path.write_text(text.replace('close = "24:00"', 'close = "17:30"', 1), encoding="utf-8")
    assert regulation.read(path).term("letter.simple").close == "17:30"
