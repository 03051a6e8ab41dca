"""依申请公开 and 纠错: what the regulation asks for is asked, checked, sealed, and becomes a case of its own kind."""

import json
import re
import uuid
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from huiying.handling.actions import show_contact, take_waiting
from huiying.handling.models import Case
from huiying.intake.actions import set_up_channel
from huiying.intake.channels.portal.identity import as_printed, fits, is_credit_code
from huiying.intake.models import Voice
from huiying.intake.tests.hostile import PNG, file
from tests.office import SUNDAY, Office

REQUEST, REPORT = "/ask/disclosure/", "/ask/corrections/"
CARD, CODE = "11010519491231002X", "91350100M000100Y43"  # the examples of GB 11643 and GB 32100


@pytest.fixture(autouse=True)
def _forms(office: Office) -> Iterator[None]:
    cache.clear()
    for slug, name, form in (("disclosure", "依申请公开", "disclosure"), ("corrections", "网站纠错", "error")):
        set_up_channel(slug, name=name, connector="portal", form="mailbox", settings={"form": form}, at=SUNDAY)
    yield
    cache.clear()


def request(**more: str) -> dict[str, str]:
    told = {
        "applicant": "citizen",
        "name": "王小明",
        "document": "id_card",
        "document_number": CARD,
        "phone": "138 1234 5678",
        "title": "2025年惠企奖补资金兑现清单",
        "number": "江招商〔2025〕18号",
        "text": "去年公布过申报通知，要的是最后的兑现清单。",
        "medium": "electronic",
        "way": "collect",
    }
    return {"token": str(uuid.uuid4()), **told, **more}


def organisation(**more: str) -> dict[str, str]:
    told = {
        "applicant": "organisation",
        "organisation": "江岚测试有限公司",
        "credit_code": CODE,
        "representative": "程立",
        "contact_person": "李秘书",
    }
    return request(**{"name": "", "document_number": "", **told, **more})


def wrong(told: dict[str, str], address: str = REQUEST) -> set[str]:
    """The fields that a form finds wrong; nothing is taken, and what was typed is still there."""
    page = Client().post(address, told)
    assert page.status_code == 422
    assert not Voice.objects.exists()
    html = page.content.decode()
    assert all(value in html for name, value in told.items() if name in ("title", "text", "name") and value)
    return set(re.findall(r'id="id_(\w+)_error"', html))


def test_a_citizens_request_becomes_a_case_with_the_terms_of_a_request(office: Office) -> None:
    citizen = Client()
    receipt = citizen.post(REQUEST, request(purpose="做研究"), follow=True)
    assert receipt.status_code == 200
    take_waiting(at=SUNDAY)
    case = Case.objects.get()
    assert case.kind == "disclosure"
    assert {clock.term for clock in case.clocks.all()} == {"disclosure.correction", "disclosure.answer"}
    voice = case.voice
    assert not voice.wants_public
    assert voice.raw["form"] == "disclosure"
    assert voice.raw["kind_of_case"] == "disclosure"
    assert voice.raw["applicant"] == "citizen"
    assert "江招商〔2025〕18号" in voice.text
    assert "做研究" in voice.text
    due = receipt.context["due"].at
    assert due == citizen.get(f"/status/{voice.number}/").context["clock"].due_at
    Case.objects.all().delete()
    Voice.objects.update(taken_at=None)
    assert due == citizen.get(f"/status/{voice.number}/").context["clock"].due_at


def test_who_asks_stands_nowhere_but_sealed(office: Office) -> None:
    told = request(address="江岚市滨江路18号2单元501室", post_code="350000", mail="wang@example.cn")
    Client().post(REQUEST, told)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            rows = json.dumps(cursor.fetchall(), default=str, ensure_ascii=False)
            for secret in (CARD, "滨江路", "350000", "13812345678", "wang@example.cn"):
                assert secret not in rows, table


def test_the_handler_sees_it_by_a_recorded_deed_only(office: Office) -> None:
    Client().post(REQUEST, request(address="江岚市滨江路18号", post_code="350000"))
    take_waiting(at=SUNDAY)
    contact = show_contact(Case.objects.get(), by=office.officer, at=SUNDAY)
    assert contact is not None
    values = [value for _label, value in contact.particulars]
    assert {"王小明", CARD, "江岚市滨江路18号", "350000"} <= set(values)


