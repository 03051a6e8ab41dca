import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from huiying.core.errors import InputError
from huiying.intake.channel import Heard
from huiying.intake.channels.files.limits import LIMITS, MIB
from huiying.intake.channels.files.rows import Rejected

from .conftest import Reader

TABLE = (
    "来信编号,写信人,标题,来信时间,信件内容\r\n"
    '41,林女士,云帆新区公交,2024-05-06 08:15,"公交太少，\r\n早高峰要等四十分钟。""请加车""。"\r\n'
    "42,,松溪园区水压,2024-05-07,水压低。\r\n"
)


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(tmp_path: Path, reading: Reader, encoding: str) -> None:
    bus, water = reading.heard(written(tmp_path / "a.csv", TABLE, encoding))
    assert bus.text == '公交太少，\n早高峰要等四十分钟。"请加车"。'
    assert (bus.external_id, bus.said_by, water.said_by) == ("41", "林女士", "")


@pytest.mark.parametrize("separator", [",", "\t", ";", "|", "，"])
def test_separators(tmp_path: Path, reading: Reader, separator: str) -> None:
    table = TABLE.replace("太少，", "太少、").replace(",", separator)
    assert [h.title for h in reading.heard(written(tmp_path / "a.txt", table))] == ["云帆新区公交", "松溪园区水压"]


def test_a_semicolon_in_the_text_does_not_mislead(tmp_path: Path, reading: Reader) -> None:
    assert reading.heard(written(tmp_path / "a.csv", "时间,内容\n2024-1-2,一；二;三;四\n"))[0].text == "一；二;三;四"


def test_a_row_of_broken_bytes_stays_behind_alone(tmp_path: Path, reading: Reader) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TABLE.encode() + "43,,题,2024-5-8,断".encode()[:-1] + b"\n" + "44,,题,2024-5-9,整\n".encode())
    rows = reading(path)
    assert [(r.row, r.field) for r in rows if isinstance(r, Rejected)] == [(4, "text")]
    assert len(rows) == 4


def test_a_zero_byte_stays_behind_with_its_row(tmp_path: Path, reading: Reader) -> None:
    (bad,) = reading.rejected(written(tmp_path / "a.csv", TABLE + "43,,题,2024-5-8,断\0续\n"))
    assert (bad.row, bad.field) == (4, "text")


def test_a_quote_that_is_never_closed_costs_one_row(tmp_path: Path, reading: Reader) -> None:
    rows = reading(written(tmp_path / "a.csv", TABLE + '43,,"题,2024-5-8,话\n44,,题,2024-5-9,话\n45,,题,2024-5-9,话\n'))
    assert [r.external_id for r in rows if isinstance(r, Heard)] == ["41", "42", "44", "45"]
    assert [r.row for r in rows if isinstance(r, Rejected)] == [4]


def test_a_quote_within_a_cell_is_a_quote(tmp_path: Path, reading: Reader) -> None:
    rows = reading.heard(written(tmp_path / "a.csv", TABLE + '43,,题,2024-5-8,管径 5" 太细\n44,,题,2024-5-9,话\n'))
    assert rows[2].text == '管径 5" 太细'
    assert len(rows) == 4


def test_a_comma_without_quotes_does_not_cut_a_letter_short(tmp_path: Path, reading: Reader) -> None:
    (bad,) = reading.rejected(written(tmp_path / "a.csv", TABLE + "43,,题,2024-5-8,前,后\n"))
    assert bad.row == 4
    assert "6" in bad.reason


@pytest.mark.parametrize("cell", ["长" * 3000, "长\n" * 1500], ids=["one line", "many lines"])
def test_a_huge_cell_is_neither_held_nor_taken(tmp_path: Path, reading: Reader, cell: str) -> None:
    path = written(tmp_path / "a.csv", TABLE + f'43,,题,2024-5-8,"{cell}"\n44,,题,2024-5-9,话\n')
    rows = reading(path, limits=replace(LIMITS, record=1000))
    assert [r.external_id for r in rows if isinstance(r, Heard)] == ["41", "42", "44"]
    assert [r.row for r in rows if isinstance(r, Rejected)] == [4]


def test_a_hundred_megabytes_in_a_cell(tmp_path: Path, reading: Reader) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write(TABLE.encode() + b"43,,t,2024-5-8,")
        for _ in range(100):
            file.write(b"x" * MIB)
        file.write("\n44,,题,2024-5-9,话\n".encode())
    rows = reading(path)
    (bad,) = [r for r in rows if isinstance(r, Rejected)]
    assert bad.row == 4
    assert sum(map(len, bad.raw.values())) < MIB
    assert len(rows) == 4


def test_a_long_cell_is_told_by_its_field_and_cut_in_the_reject(tmp_path: Path, reading: Reader) -> None:
    (bad,) = reading.rejected(written(tmp_path / "a.csv", TABLE + f"43,,题,2024-5-8,{'长' * 150_000}\n"))
    assert (bad.field, bad.row) == ("text", 4)
    assert len(bad.raw["信件内容"]) < 33_000


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        ("时间,内容\n".encode(), "no letters"),
        ("甲,乙\n1,2\n".encode(), "甲, 乙"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
        (b"%PDF-1.7\n", "neither"),
        (bytes(range(256)) * 20, "neither"),
        (hashlib.shake_256(b"noise").digest(5000), "neither"),
        (b'[{"time": "2024-1-1", "text": "a"}]', "JSON list"),
    ],
)
def test_a_file_that_is_no_table_of_letters(tmp_path: Path, reading: Reader, content: bytes, what: str) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(InputError, match=what):
        reading(tmp_path / "a.csv")


def test_a_file_that_is_not_there(tmp_path: Path, reading: Reader) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InputError, match=path.name):
            reading(path)


def test_quotes_that_never_pair_do_not_go_on_for_ever(tmp_path: Path, reading: Reader) -> None:
    path = written(tmp_path / "a.csv", TABLE + 'a"b,"c\n' * 150)
    with pytest.raises(InputError, match="do not pair"):
        reading(path)


def test_json_lines(tmp_path: Path, reading: Reader) -> None:
    lines = [
        json.dumps({"tid": 9, "date": "2024-09-09", "title": "噪声", "content": "广播声太大。", "tags": ["a"]}),
        "{not json",
        "",
        "[1, 2]",
        json.dumps(
            {
                "tid": 10,
                "date": "2024-09-10",
                "title": "后来才有的列",
                "content": "话",
                "reply": "好",
                "reply_time": "2024-9-12",
            }
        ),
        json.dumps({"tid": 11, "content": "\ud800", "date": "2024-09-11"}),
    ]
    rows = reading(written(tmp_path / "a.csv", "\n".join(lines)))
    heard = [r for r in rows if isinstance(r, Heard)]
    assert [h.external_id for h in heard] == ["9", "10"]
    assert heard[0].raw["tags"] == '["a"]'
    assert heard[1].answer is not None
    assert [r.row for r in rows if isinstance(r, Rejected)] == [2, 4, 6]
    assert next(r for r in rows if isinstance(r, Rejected)).raw == {"": "{not json"}


def test_a_mapping_names_a_column(tmp_path: Path, reading: Reader) -> None:
    path = written(tmp_path / "a.csv", "登记日,群众所述\n2024-1-2,话\n")
    (heard,) = reading.heard(path, {"群众所述": "text", "登记日": "time"})
    assert heard.text == "话"
    with pytest.raises(InputError, match="登记日, 群众所述"):
        reading(path)
