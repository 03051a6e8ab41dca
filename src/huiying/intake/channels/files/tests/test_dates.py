from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from huiying.intake.channels.files.cells import Cell
from huiying.intake.channels.files.dates import MomentError, moment

ZONE = ZoneInfo("Asia/Shanghai")
WANTED = datetime(2019, 2, 28, 11, 25, 5, tzinfo=ZONE)


@pytest.mark.parametrize(
    "cell",
    [
        "2019/2/28 11:25:05",
        "2019-02-28 11:25:05",
        "2019.2.28 11:25:05",
        "2019年2月28日 11时25分5秒",
        "2019年2月28日11:25:05",
        "２０１９／２／２８　１１：２５：０５",
        "2019-2-28 星期四 上午11:25:05",
        "2019-02-28T11:25:05",
        "2019-02-28T11:25:05.000+08:00",
        "2019-02-28T03:25:05Z",
        "20190228112505",
        "28 Feb 2019 11:25:05 AM",
        "Thu, 28 Feb 2019 03:25:05 GMT",
        "February 28, 2019 11:25:05",
        "Thu Feb 28 11:25:05 +0800 2019",
        "Thu Feb 28 11:25:05 CST 2019",
        "1551324305",
        1551324305,
        1551324305000,
        43524.475752314815,
        "43524.4757523",
        datetime(2019, 2, 28, 11, 25, 4, 999999),
    ],
)
def test_usual_forms_name_the_same_moment(cell: Cell) -> None:
    assert moment(cell, ZONE).at == WANTED
    assert not moment(cell, ZONE).whole_day


@pytest.mark.parametrize(
    "cell",
    ["2019-2-28", "2019年2月28日", "20190228", 20190228, "2019.2.28", 43524, 43524.0, date(2019, 2, 28), "28-Feb-2019"],
)
def test_a_day_alone_begins_at_midnight_of_the_office(cell: Cell) -> None:
    told = moment(cell, ZONE)
    assert told.at == datetime(2019, 2, 28, tzinfo=ZONE)
    assert told.whole_day


@pytest.mark.parametrize(
    ("cell", "hour", "minute"),
    [
        ("2019/2/28 下午3:05", 15, 5),
        ("2019/2/28 上午12:05", 0, 5),
        ("2019/2/28 下午12:05", 12, 5),
        ("2019/2/28 中午1点", 13, 0),
        ("2019/2/28 中午11:50", 11, 50),
        ("2019/2/28 晚上8点", 20, 0),
        ("2019/2/28 3:05 PM", 15, 5),
        ("2019年2月28日9时", 9, 0),
    ],
)
def test_halves_of_the_day(cell: str, hour: int, minute: int) -> None:
    assert moment(cell, ZONE).at == datetime(2019, 2, 28, hour, minute, tzinfo=ZONE)


def test_twenty_four_hours_is_the_next_midnight() -> None:
    assert moment("2019-2-28 24:00", ZONE).at == datetime(2019, 3, 1, tzinfo=ZONE)


def test_every_moment_comes_in_the_zone_of_the_office() -> None:
    assert moment(datetime(2019, 2, 28, 3, 25, 5, tzinfo=UTC), ZONE).at.tzinfo is ZONE


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("2019-2-30", "does not exist"),
        ("2023年2月29日 8时", "does not exist"),
        ("20191301", "does not exist"),
        ("2019-2-28 25:00", "time of day does not exist"),
        ("2019-2-28 11:61", "time of day does not exist"),
        ("2019-2-28 11:25 +99:00", "time zone"),
        ("2019-2-28 11:250", "cannot be read"),
        ("28/2/2019", "year first"),
        ("19/2/28", "year first"),
        ("上周三", "not a date"),
        ("2019-2", "not a date"),
        ("0001-01-01", "year 1 "),
        ("9999-12-31", "year 9999"),
        ("12", "not a date"),
        (True, "not a date"),
        (float("nan"), "not a date"),
        (1e300, "not a date"),
        ("9" * 400, "not a date"),
    ],
)
def test_what_is_no_moment_says_why(cell: Cell, why: str) -> None:
    with pytest.raises(MomentError, match=why):
        moment(cell, ZONE)
