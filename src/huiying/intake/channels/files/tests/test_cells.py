from datetime import date, datetime

import pytest

from huiying.intake.channels.files import cells
from huiying.intake.channels.files.cells import Cell, CellError


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (188006.0, "188006"),
        (0.5, "0.5"),
        (1.2e18, "1200000000000000000"),
        (float("inf"), "inf"),
        (True, "true"),
        (None, ""),
        (datetime(2019, 2, 28, 11, 25, 5), "2019-02-28 11:25:05"),
        (date(2019, 2, 28), "2019-02-28"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_cell_reads_as_it_was_meant(cell: Cell, text: str) -> None:
    assert cells.as_text(cell) == text


def test_paragraphs_lose_ragged_edges_and_keep_their_breaks() -> None:
    ragged = "\n\t\t　　第一段，\u200b有缩进。\t\r\n\r\n\r\n\r\n第二\xa0段_x000D_\n尾\x07\n\t"
    assert cells.paragraphs(ragged) == "第一段，有缩进。\n\n第二 段\n尾"


@pytest.mark.parametrize("cell", [3021, 3021.0, "3021", " 3021.0 ", "３０２１"])
def test_a_number_is_the_same_in_every_file(cell: Cell) -> None:
    assert cells.identity(cell) == "3021"


@pytest.mark.parametrize("cell", ["00123", "A000102948", "3.5"])
def test_other_identities_stay(cell: str) -> None:
    assert cells.identity(cell) == cell


@pytest.mark.parametrize(("cell", "number"), [("", 0), (12.0, 12), ("1,204", 1204), ("1.2万", 12000), ("3k+", 3000)])
def test_counts(cell: Cell, number: int) -> None:
    assert cells.count(cell) == number


@pytest.mark.parametrize("cell", ["-1", "很多", "1.5", 99_999_999_999, float("nan")])
def test_what_is_no_count(cell: Cell) -> None:
    with pytest.raises(CellError):
        cells.count(cell)


@pytest.mark.parametrize(
    ("cell", "yes"), [("是", True), ("不公开", False), (True, True), (0, False), ("", False), ("ＹＥＳ", True)]
)
def test_yes_and_no(cell: Cell, yes: bool) -> None:
    assert cells.choice(cell) is yes


def test_neither_yes_nor_no() -> None:
    with pytest.raises(CellError):
        cells.choice("看情况")


def test_what_guarded_a_cell_from_the_spreadsheet_goes_on_the_way_back() -> None:
    assert cells.line("'+86 138") == "+86 138"
    assert cells.line("'tis said") == "'tis said"
