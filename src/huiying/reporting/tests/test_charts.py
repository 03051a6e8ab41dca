"""图 · The same specification on the page and on paper, with bars that begin at nothing."""

import io
from typing import Any

import pytest
from PIL import Image

from huiying.reporting.charts import (
    LAST_YEAR,
    RECEIVED,
    REPLIED,
    Bar,
    Kept,
    Mark,
    Panel,
    Series,
    Spec,
    bars,
    clocks,
    curve,
    monthly_chart,
    png,
    small_multiples,
    svg,
    trend,
)

MONTHS = ["1月", "2月", "3月"]
CHARTS: dict[str, Spec] = {
    "trend": trend(MONTHS, [Series(RECEIVED, (3, 9, 6)), Series(REPLIED, (3, 8, 6)), Series(LAST_YEAR, (0, 1, 2))]),
    "curve": curve(["3-1", "3-2", "3-3"], [1, 5, 0], [Mark("3-2", "首次发布"), Mark("9-9", "别处")]),
    "bars": bars([Bar("市长信箱", 9, 4), Bar("百姓畅言", 0, 2)]),
    "clocks": clocks([Kept("1月", 5, 2), Kept("2月", 0, 0)]),
    "small": small_multiples(MONTHS, [Panel("项目服务科", (1, 2, 3)), Panel("政策法规科", (0, 0, 1))]),
    "months": monthly_chart([{"month": "2026-03", "received": 4, "replied": 3}]),
}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_the_same_text_each_time_and_speaks_of_its_rows(name: str) -> None:
    drawn = svg(CHARTS[name])
    assert drawn == svg(CHARTS[name])
    assert drawn.startswith("<svg")
    assert "Noto Sans SC" in drawn
    assert "<script" not in drawn


def test_a_picture_for_paper_is_sharp_and_the_same_bytes_each_time() -> None:
    content = png(CHARTS["bars"])
    assert content == png(CHARTS["bars"])
    picture = Image.open(io.BytesIO(content))
    assert picture.width > 1000  # 540 points at 200 dots an inch
    assert picture.convert("L").getextrema() == (picture.convert("L").getextrema()[0], 255)


def test_lines_bear_their_names_and_last_values() -> None:
    drawn = svg(CHARTS["trend"])
    for name in ("来件 6", "答复 6", "上年同期来件 2"):
        assert name in drawn


def test_lines_differ_without_colour() -> None:
    dashes = [layer["mark"].get("strokeDash") for layer in spec("trend")["layer"] if layer["mark"]["type"] == "line"]
    assert len({str(dash) for dash in dashes}) == 3


@pytest.mark.parametrize("name", ["bars", "clocks", "curve", "trend"])
def test_counts_begin_at_nothing(name: str) -> None:
    scales = [
        channel["scale"]["domainMin"]
        for layer in spec(name)["layer"]
        for key, channel in layer["encoding"].items()
        if key in "xy" and channel.get("type") == "quantitative" and "scale" in channel
    ]
    assert scales
    assert set(scales) == {0}


def test_what_was_done_on_another_day_is_not_marked() -> None:
    drawn = svg(CHARTS["curve"])
    assert "首次发布" in drawn
    assert "别处" not in drawn


def spec(name: str) -> dict[str, Any]:
    told: dict[str, Any] = CHARTS[name].to_dict()
    return told
