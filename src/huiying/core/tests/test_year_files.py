from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from huiying.core.calendar import FOLDER
from huiying.core.errors import InputError
from huiying.core.years import Notice, doubts, parse_year, read_year, to_toml

from .arranged import YEAR_2027

NOTICE = '[notice]\ntitle = "甲通知"\n'


def refused(tmp_path: Path, text: str | bytes) -> str:
    path = tmp_path / "2027.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError) as caught:
        read_year(path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("worked = []\n" + NOTICE, "2027.toml 第 1 行 “year”：缺少这一项。请填写整数"),
        ('year = "2027"\nworked = []\n' + NOTICE, "“year”：应为整数，现为“2027”"),
        ("year = true\nworked = []\n" + NOTICE, "应为整数"),
        ("year = 2027\nworked = []\n", "“notice”：缺少这一项"),
        ("year = 2027\nworked = [2027-02-10]\n" + NOTICE, "2027-02-10 不是需要上班的周末"),
        ("year = 2027\nworked = [2026-10-10]\n" + NOTICE, "2026-10-10 不在 2027 年"),
        ('year = 2027\nworked = ["2027-02-13"]\n' + NOTICE, "清单里都应为日期"),
        (
            'year = 2027\nworked = []\noff = [{ name = "春节", from = 2027-02-11, to = 2027-02-05 }]\n' + NOTICE,
            "第 3 行 “off（第 1 个）.to”：结束日 2027-02-05 早于开始日 2027-02-11",
        ),
        (
            "year = 2027\nworked = []\noff = [\n"
            '{ name = "春节", from = 2027-02-05, to = 2027-02-11 },\n'
            '{ name = "元宵", from = 2027-02-11, to = 2027-02-11 }]\n' + NOTICE,
            "第 5 行 “off（第 2 个）.from”：2027-02-11 已属于“春节”",
        ),
        (
            'year = 2027\nworked = [2027-02-06]\noff = [{ name = "春节", from = 2027-02-05, to = 2027-02-11 }]\n'
            + NOTICE,
            "2027-02-06 不是需要上班的周末",
        ),
        ("year = 2027\nworked = []\nwork = []\n" + NOTICE, "“work”：不认识这一项。此处可用：amended_by、notice、off"),
        ("year = \n", "不符合 TOML 格式"),
        (b"year = 2027 # \xb9\xfa", "文件不是 UTF-8 编码"),
    ],
)
def test_a_wrong_year_says_where_and_what_is_allowed(tmp_path: Path, text: str | bytes, told: str) -> None:
    assert told in refused(tmp_path, text)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="文件读不到"):
        read_year(tmp_path / "2030.toml")


def test_a_day_off_of_another_name_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "2027.toml"
    more = '    { name = "纪念日", from = 2027-09-03, to = 2027-09-03 },\n]'
    path.write_text(YEAR_2027.replace("\n]", f"\n{more}", 1), encoding="utf-8")
    assert read_year(path).off[date(2027, 9, 3)] == "纪念日"


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        (
            '    { name = "国庆节", from = 2027-10-01, to = 2027-10-07 },\n',
            "",
            "第 3 行 “off”：2027 年缺少法定节假日：国庆节（2027-10-01）。请补全这一年的放假安排",
        ),
        ("from = 2027-02-05", "from = 2027-02-06", "缺少法定节假日：春节（2027-02-05）"),  # the eve is statutory now
        ("to = 2027-10-07", "to = 2027-10-02", "缺少法定节假日：国庆节（2027-10-03）"),
        ("to = 2027-10-07", "to = 2027-12-07", "第 10 行 “off（第 7 个）.to”：2027-10-01 至 2027-12-07 超过 31 天"),
        ("2027-05-08,", "2027-05-08, 2027-05-08,", "2027-05-08 写了两次"),
        ("2027-05-08,", "2027-05-06,", "2027-05-06 不是需要上班的周末"),
        ("2027-05-08,", "2028-05-06,", "2028-05-06 不在 2027 年"),
        ("year = 2027", "year = 1999", "1999 年超出日历范围。可用 2000 年至 2060 年"),
        ("year = 2027", "year = 99999", "99999 年超出日历范围"),
        ('"元旦"', '"元\\u202e旦"', "含有不能显示的字符"),
        ('"元旦"', f'"{"元" * 41}"', "不能超过 40 个字"),
    ],
)
def test_half_a_year_and_slips_are_refused(tmp_path: Path, was: str, becomes: str, told: str) -> None:
    assert YEAR_2027.count(was) == 1
    assert told in refused(tmp_path, YEAR_2027.replace(was, becomes))


def test_where_the_moon_is_not_known_its_feasts_must_be_named() -> None:
    far = YEAR_2027.replace("2027", "2049").replace("2049-05-08", "2049-05-09").replace("2049-10-09", "2049-10-10")
    assert parse_year(far, where="2049.toml").number == 2049
    with pytest.raises(InputError, match="缺少法定节假日：春节"):
        parse_year(far.replace("春节", "放假"), where="2049.toml")


def test_what_ships_is_written_and_read_back_equal() -> None:
    paths = sorted(path for path in FOLDER.glob("*.toml") if path.stem.isdigit())
    assert len(paths) >= 8
    for path in paths:
        year = read_year(path)
        assert parse_year(to_toml(year), where="again") == year
        assert to_toml(parse_year(to_toml(year), where="again")) == to_toml(year)


def test_no_word_of_a_file_breaks_out_of_its_quotes() -> None:
    sly = 'a"b\\c = [x] # 甲'
    notice = Notice(sly, sly, (Notice(sly, ""),))
    year = replace(parse_year(YEAR_2027, where="2027.toml"), notice=notice)
    year = replace(year, off={day: sly if name == "元旦" else name for day, name in year.off.items()})
    assert parse_year(to_toml(year), where="again") == year


def test_weekends_worked_that_do_not_match_the_days_off_raise_a_doubt() -> None:
    whole = parse_year(YEAR_2027, where="2027.toml")
    assert doubts(whole) == ()
    (told,) = doubts(replace(whole, worked=frozenset()))
    assert told == (
        "2027 年工作日放假 17 天，法定节假日 13 天，调休上班 0 天，两者不相抵（差 4 天）。"
        "请核对通知，是否漏了调休上班日"
    )
    # 2020 alone of those that ship: its 春节 was lengthened without weekends in exchange.
    years = [read_year(path) for path in sorted(FOLDER.glob("20*.toml"))]
    assert [year.number for year in years if doubts(year)] == [2020]
