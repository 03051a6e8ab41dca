"""A workbook: nothing in it runs, nothing is silently cut, it prints, and it repeats to the byte."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from PIL import Image

from huiying.sheets import Book, Cell, Column, Link, Look, Picture, Row, Sheet, as_bytes, headed

COLUMNS = (Column("序号", 6, Look.NUMBER), Column("编号", 14), Column("内容", 40), Column("时间", 17, Look.MOMENT))


def book(*rows: Any, **more: Any) -> Book:
    return Book("台账", (headed("台账", COLUMNS, rows, **more),), organ="测试市招商局", dated=date(2026, 3, 31))


def opened(made: Book) -> Any:
    return load_workbook(io.BytesIO(as_bytes(made)))


def picture(width: int = 400, height: int = 200) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(drawn, "PNG")
    return drawn.getvalue()


@pytest.mark.parametrize("text", ["=1+1", "+86 138", "-5", "@SUM(A1)", "\t=1", "＝1", "  =HYPERLINK(1)", "\n=1"])
def test_no_cell_runs(text: str) -> None:
    cell = opened(book([1, text, Link(text, "https://example.cn/a"), None])).active["B2"]
    assert (cell.data_type, cell.value[0]) == ("s", "'")
    assert opened(book([1, text, Link(text, "https://example.cn/a"), None])).active["C2"].data_type == "s"


def test_a_number_that_is_a_name_stays_a_text() -> None:
    row = opened(book([12, "00420260315", "x", datetime(2026, 3, 15, 10, 0)])).active[2]
    assert [cell.value for cell in row] == [12, "00420260315", "x", datetime(2026, 3, 15, 10, 0)]
    assert (row[0].data_type, row[1].data_type, row[1].number_format) == ("n", "s", "@")


@pytest.mark.parametrize("sign", ["长", "😀"])
def test_what_a_cell_cannot_hold_is_said_and_not_silently_cut(sign: str) -> None:
    told = opened(book([1, sign * 40_000, "", None])).active["B2"].value
    assert len(told.encode("utf-16-le")) // 2 <= 32_767
    assert told.endswith("全文40000字，此处未完）")
    assert opened(book([1, "长" * 32_767, "", None])).active["B2"].value == "长" * 32_767


def test_what_no_file_may_hold_is_left_out() -> None:
    assert opened(book([1, "a\x00b\x0bc\ud800d", "", None])).active["B2"].value == "abc?d"


def test_only_an_address_of_the_web_is_a_link() -> None:
    sheet = opened(
        book([1, Link("原帖", "https://example.cn/1?a=b&c"), Link("坏", "javascript:alert(1)"), None])
    ).active
    assert (sheet["B2"].value, sheet["B2"].hyperlink.target) == ("原帖", "https://example.cn/1?a=b&c")
    assert (sheet["C2"].value, sheet["C2"].hyperlink) == ("坏", None)


def test_a_picture_stands_in_its_cell_and_the_row_is_as_high() -> None:
    sheet = opened(book([1, (Picture(picture(), "截图"),), "", None])).active
    (drawn,) = sheet._images
    assert (drawn.anchor._from.col, drawn.anchor._from.row) == (1, 1)
    assert (drawn.anchor.ext.width, drawn.anchor.ext.height) == (150 * 9525, 75 * 9525)
    assert sheet.row_dimensions[2].height >= 75 * 0.75


def test_it_prints_with_its_head_on_every_page() -> None:
    made = book([1, "a", "b", None], title="舆情台账", left="单位", right="3月", fixed=2, paper="A3", filtered=True)
    sheet = opened(made).active
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 8)
    assert (sheet.print_title_rows, sheet.freeze_panes, sheet.auto_filter.ref) == ("$3:$3", "C4", "A3:D4")
    assert "&P" in sheet.oddFooter.center.text
    assert {str(found) for found in sheet.merged_cells.ranges} == {"A1:D1", "A2:B2", "C2:D2"}
    assert (sheet["A1"].font.name, sheet["A3"].font.name, sheet["A4"].font.name) == ("方正小标宋简体", "黑体", "宋体")


def test_a_form_has_cells_that_span() -> None:
    rows = (
        Row((Cell("标题", Look.LABEL), Cell("路灯", across=3))),
        Row((Cell("记录", Look.LABEL, down=2), Cell("一"), Cell("二", across=2))),
        Row((None, Cell("三"), Cell("四", across=2)), height=60),
    )
    sheet = opened(Book("单", (Sheet("单", (10, 20, 20, 20), (), rows, upright=True),))).active
    assert {str(found) for found in sheet.merged_cells.ranges} == {"B1:D1", "A2:A3", "C2:D2", "C3:D3"}
    assert sheet["B3"].value == "三"
    assert sheet["D1"].border.right.style == "thin"
    assert sheet.row_dimensions[3].height == 60


def test_the_same_book_gives_the_same_bytes() -> None:
    made = [as_bytes(book([1, "a", Link("b", "https://example.cn/"), (Picture(picture(), "图"),)])) for _ in "ab"]
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_table_of_any_length_passes_through() -> None:
    rows = ([n, str(n), "话", None] for n in range(3000))
    assert opened(Book("长", (headed("长", COLUMNS, rows),))).active.max_row == 3001
