"""政府信息公开工作年度报告: every cell of its tables from the register, every check, and what the office entered."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from huiying.core.errors import InputError, NotAllowed
from huiying.handling.models import Case, DisclosureRequest
from huiying.handling.tests.desk import signed_in
from huiying.handling.tests.requests import asked
from huiying.ledger.models import Entry
from huiying.publication.tests.small_site import policy
from huiying.reporting.actions import take_snapshot, write_paper
from huiying.reporting.annual.actions import enter
from huiying.reporting.annual_entries import NUMBERED, AnnualEntry, Item
from huiying.reporting.figures import named
from huiying.reporting.figures.figure import Count
from huiying.reporting.figures.reference import references
from huiying.reporting.frozen import unpack
from huiying.reporting.models import PaperKind, Snapshot
from huiying.reporting.official import OfficialDocument, Table, check
from huiying.reporting.papers.annual import checks, compose, failing
from huiying.reporting.papers.citing import Cited, pieces, plain
from tests.office import SUNDAY, Office

LATER = SUNDAY + timedelta(days=320)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
# How each request ends: the sort of applicant, the row where it is counted, the day of its answer.
ENDS = (
    ("natural", "1", date(2026, 4, 1)),
    ("natural", "3.5", date(2026, 4, 2)),
    ("natural", "", None),
    ("company", "2", date(2026, 5, 6)),
    ("company", "6.1", date(2026, 6, 1)),
    ("legal", "5.2", date(2027, 1, 5)),
)


@pytest.fixture
def year(office: Office) -> Office:
    """Six requests of 2026, of which one is open and one ends in January after it; one more is from 2025."""
    for number, (applicant, row, day) in enumerate(ENDS):
        ended(asked(office, ident=str(number), applicant=applicant), row, day)
    old = asked(office, ident="old", applicant="research")
    ended(old, "4.1", date(2026, 3, 20), received_on=date(2025, 12, 29))
    policy()
    return office


def ended(case: Case, row: str, day: date | None, **more: Any) -> None:
    DisclosureRequest.objects.filter(case=case).update(row=row, answered_on=day, **more)


def everything(office: Office, **more: Any) -> None:
    """Whatever the office has to enter, so that nothing is missing."""
    numbers: dict[str, Any] = dict.fromkeys(map(str, NUMBERED), Decimal(0))
    numbers |= {"normative_issued": Decimal(1), "normative_in_force": Decimal(1), "fees": Decimal("12.345")}
    words = {"problems": "公开目录更新不够及时。", "improvements": "已改为每周更新。"}
    enter(office.unit, 2026, {**numbers, **words, **more}, source="政策法规科台账", by=office.officer, at=LATER)


def taken(office: Office) -> Snapshot:
    return take_snapshot(*YEAR, kind=PaperKind.ANNUAL, by=office.officer, at=LATER)


def tables(document: OfficialDocument) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def texts(thing: Any) -> Iterator[str]:
    """Every text of a document."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple | list):
        for each in thing:
            yield from texts(each)
    elif hasattr(thing, "__dataclass_fields__"):
        for name in thing.__dataclass_fields__:
            yield from texts(getattr(thing, name))


def numbers_of(document: OfficialDocument) -> list[Cited]:
    return [piece for text in texts(document) for piece in pieces(text) if isinstance(piece, Cited)]


def test_section_three_is_counted_by_applicant_and_result(year: Office) -> None:
    table = next(table for table in tables(compose(taken(year).facts)) if table.wide)
    rows = {plain(row[0]): [plain(cell) for cell in row[1:]] for row in table.rows}
    assert len(table.header) == 8
    assert len(rows) == 25
    assert rows["一、本年新收政府信息公开申请数量"] == ["3", "2", "0", "0", "1", "0", "6"]
    assert rows["二、上年结转政府信息公开申请数量"] == ["0", "0", "1", "0", "0", "0", "1"]
    assert rows["三、（一）予以公开"] == ["1", "0", "0", "0", "0", "0", "1"]
    assert rows["三、（七）总计"] == ["2", "2", "1", "0", "0", "0", "5"]
    assert rows["四、结转下年度继续办理"] == ["1", "0", "0", "0", "1", "0", "2"]


def test_every_number_leads_to_as_many_rows(year: Office) -> None:
    everything(year)
    snapshot = taken(year)
    document = compose(snapshot.facts)
    cited = numbers_of(document)
    assert len(cited) > 7 * 25 + 10 + 15
    kept = {row.reference: row for row in snapshot.rows.all()}
    for piece in cited:
        for reference in references(piece.reference):
            rows = kept[str(reference)]
            assert len(list(unpack(bytes(rows.members)))) == rows.count
            if isinstance(reference.figure, Count):
                assert rows.count == snapshot.facts["numbers"][str(reference)]["value"]
    loose = [re.sub(r"〔\d+〕\d+号|\d+年(\d+月\d+日)?|^\d\. |（\d\)|\d\. ", "", t) for t in texts(document.blocks)]
    left = [piece for text in loose for piece in pieces(text) if isinstance(piece, str) and re.search(r"\d", piece)]
    assert not left


