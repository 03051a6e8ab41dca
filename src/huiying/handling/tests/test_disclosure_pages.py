"""依申请公开: the pane of a case, the page of a copy, the form for a paper request, the register and its numbers."""

import io
import re
import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from huiying.handling import actions
from huiying.handling.disclosure.register import Year, counted, section
from huiying.handling.models import Case, DisclosureNotice, DisclosureRequest
from huiying.intake.actions import set_up_channel
from huiying.intake.channel import Attached
from huiying.intake.models import Voice
from huiying.people.models import User
from tests.office import SUNDAY, Office

from .desk import signed_in
from .requests import asked, day, in_hand, signed_and_sent

REGISTER, COUNTS, NEW = "/desk/disclosures/", "/desk/disclosures/counts/", "/desk/disclosures/new/"


def page(person: User, case: Case) -> str:
    return signed_in(person).get(f"/desk/cases/{case.number}/").content.decode()


def step(person: User, case: Case, taken: str, **told: object) -> int:
    return signed_in(person).post(f"/desk/cases/{case.number}/disclosure/{taken}/", told).status_code


def now_in_hand(office: Office, **more: object) -> Case:
    """A request of today: the pages ask the clock on the wall."""
    return in_hand(office, at=timezone.now() - timedelta(hours=3), **more)


# ── the pane ──


def test_the_pane_shows_each_step_with_its_article_or_why_not(office: Office) -> None:
    case = asked(office)
    html = page(office.officer, case)
    assert "第 30 条" in html
    assert "第 32, 34 条" in html
    assert "须先由承办人接办" in html
    assert f"/desk/cases/{case.number}/disclosure/receipt/" in html
    assert f"/desk/cases/{case.number}/disclosure/correction/" not in html


def test_a_day_that_is_known_stands_in_its_field_as_browsers_read_it(office: Office) -> None:
    assert re.search(r'name="received_on" value="2026-03-16"', page(office.officer, asked(office)))


def test_a_case_of_another_kind_has_no_pane_and_no_step(office: Office) -> None:
    voice = office.letter("厂房施工许可没有办下来。")
    case = actions.open_case(voice, by=None, at=SUNDAY)
    assert 'id="disclosure"' not in page(office.officer, case)
    told = {"way": "fax", "received_on": "2026-03-16", "evidence": "x", "applicant": "natural"}
    assert step(office.officer, case, "receipt", **told) == 422
    assert not DisclosureRequest.objects.exists()


def test_a_step_is_taken_and_a_form_to_be_mended_comes_back(office: Office) -> None:
    case = now_in_hand(office)
    until = timezone.localdate() + timedelta(days=10)
    assert step(office.handler, case, "correction", what="", until=until) == 422
    assert step(office.handler, case, "correction", what="请写明文号", until=timezone.localdate()) == 422
    assert step(office.handler, case, "correction", what="请写明文号", until=until) == 302
    html = page(office.handler, case)
    assert "政府信息公开申请补正告知书" in html
    assert "计时暂停" in html


def test_a_stranger_neither_sees_nor_does(office: Office) -> None:
    case = now_in_hand(office)
    client = signed_in(office.stranger)
    assert client.get(f"/desk/cases/{case.number}/").status_code == 404
    assert step(office.stranger, case, "fee", method="page", count=99, how="缴款码 3500") == 404
    assert not DisclosureNotice.objects.exists()


def test_parties_are_written_down_on_the_page(office: Office) -> None:
    case = now_in_hand(office)
    told = {"sort": "third_party", "name": "江岚测试<b>公司", "what": "合同价款"}
    assert step(office.handler, case, "consult", **told) == 302
    (party,) = case.disclosure.parties.all()
    assert "江岚测试&lt;b&gt;公司" in page(office.handler, case)
    address = f"/desk/cases/{case.number}/disclosure/parties/{party.pk}/opinion/"
    client = signed_in(office.handler)
    assert "请" in client.post(address, {"opinion": "objects"}, follow=True).content.decode()
    client.post(address, {"opinion": "objects", "reasons": "涉及商业秘密"})
    party.refresh_from_db()
    assert party.opinion == "objects"
    over = f"/desk/cases/{case.number}/disclosure/parties/{party.pk}/override/"
    assert over not in page(office.handler, case)
    assert over in page(office.leader, case)
    other = now_in_hand(office, ident="r9")
    strange = f"/desk/cases/{other.number}/disclosure/parties/{party.pk}/opinion/"
    assert client.post(strange, {"opinion": "agrees"}).status_code == 404


