from datetime import date

import pytest

from huiying.core import regulation
from huiying.core.alarms import Left, Level, Passed
from huiying.core.errors import InputError
from huiying.core.regulation import Regulation
from huiying.core.term import Unit

HEAD = """extends = "national"
name = "某局来信办理规定"
version = "1"
effective = 2026-11-01

[acts.ours]
title = "某局来信办理规定"
number = "某局发〔2026〕8号"
"""
CITE = 'cite = [{ act = "ours", articles = [6] }]\n'


def bureau(text: str = "", head: str = HEAD) -> Regulation:
    return regulation.parse(head + text, where="bureau.toml")


def refused(text: str, head: str = HEAD) -> str:
    with pytest.raises(InputError) as caught:
        bureau(text, head)
    return str(caught.value)


def test_what_a_bureau_does_not_mention_stays(national: Regulation) -> None:
    ours = bureau()
    assert (ours.key, ours.effective, ours.extends) == ("某局来信办理规定 1", date(2026, 11, 1), "国家规定 2026.1")
    assert {key: (t.amount, t.unit, t.citation) for key, t in ours.terms.items()} == {
        key: (t.amount, t.unit, t.citation) for key, t in national.terms.items()
    }
    assert ours.kinds == national.kinds
    assert (ours.criteria, ours.dispositions) == (national.criteria, national.dispositions)
    assert (ours.levels, ours.review_chain) == (national.levels, national.review_chain)


def test_a_bureaus_own_figure_stands_under_its_own_rule(national: Regulation) -> None:
    ours = bureau(f'[terms."letter.simple"]\namount = 5\n{CITE}confidence = "A"\n')
    term = ours.term("letter.simple")
    assert (term.amount, term.unit, term.confidence) == (5, Unit.WORKING_DAY, "A")
    assert term.title == national.term("letter.simple").title
    assert term.citation == "《某局来信办理规定》（某局发〔2026〕8号）第六条"
    assert ours.term("letter.complex").amount == 15


def test_how_well_the_states_act_was_read_says_nothing_of_a_bureaus_rule() -> None:
    assert bureau(f'[terms."disclosure.answer"]\namount = 15\n{CITE}').term("disclosure.answer").confidence == "M"


@pytest.mark.parametrize("changed", ["amount = 5", 'unit = "calendar_day"', "extend = 3"])
@pytest.mark.parametrize("cite", ["", 'cite = [{ act = "site_letters" }]\n'])
def test_a_changed_figure_does_not_hide_behind_the_act_it_changes(changed: str, cite: str) -> None:
    key = changed.split(maxsplit=1)[0]
    told = refused(f'[terms."letter.simple"]\n{cite}{changed}\n')
    line = 11 if cite else 10
    assert told.startswith(f"bureau.toml 第 {line} 行 “terms.letter.simple.{key}”：改了期限，却没有写自己的依据")


def test_a_figure_that_is_only_repeated_needs_no_new_ground() -> None:
    assert bureau('[terms."letter.simple"]\namount = 7\ntitle = "来信"\n').term("letter.simple").title.zh == "来信"


def test_a_bureau_may_take_away_an_extension() -> None:
    assert bureau(f'[terms."disclosure.answer"]\nextend = 0\n{CITE}').term("disclosure.answer").extend is None


def test_a_bureau_adds_a_term_and_gives_it_to_a_kind() -> None:
    ours = bureau(
        f'[terms."letter.receipt"]\ntitle = "来信受理告知"\namount = 1\nunit = "working_day"\n{CITE}'
        '[kinds.letter.terms]\nreceipt = { term = "letter.receipt", ends = ["accepted", "replied"] }\n'
    )
    assert list(ours.kinds["letter"].terms) == ["simple", "complex", "receipt"]
    assert ours.term_of("letter", "receipt").amount == 1
    assert ours.kinds["letter"].outcomes == regulation.load().kinds["letter"].outcomes


def test_a_kind_is_merged_key_by_key() -> None:
    ours = bureau(
        '[kinds.letter]\ntitle = "群众来信"\nreview_chain = ["section_head"]\nrefusal_grounds = ["other"]\n'
        'effects = { asked = "none", third_party = "pause" }\n'
        'alarms = { yellow = { left = 2, unit = "working_day" } }\n'
    )
    letter = ours.kinds["letter"]
    assert (letter.title, letter.title_en, letter.review_chain) == ("群众来信", "Letter", ("section_head",))
    assert (letter.refusal_grounds, letter.effects) == (("other",), {"third_party": "pause"})
    assert letter.alarms == {
        Level.FIRST: Passed(50),
        Level.YELLOW: Left(2, Unit.WORKING_DAY),
        Level.RED: Left(0, Unit.HOUR),
    }
    assert ours.kinds["suggestion"].review_chain == ("section_head", "leader")


def test_common_alarms_reach_the_kinds_that_have_no_own() -> None:
    ours = bureau("[alarms]\nyellow = { passed = 70 }\n")
    assert ours.kinds["letter"].alarms[Level.YELLOW] == Passed(70)
    assert ours.kinds["letter"].alarms[Level.FIRST] == Passed(50)
    assert ours.kinds["opinion"].alarms[Level.YELLOW] == Passed(80)


