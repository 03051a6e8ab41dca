import csv
from pathlib import Path

import pytest

from huiying.core.errors import InputError
from huiying.intake.channels.files.rejected import write_rejected
from huiying.intake.channels.files.rows import Rejected

from .conftest import Reader

SOURCE = Path("来信.csv")
ROW = Rejected(5, "time", "这一天不存在", {"时间": "2024-2-30", "内容": "=HYPERLINK(1)\n第二行"})


def test_rejected_rows_open_in_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "a.rejected.csv"
    write_rejected(path, [ROW, Rejected(0, "id", "编号重复", {"编号": "@x"}, sheet="三月")], source=SOURCE)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, first, second = csv.reader(file)
    assert header == ["file", "row", "field", "reason", "时间", "内容", "编号"]
    assert first == ["来信.csv", "5", "time", "这一天不存在", "2024-2-30", "'=HYPERLINK(1)\n第二行", ""]
    assert second == ["来信.csv 三月", "", "id", "编号重复", "", "", "'@x"]
    assert list(tmp_path.iterdir()) == [path]


def test_corrected_rows_can_be_imported_again(tmp_path: Path, reading: Reader) -> None:
    path = tmp_path / "a.csv"
    write_rejected(path, [ROW], source=SOURCE)
    path.write_text(path.read_text("utf-8-sig").replace("2024-2-30", "2024-2-29"), "utf-8-sig")
    (heard,) = reading.heard(path)
    assert heard.text == "=HYPERLINK(1)\n第二行"


def test_the_source_is_never_overwritten(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        write_rejected(tmp_path / "a.csv", [ROW], source=tmp_path / "a.csv")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--rejected"):
        write_rejected(tmp_path / "none" / "a.csv", [ROW], source=SOURCE)


def test_half_of_a_surrogate_pair_does_not_stop_the_writing(tmp_path: Path) -> None:
    write_rejected(tmp_path / "a.csv", [Rejected(1, "text", "坏字符", {"内容": "\udcff"})], source=SOURCE)
    assert "坏字符" in (tmp_path / "a.csv").read_text("utf-8-sig")
