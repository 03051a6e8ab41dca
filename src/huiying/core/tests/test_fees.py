"""信息处理费: numbers in, yuan out, by both methods (国办函〔2020〕109号 arts. 4 and 5); and the file that says so."""

import pytest

from huiying.core.errors import InputError
from huiying.core.fees import Fees
from huiying.core.regulation import Regulation, load, parse

# requests of the month before it | items | yuan
BY_ITEM = """
0 1 0
0 10 0
0 11 100
10 1 100
0 30 2000
29 1 100
30 1 200
0 31 2200
30 10 2000
40 1 300
0 40 4000
0 41 4300
99 1 800
100 1 900
0 100 37000
"""
BY_PAGE = """
1 0
30 0
31 10
100 700
101 720
200 2700
201 2740
1000 34700
"""
OWN = """
extends = "national"
name = "测试市规定"
version = "2026.1"
effective = 2026-01-01
"""


@pytest.fixture
def fees(national: Regulation) -> Fees:
    assert national.fees is not None
    return national.fees


@pytest.mark.parametrize("row", BY_ITEM.strip().splitlines())
def test_by_item(fees: Fees, row: str) -> None:
    before, items, yuan = map(int, row.split())
    assert fees.by_item(before, items) == yuan


@pytest.mark.parametrize("row", BY_PAGE.strip().splitlines())
def test_by_page(fees: Fees, row: str) -> None:
    pages, yuan = map(int, row.split())
    assert fees.by_page(pages) == yuan


def test_one_after_the_other_costs_what_all_together_cost(fees: Fees) -> None:
    assert sum(fees.by_item(before, 1) for before in range(75)) == fees.by_item(0, 75)


@pytest.mark.parametrize("number", [0, -1, 100_001])
def test_a_number_that_cannot_be_is_refused(fees: Fees, number: int) -> None:
    with pytest.raises(InputError, match="1 到 100000"):
        fees.by_page(number)
    with pytest.raises(InputError):
        fees.by_item(0, number)


def test_a_bureau_sets_what_it_reads_otherwise(national: Regulation) -> None:
    own = parse(OWN + "[disclosure_fees]\nbeyond = 50\n", where="own.toml")
    assert own.fees
    assert own.fees.by_page(201) == 2750
    assert own.fees.by_item(0, 11) == 100
    assert load().fees == national.fees


@pytest.mark.parametrize("tiers", ["[]", "[{ upto = 30, yuan = 1 }, { upto = 30, yuan = 2 }]"])
def test_tiers_rise(tiers: str) -> None:
    with pytest.raises(InputError, match="pages"):
        parse(OWN + f"[disclosure_fees]\npages = {tiers}\n", where="own.toml")


def test_every_row_of_the_annual_report_has_its_answer(national: Regulation) -> None:
    """办理结果 of 国办公开办函〔2021〕30号: each row below (三) to (六) is a ground, and each answer leads to a row."""
    rows = {ground.row for ground in national.grounds.values() if ground.row}
    assert rows == {
        f"{head}.{n}" for head, most in (("3", 8), ("4", 3), ("5", 5), ("6", 3)) for n in range(1, most + 1)
    }
    for outcome in national.kinds["disclosure"].outcomes:
        below = [row for row in rows if row.startswith(f"{outcome.row}.")]
        assert outcome.row in ("1", "2") or outcome.row in rows or below, outcome.id


def test_a_row_that_no_report_has_is_refused() -> None:
    ground = '[[refusal_grounds]]\nid = "state_secret"\nrow = "七"\n'
    with pytest.raises(InputError, match="row"):
        parse(OWN + ground, where="own.toml")


def test_where_to_turn_against_an_answer(national: Regulation) -> None:
    assert [(each.within.zh[-4:], each.citation.zh, each.first) for each in national.remedies] == [
        ("六十日内", "《中华人民共和国行政复议法》第二十条", False),
        ("六个月内", "《中华人民共和国行政诉讼法》第四十六条", False),
        ("六十日内", "《中华人民共和国行政复议法》第二十条、第二十三条", True),
        ("十五日内", "《中华人民共和国行政诉讼法》第四十五条", True),
    ]


def test_what_arts_14_to_16_withhold_goes_to_reconsideration_first(national: Regulation) -> None:
    first = [ground for ground in national.grounds.values() if ground.reconsider_first]
    assert [ground.row for ground in first] == [f"3.{n}" for n in range(1, 8)]
    assert all(any(article in ground.citation for article in ("十四条", "十五条", "十六条")) for ground in first)
