"""依申请公开文书: each paper as an official document by GB/T 9704, with its number, its words and where to turn."""

import io

import pytest
from docx import Document

from huiying.handling import actions
from huiying.handling.models import DisclosureNotice
from huiying.handling.tests.desk import signed_in
from huiying.handling.tests.requests import asked, day, in_hand, signed_and_sent
from huiying.ledger.models import Entry
from huiying.reporting.official import check
from tests.office import NAME, Office


@pytest.fixture
def notice(office: Office) -> DisclosureNotice:
    case = in_hand(office)
    why = "尚在讨论的会议纪要，属于过程性信息。"
    actions.decide(case, outcome="denied", ground="in_process", why=why, by=office.handler, at=day(3, 18))
    signed_and_sent(case, office, day(3, 19))
    return DisclosureNotice.objects.get(request__case=case, sort="decision")


def address(notice: DisclosureNotice) -> str:
    return f"/desk/disclosures/papers/{notice.pk}.docx"


def words(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def test_the_answer_is_a_paper_by_the_standard(office: Office, notice: DisclosureNotice) -> None:
    content = signed_in(office.officer).get(address(notice)).content
    told = words(content)
    assert check(content) == []
    for part in (
        notice.number,
        "政府信息不予公开告知书",
        "王小明",
        "过程性信息，依据《中华人民共和国政府信息公开条例》第十六条第二款",
        "六十日",
        "十五日",
        NAME,
        "2026年3月19日",
    ):
        assert part in told, part
    assert Entry.objects.get(deed="disclosure.paper_taken").told["number"] == notice.number


def test_the_same_paper_has_the_same_bytes(office: Office, notice: DisclosureNotice) -> None:
    client = signed_in(office.officer)
    assert client.get(address(notice)).content == client.get(address(notice)).content


def test_who_may_not_see_contacts_gets_it_without_the_name(office: Office, notice: DisclosureNotice) -> None:
    told = words(signed_in(office.auditor).get(address(notice)).content)
    assert "王小明" not in told
    assert "王" in told


def test_it_is_not_there_for_others(office: Office, notice: DisclosureNotice) -> None:
    assert signed_in(office.stranger).get(address(notice)).status_code == 404
    assert signed_in(office.officer).get("/desk/disclosures/papers/999999.docx").status_code == 404


def test_every_sort_of_paper_passes_the_standard(office: Office) -> None:
    case = in_hand(office, ident="r2")
    told = {"way": "ordinary", "received_on": day(3, 16).date(), "evidence": "电话确认", "applicant": "natural"}
    actions.record_receipt(case, **told, by=office.handler, at=day(3, 17))  # type: ignore[arg-type]
    actions.ask_reasons(case, why="本月已申请46件。", by=office.handler, at=day(3, 17))
    actions.judge_reasons(case, reasons="研究", sound=True, until=day(6, 30).date(), by=office.handler, at=day(3, 18))
    actions.consult(case, sort="third_party", name="江岚测试有限公司", what="价款", by=office.handler, at=day(3, 18))
    actions.consult(case, sort="co_organ", name="江岚市财政局", what="价款", by=office.handler, at=day(3, 18))
    for party in case.disclosure.parties.all():
        actions.take_opinion(party, opinion="objects", reasons="商业秘密", by=office.handler, at=day(3, 20))
    case.refresh_from_db()
    actions.override(case.disclosure.parties.all()[0], because="公共安全", by=office.leader, at=day(3, 23))
    actions.ask_fee(case, method="page", count=120, how="缴款码 3500", by=office.officer, at=day(3, 24))
    other = in_hand(office, ident="r3")
    actions.ask_correction(other, what="写明文号", until=day(4, 3).date(), by=office.handler, at=day(3, 18))
    client = signed_in(office.officer)
    papers = list(DisclosureNotice.objects.all())
    assert {paper.sort for paper in papers} == {
        *("receipt", "reasons", "delay", "third_party", "co_organ", "override", "fee", "correction")
    }
    for paper in papers:
        content = client.get(address(paper)).content
        assert check(content) == [], paper.title
        assert paper.number in words(content)
        assert "你（单位）" not in words(content), paper.title
    assert len({paper.number for paper in papers}) == len(papers)
    assert {paper.number for paper in papers if paper.sort == "fee"} == {"公开费〔2026〕1号"}


def test_the_numbers_of_a_mark_run_through_the_year_of_a_unit(office: Office) -> None:
    for n in range(3):
        told = {"way": "fax", "received_on": day(3, 16).date(), "evidence": "电话确认", "applicant": "natural"}
        case = asked(office, ident=f"n{n}")
        actions.record_receipt(case, **told, by=office.officer, at=day(3, 17))  # type: ignore[arg-type]
    numbers = list(DisclosureNotice.objects.order_by("pk").values_list("number", flat=True))
    assert numbers == ["公开收〔2026〕1号", "公开收〔2026〕2号", "公开收〔2026〕3号"]
