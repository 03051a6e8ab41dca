"""Numbers, days and lists as official Chinese writes them."""

import pytest

from huiying.reporting.papers.wording import chinese, listed, numbered, quantity, quoted, the_period, we


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [
        ("2025-01-01", "2025-12-31", "2025年度"),
        ("2026-01-01", "2026-06-30", "2026年上半年"),
        ("2026-07-01", "2026-12-31", "2026年下半年"),
        ("2026-01-01", "2026-03-31", "2026年第一季度"),
        ("2026-10-01", "2026-12-31", "2026年第四季度"),
        ("2024-02-01", "2024-02-29", "2024年2月"),
        ("2026-02-01", "2026-05-31", "2026年2月至5月"),
        ("2025-05-01", "2026-05-31", "2025年5月至2026年5月"),
        ("2026-01-01", "2026-06-29", "2026年1月1日至6月29日"),
        ("2026-03-05", "2026-03-05", "2026年3月5日"),
    ],
)
def test_periods_have_their_shortest_usual_name(start: str, end: str, name: str) -> None:
    assert the_period(start, end) == name


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (95.25, "%", "95.2%"),
        (95, "%", "95.0%"),
        (100.0, "%", "100%"),
        (0, "%", "0%"),
        (4.0, "天", "4天"),
        (4.25, "天", "4.2天"),
        (1200, "件", "1200件"),
    ],
)
def test_quantities(value: float, unit: str, told: str) -> None:
    assert quantity(value, unit) == told


def test_small_counts_are_chinese() -> None:
    assert [chinese(n) for n in (1, 2, 5, 10, 11, 12, 20, 34)] == [
        "一",
        "两",
        "五",
        "十",
        "十一",
        "十二",
        "二十",
        "三十四",
    ]


def test_lists_and_points() -> None:
    assert listed(["甲"]) == "甲"
    assert listed(["甲", "乙", "丙"]) == "甲、乙和丙"
    assert listed([]) == ""
    assert numbered(["甲。", "", "乙。"]) == ["一是甲。", "二是乙。"]
    assert quoted(["“厂房”租金。"]) == "“‘厂房’租金”"


def test_an_office_calls_itself_by_its_kind() -> None:
    assert [we(organ) for organ in ("江岚市招商局", "江岚市发改委", "")] == ["我局", "我委", "本单位"]
