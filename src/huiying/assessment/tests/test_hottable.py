"""The hot-topic table as a file."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from openpyxl import load_workbook

from huiying.assessment import actions
from huiying.assessment.bursts import burst_of
from huiying.assessment.heat import breadth_of, parts_of
from huiying.assessment.hot import as_hot
from huiying.assessment.hottable import as_file
from huiying.assessment.models import Topic
from huiying.core.errors import InputError
from tests.office import SUNDAY, Office

PHONE = "15400000001"
MANY = 8


@pytest.fixture
def raised(office: Office) -> Office:
    """A matter that eight people raise; one of them writes what a spreadsheet would run."""
    for n in range(MANY):
        office.letter(
            f"云帆高新园第{n}次停电，车间全部停工，请抢修云帆高新园的线路。联系电话{PHONE}。",
            ident=f"=m{n}",
            title="=1+1云帆高新园停电" if n == 0 else f"云帆高新园停电{n}",
            said_by=f"企业{n}",
        )
    office.letter("想问外资企业怎么设立登记", ident="other")
    return office


def command(*options: str) -> str:
    out = io.StringIO()
    call_command("hot", *options, stdout=out)
    return out.getvalue()


def test_it_prints_rank_heat_period_place_and_matter(raised: Office) -> None:
    header, first, *messages = command("--detail", "--top", "1").splitlines()
    assert len(header.split("  ")) == 5
    assert first.split()[0] == "1"
    assert "2026-03-15–2026-03-15" in first
    assert len(messages) == MANY
    assert PHONE not in "".join(messages)


@pytest.mark.parametrize("detail", [[], ["--detail"]])
def test_it_is_written_by_the_ending_of_the_name(raised: Office, tmp_path: Path, detail: list[str]) -> None:
    for ending in ("xlsx", "csv", "json"):
        command("--out", str(tmp_path / f"hot.{ending}"), *detail)
    book = load_workbook(tmp_path / "hot.xlsx")
    assert len(book.sheetnames) == 1 + len(detail)
    rows = list(csv.reader((tmp_path / "hot.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == (1 + MANY if detail else 2)
    cells = [cell for row in rows for cell in row]
    cells += [str(cell.value or "") for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.startswith("=")]
    assert not [cell for cell in cells if PHONE in cell]
    assert "f" not in {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    (told,) = json.loads((tmp_path / "hot.json").read_text("utf-8"))
    assert set(told["messages"]) == {f"=m{n}" for n in range(MANY)}


def test_a_name_that_a_person_gave_is_starred_as_well(office: Office, tmp_path: Path) -> None:
    topic = Topic.objects.create(description=f"停电 {PHONE}", named=True, first_at=SUNDAY, last_at=SUNDAY)
    (table := tmp_path / "hot.csv").write_bytes(as_file(as_hot([topic]), table.name, detail=False))
    assert PHONE not in table.read_text("utf-8-sig")


def test_on_paper_all_columns_stand_on_one_sheet(raised: Office, tmp_path: Path) -> None:
    command("--out", str(tmp_path / "hot.xlsx"), "--detail")
    for sheet in load_workbook(tmp_path / "hot.xlsx"):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"


def test_what_cannot_be_written_is_refused_and_leaves_nothing(raised: Office, tmp_path: Path) -> None:
    kept = tmp_path / "hot.csv"
    kept.write_text("before")
    for options in (["--out", str(tmp_path / "hot.docx")], ["--out", str(tmp_path / "none" / "hot.csv")]):
        with pytest.raises(InputError):
            command(*options)
    with pytest.raises(InputError):
        command("--top", "0", "--out", str(kept))
    with pytest.raises(InputError):
        command("--from", "2026-03-02", "--to", "2026-03-01", "--out", str(kept))
    assert kept.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["hot.csv"]


def test_a_table_of_nothing_is_a_table(office: Office, tmp_path: Path) -> None:
    command("--out", str(tmp_path / "hot.csv"))
    assert len((tmp_path / "hot.csv").read_text("utf-8-sig").splitlines()) == 1


def test_the_page_exports_what_it_shows(raised: Office) -> None:
    actions.assess(at=SUNDAY)
    actions.gather_topics(start=None, end=None, at=SUNDAY)
    client = Client()
    client.force_login(raised.leader, backend="django.contrib.auth.backends.ModelBackend")
    assert len(json.loads(client.get("/desk/topics/table.json").content)) == Topic.objects.count()
    assert json.loads(client.get("/desk/topics/table.json", {"q": "没有的"}).content) == []
    assert load_workbook(io.BytesIO(client.get("/desk/topics/table.xlsx").content)).sheetnames
    client.force_login(raised.handler, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/desk/topics/table.csv").status_code == 403


def test_the_parts_of_a_heat_add_up_and_are_told_in_words(raised: Office) -> None:
    actions.assess(at=SUNDAY)
    actions.gather_topics(start=None, end=None, at=SUNDAY)
    topic = Topic.objects.get(proposals__voice__external_id="=m0")
    breadth = breadth_of(topic)
    parts = parts_of(topic, breadth)
    assert (breadth.channels, breadth.persons) == ((("文件导入", MANY),), MANY)
    assert sum(part.adds for part in parts) == pytest.approx(topic.heat, abs=0.3)
    assert all(part.words not in topic.heat_because for part in parts)


def test_a_burst_is_news_for_a_day(raised: Office) -> None:
    actions.assess(at=SUNDAY)
    actions.gather_topics(start=None, end=None, at=SUNDAY)
    topic = Topic.objects.get(proposals__voice__external_id="=m0")
    burst = burst_of(topic, at=SUNDAY)
    assert burst is not None
    assert burst.count == MANY
    assert str(MANY) in burst.sentence
    assert burst_of(topic, at=SUNDAY.replace(day=17)) is None
