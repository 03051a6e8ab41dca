from datetime import datetime
from pathlib import Path

import pytest

from huiying.core import regulation
from huiying.core.errors import InputError
from huiying.core.regulation import Regulation
from huiying.core.retention import ended_before
from huiying.core.zone import ZONE

OWN = """extends = "national"
name = "测试局规定"
version = "1"
effective = 2026-01-01
"""


def ours(text: str) -> Regulation:
    return regulation.parse(OWN + text, where="ours.toml")


def test_the_national_set_names_the_law_and_no_term(national: Regulation) -> None:
    assert national.retention is not None
    assert (national.retention.years, national.retention.automatic, national.retention.removes_files) == (
        None,
        False,
        True,
    )
    assert national.retention.cited.zh == "《中华人民共和国个人信息保护法》第十九条"


def test_an_office_sets_its_own() -> None:
    told = ours('[retention]\nyears = 3\nautomatic = true\nattachments = "keep"\n').retention
    assert told is not None
    assert (told.years, told.automatic, told.removes_files) == (3, True, False)
    assert "第十九条" in told.cited.zh


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("years = 0", "不能小于 1"),
        ("years = 31", "不能大于 30"),
        ('attachments = "burn"', "可用的选项：remove、keep"),
        ("automatic = true", "没有写保存几年"),
        ("month = 3", "不认识这一项"),
    ],
)
def test_what_is_wrong_is_refused(text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        ours(f"[retention]\n{text}\n")


def test_a_regulation_without_it_keeps_everything(tmp_path: Path) -> None:
    text = (regulation.FOLDER / "national.toml").read_text("utf-8")
    start, end = text.index("[retention]"), text.index("[acts.opinion]")
    path = tmp_path / "old.toml"
    path.write_text(text[:start] + text[end:], "utf-8")
    assert regulation.read(path).retention is None


@pytest.mark.parametrize(
    ("at", "years", "before"),
    [
        ("2026-03-15 10:00", 3, "2023-03-15 00:00"),
        ("2026-03-15 00:00", 1, "2025-03-15 00:00"),
        ("2028-02-29 23:59", 3, "2025-02-28 00:00"),
        ("2028-02-29 12:00", 4, "2024-02-29 00:00"),
    ],
)
def test_years_are_whole(at: str, years: int, before: str) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=ZONE)
    assert ended_before(moment, years) == datetime.fromisoformat(before).replace(tzinfo=ZONE)
