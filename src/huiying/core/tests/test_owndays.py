from datetime import date

import pytest

from huiying.core.calendar import Calendar
from huiying.core.deadline import due, say
from huiying.core.errors import InputError
from huiying.core.owndays import OwnDay, parse_days, to_toml
from huiying.core.regulation import Regulation

from .test_pauses import at

TYPHOON = """
[[day]]
from = 2026-08-04
to = 2026-08-05
off = true
name = "台风停工"
ground = "市防汛指挥部通告〔2026〕3号"

[[day]]
from = 2026-08-08
off = false
name = "台风补班"
"""
STOPPED = [OwnDay(date(2026, 8, n), True, "台风停工", "市防汛指挥部通告〔2026〕3号") for n in (4, 5)]
MADE_GOOD = OwnDay(date(2026, 8, 8), False, "台风补班")


def test_rows_are_days_and_are_written_back_as_they_were() -> None:
    days = parse_days(TYPHOON, where="自定日")
    assert days == (*STOPPED, MADE_GOOD)
    assert to_toml(days) == TYPHOON.lstrip()
    assert parse_days(to_toml(reversed(days)), where="again") == days
    assert parse_days("", where="自定日") == ()


def test_no_word_breaks_out_of_its_quotes() -> None:
    sly = OwnDay(date(2026, 8, 4), True, 'a"\\ ]] # 甲', "'''\"\"\"")
    assert parse_days(to_toml([sly]), where="again") == (sly,)


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("off = true", "", "自定日 第 2 行 “day（第 1 个）.off”：缺少这一项。请填写true 或 false"),
        ("off = true", 'off = "休"', "第 5 行 “day（第 1 个）.off”：应为true 或 false，现为“休”"),
        ("off = true", "off = 1", "应为true 或 false"),
        ('name = "台风停工"', "", "“day（第 1 个）.name”：缺少这一项"),
        ('name = "台风停工"', 'name = " "', "不能为空"),
        ('name = "台风停工"', 'nane = "台风停工"', "缺少这一项"),
        ("to = 2026-08-05", "to = 2026-08-03", "结束日 2026-08-03 早于开始日 2026-08-04"),
        ("to = 2026-08-05", "to = 2027-08-05", "2026-08-04 至 2027-08-05 超过 92 天"),
        ("to = 2026-08-05", "to = 9999-12-31", "超出日历范围。可用 2000 年至 2060 年的日子"),
        ("from = 2026-08-04", "from = 0001-01-01", "超出日历范围"),
        ("to = 2026-08-05", "to = 2026-08-08", "“day（第 2 个）.from”：2026-08-08 已定为“台风停工”。一天只能定一次"),
        ("to = 2026-08-05", "until = 2026-08-05", "“day（第 1 个）.until”：不认识这一项"),
        ("[[day]]\nfrom = 2026-08-08", "[[days]]\nfrom = 2026-08-08", "“days”：不认识这一项。此处可用：day"),
    ],
)
def test_a_wrong_row_says_where_and_what_is_allowed(was: str, becomes: str, told: str) -> None:
    assert TYPHOON.count(was) == 1
    with pytest.raises(InputError) as caught:
        parse_days(TYPHOON.replace(was, becomes), where="自定日")
    assert told in str(caught.value)


def test_reasons_tell_them_by_their_name(days: Calendar, national: Regulation) -> None:
    own = days.with_days(*STOPPED, MADE_GOOD)
    told = due("letter.simple", at("2026-08-03T10:00"), calendar=own, regulation=national)
    assert told.due_date == date(2026, 8, 13)  # 6 7 8 (worked) 10 11 12 13
    assert say(told.because, "zh-hans").startswith(
        "2026年8月3日收到，次日起算；跳过8月4日至5日（台风停工）及周末（1天）；8月8日（周六）为上班日（台风补班），计入；"
    )
    assert "8 August (Sat) counted as a working day (台风补班)" in say(told.because, "en")


def test_a_term_of_days_that_ends_on_one_moves_on(days: Calendar, national: Regulation) -> None:
    own = days.with_days(*STOPPED)
    told = due("petition.notice", at("2026-07-20T10:00"), calendar=own, regulation=national)
    assert told.due_date == date(2026, 8, 6)
    assert "适逢台风停工，依《民法典》第二百零三条顺延至8月6日" in say(told.because, "zh-hans")


def test_what_was_counted_before_the_office_set_its_days_is_not_kept(days: Calendar, national: Regulation) -> None:
    ends = [
        due("letter.simple", at("2026-08-03T10:00"), calendar=each, regulation=national).due_date.day
        for each in (days, days.with_days(*STOPPED), days)
    ]
    assert ends == [12, 14, 12]