def test_the_fee_form_knows_the_applicants_requests_of_the_month(office: Office) -> None:
    at = timezone.now() - timedelta(hours=3)
    for n in range(2):
        asked(office, ident=f"m{n}", at=at)
    case = in_hand(office, ident="m9", at=at)
    asked(office, ident="o1", at=at, said_by="李四")
    assert re.search(r'name="before" value="2"', page(office.handler, case))


def test_what_is_waited_for_here_is_not_ended_elsewhere(office: Office) -> None:
    case = now_in_hand(office)
    step(office.handler, case, "fee", method="page", count=99, how="缴款码 3500")
    client = signed_in(office.handler)
    client.post(f"/desk/cases/{case.number}/resume/", {"reason": "不等了"})
    case.refresh_from_db()
    assert case.state == "asked"


def test_the_applicant_reads_the_papers_of_the_request_and_none_of_others(office: Office) -> None:
    case = now_in_hand(office)
    step(office.handler, case, "consult", sort="third_party", name="甲公司", what="价款")
    (party,) = case.disclosure.parties.all()
    actions.take_opinion(party, opinion="agrees", by=office.handler, at=timezone.now())
    step(office.handler, case, "fee", method="page", count=99, how="缴款码 3500")
    citizen = Client()
    session = citizen.session
    session["opened_letters"] = [case.voice.number]
    session.save()
    html = citizen.get(f"/status/{case.voice.number}/").content.decode()
    assert "应缴纳690元" in html
    assert "甲公司" not in html


def test_a_third_party_is_masked_with_the_rest_once_the_case_is_anonymised(office: Office) -> None:
    case = in_hand(office)
    told = {"sort": "third_party", "name": "欧阳若水", "contact": "滨江路", "what": "欧阳若水的合同"}
    party = actions.consult(case, **told, by=office.handler, at=day(3, 18))  # type: ignore[arg-type]
    actions.take_opinion(party, opinion="objects", reasons="欧阳若水不同意", by=office.handler, at=day(3, 19))
    actions.decide(case, outcome="denied", ground="third_party_right", why="见说明。", by=office.handler, at=day(3, 20))
    signed_and_sent(case, office, day(3, 20))
    actions.close(case, summary="已答复", by=office.handler, at=day(3, 23))
    actions.anonymise(case, basis="保存期满", by=office.officer, at=day(3, 24))
    party.refresh_from_db()
    kept = [
        party.name,
        party.contact,
        party.about,
        party.reasons,
        *map(str, case.disclosure.notices.values_list("addressee", "paragraphs")),
    ]
    assert not any("若水" in text or "滨江" in text for text in kept)


# ── the copy ──


def test_a_copy_is_made_on_its_page(office: Office) -> None:
    case = now_in_hand(office)
    content = "甲公司 300万元\n联系人 王小明".encode()
    told = {"description": "清单", "by": office.handler, "at": timezone.now()}
    (source,) = actions.enclose(case, [Attached(name="a.txt", content=content)], **told)  # type: ignore[arg-type]
    client, address = signed_in(office.handler), f"/desk/cases/{case.number}/disclosure/files/{source.pk}/"
    assert "联系人 王小明" in client.get(address).content.decode()
    wrong = client.post(address, {"passage_1": "李小明", "ground_1": "third_party_right"})
    assert wrong.status_code == 422
    assert "李小明" in wrong.content.decode()
    assert client.post(address, {"passage_1": "王小明"}).status_code == 422
    assert client.post(address, {"passage_1": "王小明", "ground_1": "third_party_right"}).status_code == 302
    assert "保护第三方合法权益" in page(office.handler, case)
    assert signed_in(office.officer).get(address).status_code == 403


# ── a request on paper ──


@pytest.fixture
def channel(office: Office) -> None:
    told = {"name": "依申请公开", "connector": "portal", "form": "mailbox", "settings": {"form": "disclosure"}}
    set_up_channel("disclosure", **told, at=SUNDAY)  # type: ignore[arg-type]


def paper(**more: str) -> dict[str, str]:
    told = {
        "token": str(uuid.uuid4()),
        "applicant": "organisation",
        "organisation": "江岚测试有限公司",
        "credit_code": "91350100M000100Y43",
        "representative": "程立",
        "contact_person": "李秘书",
        "phone": "13812345678",
        "title": "2025年惠企奖补资金兑现清单",
        "medium": "paper",
        "way": "collect",
        "arrived": "registered",
        "received_on": "2026-03-16",
        "evidence": "挂号信 XA12345678，收发室签收",
        "sort": "company",
    }
    return {**told, **more}