def test_an_organisation_is_asked_for_what_names_it(office: Office) -> None:
    assert Client().post(REQUEST, organisation(document="id_card", document_number="x")).status_code == 302
    voice = Voice.objects.get()
    assert voice.correspondent
    assert voice.correspondent.name == "江岚测试有限公司"
    kept = voice.reply_to["particulars"]
    assert kept["credit_code"] == CODE
    assert "document_number" not in kept


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"name": ""}, {"name"}),
        ({"document_number": ""}, {"document_number"}),
        ({"document_number": "110105194912310021"}, {"document_number"}),
        ({"document_number": "11010519491331002X"}, {"document_number"}),
        ({"document": "passport", "document_number": "护照"}, {"document_number"}),
        ({"document": "nothing"}, {"document"}),
        ({"applicant": ""}, {"applicant"}),
        ({"applicant": "martian"}, {"applicant"}),
        ({"phone": ""}, {"phone"}),
        ({"phone": "abc"}, {"phone"}),
        ({"title": ""}, {"title"}),
        ({"medium": ""}, {"medium"}),
        ({"way": "dove"}, {"way"}),
        ({"way": "post"}, {"address", "post_code"}),
        ({"way": "post", "address": "滨江路18号", "post_code": "35000"}, {"post_code"}),
        ({"way": "mail"}, {"mail"}),
        ({"way": "mail", "mail": "wang@"}, {"mail"}),
        ({"way": "mail", "mail": "wang@example.cn", "medium": "paper"}, {"way"}),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(
    office: Office, changed: dict[str, str], fields: set[str]
) -> None:
    assert wrong(request(**changed)) == fields


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"organisation": "", "representative": ""}, {"organisation", "representative"}),
        ({"credit_code": "91350100M000100Y44"}, {"credit_code"}),
        ({"credit_code": "91350100I000100Y43"}, {"credit_code"}),
    ],
)
def test_so_it_is_for_an_organisation(office: Office, changed: dict[str, str], fields: set[str]) -> None:
    assert wrong({**organisation(), **changed}) == fields


def test_what_the_law_leaves_free_may_be_left_out(office: Office) -> None:
    told = request(number="", text="", purpose="")
    assert Client().post(REQUEST, told).status_code == 302


def test_a_waiver_goes_into_the_request(office: Office) -> None:
    Client().post(REQUEST, request(fee_waiver="on", fee_reason="低保家庭"))
    assert "低保家庭" in Voice.objects.get().text


@pytest.mark.parametrize(
    ("document", "number", "good"),
    [
        ("id_card", CARD, True),
        ("id_card", "440524188001010013", False),
        ("id_card", "110105491231002", False),
        ("residence", "810000199408230021", True),
        ("residence", CARD, False),
        ("mainland_hm", "H12345678", True),
        ("mainland_hm", "X12345678", False),
        ("mainland_tw", "12345678", True),
        ("passport", "E12345678", True),
        ("foreigner", "AUS110580010203", True),
        ("other", "军字第1号", False),
    ],
)
def test_a_number_fits_its_document(document: str, number: str, good: bool) -> None:
    assert fits(document, number) is good


def test_numbers_are_read_however_they_are_typed() -> None:
    assert as_printed("１１０１０５ 19491231-002x") == CARD
    assert is_credit_code(as_printed("91350100 m000100y43"))
    assert not is_credit_code(CODE[:17])


def test_an_error_report_becomes_a_case_of_its_kind_with_its_picture(office: Office) -> None:
    told = {"token": str(uuid.uuid4()), "page": "/zhengwu-gongkai/", "fault": "words", "text": "“惠企”写成了“会企”。"}
    receipt = Client().post(REPORT, {**told, "attachments": [file("截图.png", PNG)]}, follow=True)
    assert receipt.status_code == 200
    take_waiting(at=SUNDAY)
    case = Case.objects.get()
    assert case.kind == "error"
    assert [clock.term for clock in case.clocks.all()] == ["error.reply"]
    assert case.voice.attachments.get().name == "截图.png"
    assert "/zhengwu-gongkai/" in case.title
    assert receipt.context["term"].id == "error.reply"


@pytest.mark.parametrize("changed", [{"page": ""}, {"fault": ""}, {"text": ""}, {"text": "错"}])
def test_an_error_report_says_where_and_what(office: Office, changed: dict[str, str]) -> None:
    told = {"token": str(uuid.uuid4()), "page": "/a/", "fault": "words", "text": "写错了一个字。", **changed}
    assert wrong(told, REPORT) == set(changed)


def test_the_page_that_is_wrong_comes_along_in_the_address(office: Office) -> None:
    assert 'value="/xinxi-fabu/"' in Client().get(REPORT, {"page": "/xinxi-fabu/"}).content.decode()


def test_the_forms_stand_beside_the_mailboxes_and_not_among_them(office: Office) -> None:
    for address in ("/ask/", "/hudong-jiaoliu/"):
        page = Client().get(address).content.decode()
        assert f'href="{REQUEST}"' in page
        assert f'href="{REPORT}"' in page
    assert REQUEST not in Client().get("/ask/", {"about": "关于《测试办法》的意见"}).content.decode()


@pytest.mark.parametrize("kind", ["publication", "nothing", "", 7, None, ["letter"]])
def test_a_kind_that_no_receipt_opens_is_a_letter(office: Office, kind: object) -> None:
    office.letter("路灯坏了。", raw={"kind_of_case": kind})
    take_waiting(at=SUNDAY)
    assert Case.objects.get().kind == "letter"


def test_similar_answers_are_offered_on_every_form(office: Office) -> None:
    for address in ("/ask/mayor-mailbox/", REQUEST, REPORT):
        page = Client().get(address).content.decode()
        assert 'hx-include="#id_text"' in page
        assert '<textarea name="text"' in page
        assert 'enctype="multipart/form-data"' in page
