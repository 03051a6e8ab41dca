from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from huiying.intake.channel import Heard
from huiying.intake.channels.files.cells import Cell
from huiying.intake.channels.files.limits import LIMITS
from huiying.intake.channels.files.rows import Rejected, heard
from huiying.intake.channels.files.tables import Row

ZONE = ZoneInfo("Asia/Shanghai")


def told(**cells: Cell) -> Heard | Rejected:
    cells = {"time": "2024-4-1 10:00", "text": "路灯不亮。"} | cells
    return heard(Row(7, cells, {name: name for name in cells}), ZONE, LIMITS)


def letter(**cells: Cell) -> Heard:
    row = told(**cells)
    assert isinstance(row, Heard), row
    return row


def reject(**cells: Cell) -> Rejected:
    row = told(**cells)
    assert isinstance(row, Rejected), row
    assert row.row == 7
    return row


def test_a_title_stands_for_a_missing_text() -> None:
    assert letter(text=" ", title="路灯\n不亮").text == "路灯 不亮"


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"text": "", "title": ""}, "text"),
        ({"time": " "}, "time"),
        ({"time": "2024-2-30"}, "time"),
        ({"likes": "很多"}, "likes"),
        ({"public": "看情况"}, "public"),
        ({"id": "9" * 121}, "id"),
        ({"reply": "已修好。", "reply_time": ""}, "reply_time"),
        ({"reply": "已修好。", "reply_time": "2024-3-31"}, "reply_time"),
        ({"reply": "已修好。", "reply_time": "2024-4-1 09:00"}, "reply_time"),
    ],
)
def test_what_stays_behind_names_its_field(cells: dict[str, Cell], field: str) -> None:
    row = reject(**cells)
    assert row.field == field
    assert row.reason


def test_a_reason_quotes_header_and_cell() -> None:
    assert reject(time="2024-2-30").reason.startswith("time “2024-2-30”: ")


def test_a_letter_without_number_is_known_by_what_it_says() -> None:
    one, same, other = letter(person="甲"), letter(person=" 甲", text="路灯不亮。\r\n"), letter(person="乙")
    assert one.external_id == same.external_id != other.external_id
    assert one.external_id.startswith("sha256-")
    assert len(one.external_id) <= 120


def test_the_row_is_kept_as_it_came() -> None:
    assert letter(text="\t路灯不亮。 ").raw["text"] == "\t路灯不亮。 "


def test_an_answer_of_the_past() -> None:
    answer = letter(reply="已修好。", reply_time="2024-4-3 17:00", replier="市政").answer
    assert answer is not None
    assert (answer.text, answer.by) == ("已修好。", "市政")
    assert answer.at == datetime(2024, 4, 3, 17, tzinfo=ZONE)


def test_an_answer_of_the_same_day_is_not_before_its_letter() -> None:
    row = letter(reply="已修好。", reply_time="2024-4-1")
    assert row.answer is not None
    assert row.answer.at == row.said_at


def test_a_reply_time_without_a_reply_is_no_answer() -> None:
    assert letter(reply="", reply_time="2024-4-3").answer is None


def test_contacts() -> None:
    assert letter(phone=13800001111.0).contact == {"phone": "13800001111"}
    assert letter(phone="a@jianglan.example").contact == {"mail": "a@jianglan.example"}
    assert letter(mail="").contact == {}


def test_publication_is_wanted_unless_the_source_asked_and_got_no_yes() -> None:
    assert letter().wants_public
    assert letter(public="是").wants_public
    assert not letter(public="").wants_public


def test_how_far_a_post_got_is_kept_where_the_file_tells() -> None:
    assert letter(reposts="1.2万", reads=30500).spread == {"reposts": 12_000, "reads": 30_500}
    assert letter().spread == {}
    assert reject(comments="许多").field == "comments"