def test_a_paper_request_is_registered_with_its_day_and_its_applicant_sealed(office: Office, channel: None) -> None:
    client = signed_in(office.officer)
    chosen = re.search(r'name="channel".*?value="(\d+)"', client.get(NEW).content.decode(), re.DOTALL)
    assert chosen
    done = client.post(NEW, paper(channel=chosen[1]), follow=True)
    row = DisclosureRequest.objects.get()
    assert (row.way, row.received_on, row.applicant) == ("registered", date(2026, 3, 16), "company")
    assert timezone.localtime(row.case.clocks.get(term="disclosure.answer").started_at).date() == date(2026, 3, 16)
    assert "查询码" in done.content.decode()
    voice = Voice.objects.get()
    assert "13812345678" not in str(voice.raw)
    assert voice.reply_to["particulars"]["credit_code"] == "91350100M000100Y43"
    assert row.notices.get().sort == "receipt"


@pytest.mark.parametrize(
    "wrong", [{"received_on": "2999-01-01"}, {"arrived": "online"}, {"evidence": ""}, {"sort": ""}, {"sort": "natural"}]
)
def test_what_is_wrong_with_it_is_said(office: Office, channel: None, wrong: dict[str, str]) -> None:
    client = signed_in(office.officer)
    chosen = re.search(r'name="channel".*?value="(\d+)"', client.get(NEW).content.decode(), re.DOTALL)
    assert chosen
    assert client.post(NEW, paper(channel=chosen[1], **wrong)).status_code == 422
    assert not Voice.objects.exists()


def test_only_the_information_section_registers(office: Office, channel: None) -> None:
    assert signed_in(office.handler).get(NEW).status_code == 403
    assert Client().get(NEW).status_code == 302


# ── the register ──


def answered(office: Office, ident: str, outcome: str, ground: str = "", **more: object) -> Case:
    case = in_hand(office, ident=ident, **more)
    actions.decide(case, outcome=outcome, ground=ground, why="见附件说明。", by=office.handler, at=day(3, 18))
    return signed_and_sent(case, office, day(3, 19))


