import re
import uuid
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from huiying.intake.channels.portal import views
from huiying.intake.models import Voice
from huiying.intake.tries import Tries
from tests.office import Office

FORM = "/ask/mayor-mailbox/"
LETTER = {"title": "园区班车", "text": "园区班车能不能加一班，我们下班赶不上。", "wants_public": "on"}


@pytest.fixture(autouse=True)
def _nobody_wrote_before() -> Iterator[None]:
    """Counts of letters by address live in the cache, and every test writes from the same one."""
    cache.clear()
    yield
    cache.clear()


def letter(**more: str) -> dict[str, str]:
    return {"token": str(uuid.uuid4()), **LETTER, **more}


def test_the_open_mailboxes_can_be_chosen_and_no_other_channel(office: Office) -> None:
    page = Client().get("/ask/").content.decode()
    assert 'href="/ask/mayor-mailbox/"' in page
    assert "文件导入" not in page
    assert Client().get("/ask/files/").status_code == 404
    office.mailbox.is_open = False
    office.mailbox.save()
    assert Client().get(FORM).status_code == 404


def test_what_the_letter_is_about_goes_from_the_choice_into_the_form(office: Office) -> None:
    about = "关于《测试办法》的意见"
    page = Client().get("/ask/", {"about": about})
    (link,) = re.findall(r'href="(/ask/mayor-mailbox/[^"]*)"', page.content.decode())
    assert f'value="{about}"' in Client().get(link).content.decode()


def test_a_form_sent_twice_is_one_letter_with_one_receipt(office: Office) -> None:
    citizen, told = Client(), letter()
    first = citizen.post(FORM, told, follow=True)
    again = citizen.post(FORM, told, follow=True)
    voice = Voice.objects.get()
    assert first.redirect_chain == again.redirect_chain == [(f"/receipt/{voice.number}/", 302)]
    code = citizen.session["receipts"][voice.number]
    assert all(code in page.content.decode() for page in (first, again))


def test_each_fresh_form_has_a_token_of_its_own(office: Office) -> None:
    tokens = [re.search(r'name="token" value="([^"]+)"', Client().get(FORM).content.decode()) for _ in range(2)]
    assert tokens[0]
    assert tokens[1]
    assert tokens[0][1] != tokens[1][1]


def test_what_was_typed_stays_and_the_mistakes_are_named_above_and_beside(office: Office) -> None:
    told = letter(title="", text="这段话要留在表单里，不能丢。", phone="abc", mail="a@")
    page = Client().post(FORM, told)
    html = page.content.decode()
    assert page.status_code == 422
    assert "这段话要留在表单里，不能丢。" in html
    assert told["token"] in html
    for name in ("title", "phone", "mail"):
        assert f'<a href="#id_{name}">' in html
        assert f'id="id_{name}_error"' in html
        assert re.search(rf'<input[^>]*id="id_{name}"[^>]*>', html)[0].count(f"id_{name}_error") == 1  # type: ignore[index]
    assert not Voice.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"), [("138 1234-5678", "13812345678"), ("１３８１２３４５６７８", "13812345678")]
)
def test_a_phone_number_is_read_however_it_is_written(office: Office, typed: str, kept: str) -> None:
    Client().post(FORM, letter(phone=typed))
    person = Voice.objects.get().correspondent
    assert person is not None
    assert person.addresses.get(kind="phone").value == kept


def test_the_end_of_a_line_counts_once(office: Office) -> None:
    Client().post(FORM, letter(text="一\r\n" * 2500))
    assert Voice.objects.get().text == ("一\n" * 2500).strip()


def test_contacts_stand_nowhere_but_sealed(office: Office) -> None:
    Client().post(FORM, letter(phone="13812345678", mail="wang@example.cn", name="王小明"))
    voice = Voice.objects.get()
    assert "13812345678" not in str(voice.raw)
    assert "wang@" not in str(voice.raw)
    assert voice.reply_to == {"mail": "wang@example.cn"}


def test_a_script_in_a_letter_is_text(office: Office) -> None:
    script = "<script>alert(document.cookie)</script>"
    citizen = Client()
    wrong = citizen.post(FORM, letter(title=script, text="短")).content.decode()
    receipt = citizen.post(FORM, letter(title=script, text=script), follow=True).content.decode()
    status = citizen.get(f"/status/{Voice.objects.get().number}/").content.decode()
    for page in (wrong, receipt, status):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_a_receipt_is_for_the_session_that_wrote(office: Office) -> None:
    citizen = Client()
    citizen.post(FORM, letter())
    number = Voice.objects.get().number
    assert citizen.get(f"/receipt/{number}/").status_code == 200
    assert Client().get(f"/receipt/{number}/").status_code == 404
    assert citizen.get("/receipt/HY20200101-00001/").status_code == 404


@pytest.mark.parametrize(
    ("language", "reason"), [("zh-hans", "第7个工作日"), ("zh-hant", "第7個工作日"), ("en", "working day")]
)
def test_a_receipt_says_why_the_answer_is_due_in_the_readers_language(
    office: Office, language: str, reason: str
) -> None:
    citizen = Client(headers={"accept-language": language})
    page = citizen.post(FORM, letter(), follow=True).content.decode()
    assert f'<html lang="{language}">' in page
    assert reason in page


def test_an_address_that_floods_the_mailbox_is_asked_to_wait_and_loses_nothing(
    office: Office, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "LETTERS", Tries("letter-test", most=1, window=60))
    letters = [
        {"token": str(uuid.uuid4()), "title": f"第{n}封", "text": f"第{n}封留言的内容，请答复。"} for n in range(2)
    ]
    assert client.post("/ask/mayor-mailbox/", letters[0]).status_code == 302
    refused = client.post("/ask/mayor-mailbox/", letters[1])
    assert refused.status_code == 422
    assert "第1封留言的内容" in refused.content.decode()
    assert Voice.objects.count() == 1
