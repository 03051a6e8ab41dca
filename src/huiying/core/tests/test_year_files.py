from pathlib import Path

import pytest

from huiying.core.errors import InputError
from huiying.core.years import read_year

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
        ("worked = []\n" + NOTICE, "2027.toml 的“year”：缺少这一项。请填写整数"),
        ('year = "2027"\nworked = []\n' + NOTICE, "“year”：应为整数，现为“2027”"),
        ("year = true\nworked = []\n" + NOTICE, "应为整数"),
        ("year = 2027\nworked = []\n", "“notice”：缺少这一项"),
        ("year = 2027\nworked = [2027-02-10]\n" + NOTICE, "2027-02-10 不是需要上班的周末"),
        ("year = 2027\nworked = [2026-10-10]\n" + NOTICE, "2026-10-10 不在 2027 年"),
        ('year = 2027\nworked = ["2027-02-13"]\n' + NOTICE, "清单里都应为日期"),
        (
            'year = 2027\nworked = []\noff = [{ name = "春节", from = 2027-02-11, to = 2027-02-05 }]\n' + NOTICE,
            "第 1 个“off” 的“to”：结束日 2027-02-05 早于开始日 2027-02-11",
        ),
        (
            "year = 2027\nworked = []\noff = [\n"
            '{ name = "春节", from = 2027-02-05, to = 2027-02-11 },\n'
            '{ name = "元宵", from = 2027-02-11, to = 2027-02-11 }]\n' + NOTICE,
            "第 2 个“off” 的“from”：2027-02-11 已属于“春节”",
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


def test_a_local_holiday_bears_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "2027.toml"
    path.write_text(
        'year = 2027\nworked = []\noff = [{ name = "台风停工", from = 2027-08-04, to = 2027-08-04 }]\n' + NOTICE,
        encoding="utf-8",
    )
    assert set(read_year(path).off.values()) == {"台风停工"}
