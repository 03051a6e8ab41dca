import struct
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import xlwt

from huiying.core.errors import InputError
from huiying.intake.channels.files.limits import LIMITS, MIB
from huiying.intake.channels.files.reader import read

from .conftest import HEADERS, PARKING, PERMIT, Reader, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_a_workbook_row_by_row(tmp_path: Path, reading: Reader) -> None:
    parking, permit = reading.heard(workbook(tmp_path / "来信.xlsx", HEADERS, PARKING, PERMIT))
    assert (parking.external_id, parking.said_by, parking.title) == ("3021", "听涛", "青澜区公园停车难")
    assert parking.text == "周末找不到车位，\n盼增设。"
    assert parking.said_at == datetime(2024, 3, 5, 9, 5, 7, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert (parking.likes, parking.against) == (12, 0)
    assert parking.raw["留言时间"] == "2024/3/5 9:05:07"
    assert permit.said_at.minute == 30


def test_the_name_of_a_file_says_nothing(tmp_path: Path, reading: Reader) -> None:
    path = workbook(tmp_path / "letters.xlsx", HEADERS, PARKING)
    assert len(reading.heard(path.rename(tmp_path / "letters.csv"))) == 1


def test_an_old_workbook_with_date_cells(tmp_path: Path, reading: Reader) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("来信")
    for column, cell in enumerate(["编号", "时间", "内容"]):
        sheet.write(0, column, cell)
    sheet.write(1, 0, 77)
    sheet.write(1, 1, datetime(2023, 11, 2, 16, 20, 41), xlwt.easyxf(num_format_str="YYYY/M/D h:mm:ss"))
    sheet.write(1, 2, "望江镇的路灯不亮。")
    book.save(str(tmp_path / "old.xls"))
    (heard,) = reading.heard(tmp_path / "old.xls")
    assert heard.external_id == "77"
    assert f"{heard.said_at:%Y-%m-%d %H:%M:%S}" == "2023-11-02 16:20:41"


def test_a_title_above_the_header_and_empty_rows_are_passed_over(tmp_path: Path, reading: Reader) -> None:
    path = workbook(
        tmp_path / "a.xlsx", ["三月群众来信汇总表"], [], ["序号", *HEADERS], [], [1, *PARKING], [2, *PERMIT[:3]]
    )
    good, bad = reading(path)
    assert getattr(good, "external_id", None) == "3021"
    assert (getattr(bad, "row", 0), getattr(bad, "field", "")) == (6, "time")


def test_every_visible_sheet_of_letters_is_read_and_no_other(tmp_path: Path, reading: Reader) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["填表说明"])
    for name, rows in {"三月": [HEADERS, PARKING], "四月": [HEADERS, PERMIT[:3]], "旧": [HEADERS, PERMIT]}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book["旧"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    good, bad = reading(tmp_path / "a.xlsx")
    assert getattr(good, "external_id", None) == "3021"
    assert (getattr(bad, "sheet", ""), getattr(bad, "row", 0)) == ("四月", 2)


def test_cells_are_text_and_never_run(tmp_path: Path, reading: Reader) -> None:
    path = workbook(tmp_path / "a.xlsx", ["时间", "内容"], ["2024-3-5", "<script>alert(1)</script>"])
    assert reading.heard(path)[0].text == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ([], "empty"),
        ([["", "  "]], "empty"),
        ([HEADERS], "no letters"),
        ([["甲", "乙"], [1, 2]], "text of the letters"),
        ([["内容", "乙"], ["话", 2]], "time of the letters"),
    ],
)
def test_a_workbook_without_letters_is_refused(
    tmp_path: Path, reading: Reader, rows: list[list[object]], what: str
) -> None:
    with pytest.raises(InputError, match=what) as refused:
        reading(workbook(tmp_path / "a.xlsx", *rows))
    assert refused.value.where == "a.xlsx"


def damaged_xlsx(path: Path) -> None:
    whole = workbook(path, HEADERS, PARKING).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def broken_part(path: Path) -> None:
    """A zip that opens, with a sheet that is no XML."""
    workbook(path, HEADERS, PARKING)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:200] + b"<<<"
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)


def other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w/>")


