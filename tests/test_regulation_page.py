"""The reference of the regulation file fails when it lies: its example is read, its names are those of the code."""

import re
from pathlib import Path

import pytest

from huiying.core import regulation
from huiying.core.alarms import TITLES, Left, Level, Passed
from huiying.core.chains import SIGNING
from huiying.core.errors import InputError
from huiying.core.provisions import EVENTS, REASONS
from huiying.core.regulation import Regulation
from huiying.core.term import Unit

PAGE = (Path(__file__).parent.parent / "docs/reference/regulation.md").read_text("utf-8")
EXAMPLE = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)[0]


@pytest.fixture
def bureau() -> Regulation:
    return regulation.parse(EXAMPLE, where="bureau.toml")


def named(heading: str) -> dict[str, str]:
    """The rows `name` | 中文 of the table with this heading, two to a line where it is set in two columns."""
    table = PAGE.split(f"\n| {heading} |", 1)[1].split("\n\n", 1)[0]
    return dict(re.findall(r"\| `(\w+)` \| ([^|]+) \|", table))


def test_the_example_is_a_regulation(bureau: Regulation) -> None:
    assert (bureau.key, bureau.extends) == ("云江县住建局来信办理规定 2026-2", "国家规定 2026.1")
    assert bureau.review_chain == ("section_head", "office", "leader")
    assert bureau.parts == Left(1, Unit.WORKING_DAY)
    assert [(row.levels, row.sections, row.public, row.proofreadings) for row in bureau.chains] == [
        (("重大",), 1, None, 3),
        ((), 2, True, 0),
    ]
    simple, complex_ = bureau.term("letter.simple"), bureau.term("letter.complex")
    assert (simple.amount, simple.close) == (5, "17:30")
    assert simple.citation == "《云江县住建局来信办理规定》（云建发〔2026〕12号）第六条"
    assert (complex_.amount, complex_.extend, complex_.approver, complex_.confidence) == (15, 5, "leader", "M")
    assert bureau.term("hotline.return").close == "12:00"
    assert bureau.term("disclosure.answer").extend == 20


def test_the_kinds_of_the_example(bureau: Regulation) -> None:
    letter, opinion, hotline = (bureau.kinds[kind] for kind in ("letter", "opinion", "hotline"))
    assert (letter.title, letter.effects) == ("群众来信", {})
    assert letter.alarms[Level.YELLOW] == Left(2, Unit.WORKING_DAY)
    assert (opinion.terms["general"].starts, opinion.terms["general"].ends) == ("happened", ("released",))
    assert opinion.alarms[Level.YELLOW] == Passed(80)
    assert [(t.role, t.term, t.instead_of) for t in hotline.terms.values()] == [
        ("order", "hotline.order", ""),
        ("return", "hotline.return", ""),
        ("several", "letter.complex", "order"),
    ]
    assert (hotline.review_chain, hotline.effects) == (("section_head",), {"asked": "pause"})
    assert [ground.title for ground in bureau.grounds_of("hotline")][-1] == "不属于本县管辖"
    assert hotline.alarms == {
        Level.FIRST: Passed(30),
        Level.YELLOW: Left(2, Unit.WORKING_DAY),
        Level.RED: Left(4, Unit.HOUR),
    }
    assert len(hotline.outcomes) == 2
    assert len(bureau.refusal_grounds) == 8


def test_the_names_are_those_of_the_code() -> None:
    assert named("event") == EVENTS
    assert named("reason of asking outside") == REASONS
    assert named("level") == {str(level): title for level, title in TITLES.items()}
    assert named("step") == SIGNING


def test_the_refusal_it_quotes_is_the_one_that_is_given() -> None:
    wrong = EXAMPLE.replace('unit = "working_day"\ncite', 'unit = "workday"\ncite', 1)
    with pytest.raises(InputError) as caught:
        regulation.parse(wrong, where="bureau.toml")
    quoted = re.search(r"`bureau\.toml 第 12 行 “terms\.letter\.simple\.unit”：([^`]*)`", PAGE)
    assert quoted
    assert str(caught.value).endswith(quoted[1].replace("\n", ""))
    assert "bureau.toml 第 46 行 “terms.hotline.order.unit”：" in str(caught.value)