def test_a_report_in_which_all_agrees_is_no_draft(year: Office) -> None:
    everything(year)
    snapshot = taken(year)
    assert [check.name for check in failing(snapshot.facts)] == []
    assert len(checks(snapshot.facts)) > 40
    paper = write_paper(snapshot, by=year.officer, at=LATER)
    assert paper.title == "测试市招商局2026年政府信息公开工作年度报告"
    # A lying sheet has the margins of its own long side; of the others nothing departs from the standard.
    assert {departure.where for departure in check(paper.content("docx"))} <= {"第2节"}
    text = "".join(map(plain, texts(compose(snapshot.facts))))
    for part in ("政策法规科台账", "12.345", "公开目录更新不够及时", "没有收取信息公开处理费", "第二十条第（八）项"):
        assert part in text, part


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        ({"normative_issued": Decimal(4)}, "规范性文件制发数与门户网站"),
        ({"normative_in_force": Decimal(7)}, "规范性文件现行有效数与门户网站"),
    ],
)
def test_what_does_not_agree_is_named_with_both_numbers(year: Office, broken: dict[str, Any], name: str) -> None:
    everything(year, **broken)
    document = compose(taken(year).facts)
    assert document.title.endswith("（草稿）")
    row = next(row for row in document.attachments[0].blocks[1].rows if row[0] == name)  # type: ignore[union-attr]
    assert plain(row[1]).endswith(str(next(iter(broken.values()))))
    assert plain(row[2]).endswith("1")
    assert any(isinstance(piece, Cited) for piece in pieces(row[2]))


def test_sums_that_do_not_hold_are_found(year: Office) -> None:
    """An applicant whose sort nobody said; a result on no line of the form; a case that the register does not have."""
    everything(year)
    first = DisclosureRequest.objects.filter(row="1")
    first.update(row="4", applicant="")
    DisclosureRequest.objects.filter(row="5.2").delete()
    names = {check.name for check in failing(taken(year).facts)}
    assert names == {
        "申请人类别",
        "“类别未登记”列：三各行之和＝三（七）",
        "“总计”列：三各行之和＝三（七）",
        "依申请公开办件与登记簿",
    }


def test_what_was_carried_over_is_what_the_last_report_said(year: Office) -> None:
    everything(year)
    last = take_snapshot(date(2025, 1, 1), date(2025, 12, 31), kind=PaperKind.ANNUAL, by=year.officer, at=LATER)
    assert not failing(taken(year).facts)
    late = asked(year, ident="late", applicant="natural")
    ended(late, "", None, received_on=date(2025, 12, 30))
    found = failing(taken(year).facts)
    assert [check.name for check in found] == ["上年结转与上年度报告“四”"]
    assert found[0].right is not None
    assert found[0].right.value == last.facts["numbers"]["disclosure_left"]["value"] == 1


def test_what_nobody_entered_is_no_zero(year: Office) -> None:
    document = compose(taken(year).facts)
    assert all(cell == "未填报" for row in tables(document)[0].rows for cell in row[1:])
    assert {check.name for check in failing(taken(year).facts)} == {"填报数", "文字部分"}


def test_an_entry_has_its_source_and_a_correction_leaves_the_first(office: Office) -> None:
    with pytest.raises(InputError):
        enter(office.unit, 2026, {"licences": Decimal(3)}, source=" ", by=office.officer, at=SUNDAY)
    with pytest.raises(NotAllowed):
        enter(office.unit, 2026, {"licences": Decimal(3)}, source="台账", by=office.handler, at=SUNDAY)
    assert not AnnualEntry.objects.exists()
    for number in (3, 3, 5):
        enter(office.unit, 2026, {"licences": Decimal(number)}, source="台账", by=office.officer, at=SUNDAY)
    told = [(entry.number, entry.stands) for entry in AnnualEntry.objects.order_by("pk")]
    assert told == [(Decimal(3), False), (Decimal(5), True)]
    assert Entry.objects.filter(deed="annual.entered").count() == 2
    assert named("annual_entry:item=licences")


def test_a_report_is_of_a_whole_year(office: Office) -> None:
    with pytest.raises(InputError):
        take_snapshot(date(2026, 1, 1), date(2026, 6, 30), kind=PaperKind.ANNUAL, by=office.officer, at=LATER)
    assert not Snapshot.objects.exists()


def test_the_desk_takes_entries_and_writes_the_report(office: Office) -> None:
    page, clerk = "/desk/reports/annual/?year=2025", signed_in(office.officer)
    assert "尚未填报" not in clerk.get(page).content.decode()  # it counts hundreds of numbers, so only when asked
    assert "尚未填报" in clerk.get(f"{page}&checks=1").content.decode()
    wrong = clerk.post(page, {Item.LICENCES: "-1", "source": "台账"})
    assert wrong.status_code == 422
    assert clerk.post(page, {Item.LICENCES: "3", "source": ""}).status_code == 422
    assert clerk.post(page, {Item.LICENCES: "3", "source": "台账"}).status_code == 302
    assert AnnualEntry.objects.get().number == 3
    assert clerk.post(page, {"write": "1"}).status_code == 302
    assert Snapshot.objects.get().papers.get().title.endswith("（草稿）")
    assert signed_in(office.handler).get(page).status_code == 403