def test_rows_are_merged_by_their_id(national: Regulation) -> None:
    ours = bureau(
        '[[criteria]]\nid = 4\ntitle = "突发事件、自然灾害和停水停电"\n'
        f'[[criteria]]\nid = 6\ntitle = "领导批示"\ntitle_en = "Instruction"\ndescription = "领导批示的"\n{CITE}'
    )
    assert [c.id for c in ours.criteria] == [1, 2, 3, 4, 5, 6]
    assert ours.criteria[3].title == "突发事件、自然灾害和停水停电"
    assert ours.criteria[3].description == national.criteria[3].description
    assert ours.criteria[5].citation.startswith("《某局来信办理规定》")


def test_outcomes_and_grounds_are_merged_by_their_id() -> None:
    ours = bureau(
        f'[[refusal_grounds]]\nid = "anonymous"\ntitle = "匿名"\ntitle_en = "Anonymous"\n{CITE}'
        f'[[kinds.letter.outcomes]]\nid = "promised"\ntitle = "已列入计划"\ntitle_en = "Planned"\n{CITE}'
        '[[kinds.letter.outcomes]]\nid = "solved"\ntitle = "已办好"\n'
    )
    outcomes = {each.id: each.title for each in ours.kinds["letter"].outcomes}
    assert (outcomes["solved"], outcomes["promised"], len(outcomes)) == ("已办好", "已列入计划", 7)
    assert ours.kinds["letter"].refusal_grounds[-1] == "anonymous"
    assert "anonymous" not in ours.kinds["disclosure"].refusal_grounds


def test_the_hour_of_closing_holds_for_every_term() -> None:
    assert bureau('[terms."error.reply"]\nclose = "12:00"\n').term("error.reply").close == "12:00"
    closed = bureau(head=HEAD.replace("effective", 'close = "17:30"\neffective'))
    assert {term.close for term in closed.terms.values()} == {"17:30"}


def test_a_bureaus_file_may_be_laid_over_another_than_the_one_that_ships(national: Regulation) -> None:
    changed = bureau(f'[terms."error.reply"]\namount = 2\n{CITE}')
    again = HEAD.replace('name = "某局', 'name = "某县某局')
    assert regulation.parse(again, where="县.toml", base=changed).term("error.reply").amount == 2
    assert regulation.parse(again, where="县.toml", base=changed).extends == changed.key


def test_without_extends_a_file_stands_alone() -> None:
    told = refused("", HEAD.replace('extends = "national"\n', ""))
    assert told.startswith("bureau.toml 第 1 行 “terms”：缺少这一项")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('"national"', '"provincial"', "第 1 行 “extends”：没有“provincial”这个选项。可用的选项：national"),
        ('version = "1"\n', "", "第 1 行 “version”：缺少这一项。请写明本机关规定的 name、version、effective"),
        ("某局来信办理规定", "国家规定", "第 2 行 “name”：与所沿用的“国家规定”同名。请写本机关规定的名称"),
        ("2026-11-01", '"明年"', "第 4 行 “effective”：应为日期（如 2026-10-01），现为“明年”"),
        ("effective", "efective", "第 1 行 “effective”：缺少这一项"),
        ('version = "1"', f'version = "{"1" * 21}"', "第 3 行 “version”：不能超过 20 个字，现为 21 个字"),
    ],
)
def test_a_bureaus_file_bears_its_own_name(before: str, after: str, told: str) -> None:
    assert f"bureau.toml {told}" in refused("", HEAD.replace(before, after, 1))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("terms = 3\n", "第 9 行 “acts.ours.terms”：不认识这一项"),
        ("[terms]\nx = 3\n", "第 10 行 “terms.x”：应为表，现为“3”"),
        ('[[terms]]\nid = "x"\n', "第 9 行 “terms”：应为表"),
        ("[kinds]\nletter = 3\n", "第 10 行 “kinds.letter”：应为表，现为“3”"),
        ('[kinds.letter]\nterms = "letter.simple"\n', "第 10 行 “kinds.letter.terms”：应为表，现为“letter.simple”"),
        ("[kinds.letter]\noutcomes = [1]\n", "第 10 行 “kinds.letter.outcomes”：清单里都应为表，其中有“1”"),
        ("[criteria]\nid = 1\n", "第 9 行 “criteria”：应为清单"),
        ("[[criteria]]\nid = []\n", "第 10 行 “criteria（第 1 个）.id”：应为整数"),
        ("[[criteria]]\nid = 2\ntitle = 3\n", "第 11 行 “criteria（第 1 个）.title”：应为文字，现为“3”"),
        ("[[criteria]]\nid = 2\n[[criteria]]\nid = 2\n", "第 12 行 “criteria（第 2 个）.id”：“2”写了两次"),
        ("[alarms]\nyellow = 80\n", "第 10 行 “alarms.yellow”：应为表，现为“80”"),
        ("[kinds.letter.effects]\nasked = 'stop'\n", "第 10 行 “kinds.letter.effects.asked”：没有“stop”这个选项"),
        (
            "[terms.letter.simple]\namount = 5\n",
            '第 9 行 “terms.letter.simple”：时限的名称里有点，要加半角引号。写成 [terms."letter.simple"]',
        ),
    ],
)
def test_what_cannot_be_merged_is_refused_where_it_stands(text: str, told: str) -> None:
    assert f"bureau.toml {told}" in refused(text)
