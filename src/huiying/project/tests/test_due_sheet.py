"""A sheet of terms goes through `due --in --out`: every row is answered or says what is wrong with it."""

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from huiying.core.errors import InputError
from huiying.project.dueing.sheet import Outcome, answer_sheet

pytestmark = pytest.mark.django_db

ADDED = ["due", "due_date", "provisional", "because", "error"]


def answered(folder: Path, content: str | bytes, name: str = "f.csv") -> tuple[list[dict[str, str]], Outcome]:
    """The rows of the answer to a file with this content, by header, and how many were done."""
    source, out = folder / name, folder / "g.csv"
    source.write_bytes(content.encode() if isinstance(content, str) else content)
    outcome = answer_sheet(source, out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file)), outcome


def test_the_columns_stay_and_the_answer_stands_behind_them(tmp_path: Path) -> None:
    (row,), outcome = answered(tmp_path, "no,term,received,pause,extend\n17,letter.simple,2026-02-10,,\n")
    assert list(row) == ["no", "term", "received", "pause", "extend", *ADDED]
    assert row["no"] == "17"
    assert (row["due"], row["due_date"]) == ("2026-02-27T00:00:00+08:00", "2026-02-26")
    assert row["provisional"] == "false"
    assert "第7个工作日" in row["because"]
    assert row["error"] == ""
    assert outcome.to_json() == {"read": 1, "done": 1, "refused": 0}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_chinese_headers_and_titles_in_the_usual_encodings(tmp_path: Path, encoding: str, separator: str) -> None:
    lines = [
        ["时限", "收到时间", "暂停", "延期"],
        ["信息公开申请答复", "2026年3月2日", "2026-03-03至2026-03-05", "5.0"],
    ]
    text = "\r\n".join(separator.join(line) for line in lines)
    (row,), _outcome = answered(tmp_path, text.encode(encoding))
    assert row["due_date"] == "2026-04-10"


def test_several_pauses_stand_in_one_cell(tmp_path: Path) -> None:
    text = "term,received,pause\nletter.simple,2026-03-02,2026-03-03..2026-03-03;2026-03-05..2026-03-06\n"
    (row,), _outcome = answered(tmp_path, text)
    assert row["due_date"] == "2026-03-16"


BAD = [
    ("letter.none,2026-03-02,,", "letter.simple"),
    ("letter.simple,2026-02-30,,", "2026-02-30"),
    ("letter.simple,,,", "received"),
    (",2026-03-02,,", "term"),
    ("letter.simple,2026-03-02,2026-03-05..2026-03-03,", "早于开始"),
    ("letter.simple,2026-03-02,,3", "延期"),
    ("disclosure.answer,2026-03-02,,many", "many"),
    ("letter.simple,2026-03-02,,,,a cell too many", "6"),
    ('"letter.simple,2026-03-02,,', ""),
]


@pytest.mark.parametrize(("line", "told"), BAD)
def test_a_bad_row_says_why_and_the_others_are_done(tmp_path: Path, line: str, told: str) -> None:
    good = "letter.simple,2026-03-02,,"
    rows, outcome = answered(tmp_path, f"term,received,pause,extend\n{good}\n{line}\n{good}\n")
    assert [row["due_date"] for row in rows] == ["2026-03-11", "", "2026-03-11"]
    assert "3" in rows[1]["error"].split("：")[0]
    assert told in rows[1]["error"]
    assert (outcome.done, outcome.refused) == (2, 1)


def test_bytes_that_are_no_text_spoil_only_their_row(tmp_path: Path) -> None:
    lines = [
        b"term,received",
        "一般来信答复,2026-03-02".encode(),
        b"\xff\xfe\xff,2026-03-02",
        b"letter.simple,2026-03-02",
    ]
    rows, _outcome = answered(tmp_path, b"\n".join([*lines, *["一般来信答复,2026-03-02".encode()] * 20]))
    assert [bool(row["due"]) for row in rows[:3]] == [True, False, True]


def test_an_empty_row_stays_empty_and_the_rows_keep_their_numbers(tmp_path: Path) -> None:
    rows, outcome = answered(tmp_path, "term,received\n\nletter.none,2026-03-02\n")
    assert set(rows[0].values()) == {""}
    assert "3" in rows[1]["error"].split("：")[0]
    assert outcome.read == 1


def test_no_cell_of_the_answer_runs_in_a_spreadsheet(tmp_path: Path) -> None:
    rows, _outcome = answered(
        tmp_path, 'term,received,=note\nletter.simple,2026-03-02,"=HYPERLINK(""x"")"\n@a,2026-03-02,+1\n'
    )
    cells = [cell for row in rows for cell in (*row, *row.values())]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert rows[0]["'=note"] == '\'=HYPERLINK("x")'


def test_an_answer_that_was_mended_can_be_asked_again(tmp_path: Path) -> None:
    (first,), _outcome = answered(tmp_path, "term,received\nletter.simple,2026-02-30\n")
    assert first["error"]
    mended = (tmp_path / "g.csv").read_text("utf-8-sig").replace("2026-02-30,", "2026-03-02,", 1)
    (again,), _outcome = answered(tmp_path, mended)
    assert list(again) == ["term", "received", *ADDED]
    assert (again["due_date"], again["error"]) == ("2026-03-11", "")


def test_a_workbook_is_read_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["时限", "收到时间", "延期"])
    sheet.append(["disclosure.answer", date(2026, 3, 2), 5])
    book.save(tmp_path / "f.xlsx")
    (row,), _outcome = answered(tmp_path, (tmp_path / "f.xlsx").read_bytes(), "f.xlsx")
    assert row["due_date"] == "2026-04-07"


def test_which_of_two_tables_is_meant_is_not_guessed_and_the_earlier_answer_stays(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("第二张")):
        sheet.append(["term", "received"])
        sheet.append(["letter.simple", "2026-03-02"])
    book.save(tmp_path / "two.xlsx")
    (tmp_path / "g.csv").write_text("an earlier answer")
    with pytest.raises(InputError, match="第二张"):
        answer_sheet(tmp_path / "two.xlsx", tmp_path / "g.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["g.csv", "two.xlsx"]
    assert (tmp_path / "g.csv").read_text() == "an earlier answer"


@pytest.mark.parametrize(
    ("content", "out", "told"),
    [
        (b"term,when\nletter.simple,2026-03-02\n", "g.csv", "received"),
        (b"", "g.csv", "f.csv"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "g.csv", "f.csv"),
        (b"term,received\n", "g.xlsx", "csv"),
        (b"term,received\n", "f.csv", "f.csv"),
        (b"term,received\n", "nowhere/g.csv", "nowhere"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_nothing_is_left(
    tmp_path: Path, content: bytes, out: str, told: str
) -> None:
    source = tmp_path / "f.csv"
    source.write_bytes(content)
    with pytest.raises(InputError, match=told):
        answer_sheet(source, tmp_path / out)
    assert source.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["f.csv"]