def locked_xlsx(path: Path) -> None:
    """The OLE file that an encrypted workbook is: a directory that names its one stream."""
    header = OLE + bytes(16) + struct.pack("<HHH", 0x3E, 3, 0xFFFE) + bytes(482)
    path.write_bytes(header + "EncryptedPackage".encode("utf-16-le").ljust(128, b"\0") + bytes(4096))


def damaged_xls(path: Path) -> None:
    path.write_bytes(OLE + bytes(4096))


def test_an_old_workbook_with_a_password(tmp_path: Path, reading: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """MS-XLS 2.4.117: a FILEPASS record after the first one says that the rest is encrypted."""
    filepass = struct.pack("<HH", 0x2F, 54) + bytes([1, 0, 1, 0, 1, 0]) + bytes(48)
    plain = xlwt.Workbook._Workbook__bof_rec
    monkeypatch.setattr(xlwt.Workbook, "_Workbook__bof_rec", lambda book: plain(book) + filepass)
    book = xlwt.Workbook()
    book.add_sheet("来信").write(0, 0, "内容")
    book.save(str(tmp_path / "a.xls"))
    with pytest.raises(InputError, match="password"):
        reading(tmp_path / "a.xls")


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (damaged_xlsx, "damaged"),
        (broken_part, "damaged"),
        (damaged_xls, "damaged"),
        (locked_xlsx, "password"),
        (other_zip, "neither a workbook"),
    ],
)
def test_a_workbook_that_cannot_be_opened(tmp_path: Path, reading: Reader, make: object, what: str) -> None:
    assert callable(make)
    make(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match=what) as refused:
        reading(tmp_path / "a.xlsx")
    assert refused.value.fix


def test_a_cell_in_the_last_corner_does_not_take_us_down(tmp_path: Path, reading: Reader) -> None:
    book = openpyxl.Workbook()
    for column, header in enumerate(HEADERS, start=1):
        book.worksheets[0].cell(1, column, header)
    book.worksheets[0].cell(1_048_576, 16_384, "x")
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match="memory"):
        reading(tmp_path / "a.xlsx", limits=replace(LIMITS, memory=512 * MIB))


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path: Path, reading: Reader) -> None:
    path = workbook(tmp_path / "a.xlsx", HEADERS, PARKING)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package, package.open("xl/bomb.xml", "w") as part:
        for _ in range(60):
            part.write(bytes(MIB))
    with pytest.raises(InputError, match="60 MiB"):
        reading(path)


def test_too_many_columns(tmp_path: Path, reading: Reader) -> None:
    path = workbook(tmp_path / "a.xlsx", [*HEADERS, *map(str, range(600))], PARKING)
    with pytest.raises(InputError, match="607"):
        reading(path)


def test_a_file_larger_than_allowed(tmp_path: Path, reading: Reader) -> None:
    path = workbook(tmp_path / "a.xlsx", HEADERS, PARKING)
    with pytest.raises(InputError, match="MiB"):
        reading(path, limits=replace(LIMITS, workbook_file=1000))


def test_a_text_beyond_measure_stays_behind_alone(tmp_path: Path, reading: Reader) -> None:
    long = "很长。" * 40
    path = workbook(tmp_path / "a.xlsx", HEADERS, [*PARKING[:4], long], PERMIT)
    bad, good = reading(path, limits=replace(LIMITS, cell=100))
    assert (getattr(bad, "row", 0), getattr(bad, "field", "")) == (2, "text")
    assert getattr(good, "external_id", None) == "3022"


def test_reading_can_stop_half_way(tmp_path: Path) -> None:
    rows = read(workbook(tmp_path / "a.xlsx", HEADERS, *[PARKING] * 2000), zone=ZoneInfo("Asia/Shanghai"))
    assert getattr(next(rows), "external_id", None) == "3021"
    rows.close()  # type: ignore[attr-defined]


def test_four_thousand_letters_are_read(tmp_path: Path, reading: Reader) -> None:
    path = workbook(tmp_path / "a.xlsx", HEADERS, *([n, *PARKING[1:4], "字" * 200, 0, 0] for n in range(4326)))
    assert len(reading.heard(path)) == 4326