def test_the_register_lists_filters_and_exports(
    office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    answered(office, "r1", "granted")
    asked(office, ident="r2", applicant="company", title="=HYPERLINK(1)")
    client = signed_in(office.officer)
    with django_assert_max_num_queries(25):
        html = client.get(REGISTER).content.decode()
    assert html.count("data-row") == 2
    assert client.get(f"{REGISTER}?state=over").content.decode().count("data-row") == 1
    assert client.get(f"{REGISTER}?applicant=company").content.decode().count("data-row") == 1
    assert client.get(f"{REGISTER}?row=1&q=惠企").content.decode().count("data-row") == 1
    csv = client.get(f"{REGISTER}?format=csv").content.decode("utf-8-sig")
    assert "王小明" not in csv
    assert "予以公开" in csv
    sheet = load_workbook(io.BytesIO(client.get(f"{REGISTER}?format=xlsx").content)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert sheet.max_row == 3
    due = {row[1]: row[8] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert due[Case.objects.get(title="=HYPERLINK(1)").number] == "2026-04-14 24:00"  # the answer's, of all clocks


def test_what_a_request_waits_for_and_that_its_clock_stands_still_is_in_the_register(office: Office) -> None:
    case = in_hand(office)
    actions.consult(case, sort="third_party", name="甲公司", what="价款", by=office.handler, at=day(3, 18))
    client = signed_in(office.officer)
    html = client.get(REGISTER).content.decode()
    assert "待补充 · 征求第三方意见" in html
    assert "计时暂停" in html
    sheet = load_workbook(io.BytesIO(client.get(f"{REGISTER}?format=xlsx").content)).active
    assert sheet is not None
    assert (sheet["I2"].value, sheet["J2"].value) == ("计时暂停", "待补充（征求第三方意见）")
    assert sheet["C2"].value.date() == date(2026, 3, 16)


def test_section_3_has_the_form_of_the_annual_report(office: Office) -> None:
    answered(office, "r1", "denied", "in_process", applicant="company")
    content = signed_in(office.officer).get(f"{COUNTS}?year=2026&format=xlsx").content
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert sheet["A1"].value == "三、收到和处理政府信息公开申请情况"
    assert {"D3:D4", "E3:I3", "J3:J4", "A7:A28", "B9:B16"} <= {str(found) for found in sheet.merged_cells.ranges}
    assert (sheet["E3"].value, sheet["E4"].value) == ("法人或其他组织", "商业企业")
    assert (sheet["A7"].value, sheet["B9"].value) == ("三、本年度办理结果", "（三）不予公开")
    assert (sheet["C14"].value, sheet["E14"].value, sheet["J14"].value) == ("6. 属于四类过程性信息", 1, 1)
    assert (sheet["A29"].value, sheet["A5"].value) == ("四、结转下年度继续办理", "一、本年新收政府信息公开申请数量")


def test_more_requests_cost_no_more_questions(
    office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(12):
        asked(office, ident=f"r{n}")
    client = signed_in(office.officer)
    with django_assert_max_num_queries(25):
        client.get(REGISTER)
    with django_assert_max_num_queries(16):
        client.get(COUNTS)


def test_nobody_sees_requests_of_other_sections(office: Office) -> None:
    in_hand(office)
    assert "data-row" in signed_in(office.handler).get(REGISTER).content.decode()
    assert "data-row" not in signed_in(office.stranger).get(REGISTER).content.decode()
    assert "data-row" not in signed_in(office.stranger).get(f"{REGISTER}?format=csv").content.decode()


def test_every_column_adds_up_and_every_number_leads_to_its_rows(office: Office) -> None:
    answered(office, "r1", "granted")
    answered(office, "r2", "denied", "in_process", applicant="company")
    answered(office, "r3", "not_ours")
    answered(office, "r4", "not_processed", "petition_like")
    asked(office, ident="r5", applicant="company")
    old = asked(office, ident="r6")
    DisclosureRequest.objects.filter(case=old).update(received_on=date(2025, 12, 30))
    gone = asked(office, ident="r7")
    actions.transfer_out(gone, to="江岚市财政局", reason="属其职责", by=office.officer, at=day(3, 20))
    told = section(DisclosureRequest.objects.all(), Year.of(2026))
    numbers = {(line.count, line.row): dict(line.numbers) for line in told.lines}
    assert not told.uneven
    assert numbers["new", ""]["natural"] == 4
    assert numbers["carried", ""]["natural"] == 1
    assert numbers["done", ""] == {"natural": 4, "company": 1, "research": 0, "welfare": 0, "legal": 0, "other": 0}
    assert [numbers["done", row]["natural"] for row in ("1", "4.1", "5.1", "6.3")] == [1, 1, 1, 1]
    assert numbers["done", "3.6"]["company"] == 1
    assert numbers["left", ""] == {**dict.fromkeys(numbers["left", ""], 0), "natural": 1, "company": 1}
    client = signed_in(office.officer)
    html = client.get(f"{COUNTS}?year=2026").content.decode()
    links = re.findall(r'<a href="(/desk/disclosures/\?year=[^"]+)">(\d+)</a>', html)
    assert len(links) > 10
    for link, number in links:
        shown = client.get(link.replace("&amp;", "&")).content.decode()
        assert shown.count("data-row") == int(number), link


def test_a_request_goes_from_year_to_year(office: Office) -> None:
    case = asked(office)
    DisclosureRequest.objects.filter(case=case).update(
        received_on=date(2025, 12, 20), row="1", outcome="granted", answered_on=date(2026, 1, 8)
    )
    rows = DisclosureRequest.objects.all()
    told = {
        y: [counted(rows, c, Year.of(y)).count() for c in ("new", "carried", "done", "left")]
        for y in (2025, 2026, 2027)
    }
    assert told == {2025: [1, 0, 0, 1], 2026: [0, 1, 1, 0], 2027: [0, 0, 0, 0]}


def test_an_applicant_of_no_sort_is_a_column_that_warns(office: Office) -> None:
    asked(office, applicant="")
    html = signed_in(office.officer).get(f"{COUNTS}?year=2026").content.decode()
    assert "还没有" not in html
    assert "有申请尚未填写申请人类别" in html
    assert "applicant=unsaid" in html


@pytest.mark.parametrize(
    "query", ["year=abc", "year=99999999999", "row=%27", "count=x&row=9", "applicant=zz", "page=-1"]
)
def test_an_address_that_makes_no_sense_shows_the_list(office: Office, query: str) -> None:
    client = signed_in(office.officer)
    assert client.get(f"{REGISTER}?{query}").status_code == 200
    assert client.get(f"{COUNTS}?{query}").status_code == 200
