"""公众意见 · An opinion comes by the form, is its writer's alone, counts once, and is masked on the desk."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling.gate import Tries, codes
from huiying.handling.tests.desk import signed_in
from huiying.ledger.models import Entry
from huiying.people.actions import appoint
from huiying.people.models import Role, User
from huiying.people.structure import found_unit, make_section
from huiying.publication.actions.consultations import make_consultation
from huiying.publication.actions.consultations_opinions import (
    forget_writers,
    forget_writers_due,
    receive_opinion,
    set_opinion_aside,
    show_opinion,
    take_opinion_back_in,
    withdraw_opinion,
)
from huiying.publication.consultations.counting import figures
from huiying.publication.models import Consultation, Opinion, Standing
from huiying.publication.tests.consulting import AFTER, DURING, SUBSIDY, closed_now, held, open_now, speak, told
from huiying.publication.views import consultations_opinions
from tests.office import SUNDAY, Office

pytestmark = pytest.mark.django_db
WORDS = "第三条中“有关部门”指哪些部门，请写明。"
PERSONAL = "我叫王小明，电话13812345678，建议提高补贴。"


@pytest.fixture
def asked(office: Office) -> Consultation:
    return open_now(office)


def form(**more: str) -> dict[str, str]:
    return {"token": str(uuid.uuid4()), "text": WORDS, "writer": "", "phone": "", "mail": "", "article": ""} | more


def give(client: Client, one: Consultation, **more: str) -> Opinion:
    answer = client.post(f"/consultations/{one.slug}/opinion/", form(**more))
    assert answer.status_code == 302, answer.content.decode()
    return Opinion.objects.latest("pk")


def test_an_opinion_comes_with_a_receipt_that_is_its_writers_alone(asked: Consultation) -> None:
    client, article = Client(), asked.articles.get(label="第三条")
    page = client.get(f"/consultations/{asked.slug}/opinion/", {"article": article.number})
    assert f'value="{article.pk}" selected' in page.content.decode()
    one = give(client, asked, article=str(article.pk), phone="138 1234 5678", writer="王小明")
    assert (one.text, one.article, one.number) == (WORDS, article, f"{asked.slug}-00001")
    receipt = client.get(f"/consultations/opinions/{one.number}/receipt/").content.decode()
    code = codes.code_for(str(one.token))
    assert code in receipt
    stranger = Client()
    assert stranger.get(f"/consultations/opinions/{one.number}/receipt/").status_code == 404
    assert stranger.get(f"/consultations/opinions/{one.number}/").status_code == 302
    wrong = stranger.post("/consultations/opinions/", {"number": one.number, "code": "AAAAAAAA"})
    assert wrong.status_code == 422
    right = stranger.post("/consultations/opinions/", {"number": f" {one.number.upper()}", "code": code.lower()})
    assert right.url == f"/consultations/opinions/{one.number}/"
    assert WORDS in stranger.get(right.url).content.decode()


def test_who_wrote_is_sealed_in_the_database(asked: Consultation) -> None:
    give(Client(), asked, phone="13812345678", writer="王小明", mail="wang@example.com")
    with connection.cursor() as cursor:
        cursor.execute("select * from publication_opinion")
        row = " ".join(str(cell) for cell in cursor.fetchone())
    assert "13812345678" not in row
    assert "王小明" not in row
    assert "example" not in row
    assert "13812345678" not in str(list(Entry.objects.values_list("facts", "said")))


def test_the_same_form_sent_twice_is_one_opinion(asked: Consultation) -> None:
    client, same = Client(), form()
    for _ in range(2):
        assert client.post(f"/consultations/{asked.slug}/opinion/", same).status_code == 302
    assert Opinion.objects.count() == 1


@pytest.mark.parametrize(
    "more",
    [
        {"text": ""},
        {"text": "嗯"},
        {"text": "字" * 350_000},  # a megabyte
        {"text": "<img src=x>" * 300},
        {"token": "nonsense"},
        {"article": "999999"},
        {"phone": "不告诉你"},
        {"mail": "nobody"},
    ],
)
def test_what_cannot_be_taken_comes_back_with_words(asked: Consultation, more: dict[str, str]) -> None:
    answer = Client().post(f"/consultations/{asked.slug}/opinion/", form(**more))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Opinion.objects.exists()


def test_a_flood_from_one_address_is_asked_and_then_refused(asked: Consultation) -> None:
    client, url = Client(), f"/consultations/{asked.slug}/opinion/"
    answers = [client.post(url, form()) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [422]
    assert 'name="question"' in answers[-1].content.decode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(consultations_opinions, "OPINIONS", Tries("opinion", most=5, window=3600))
        refused = client.post(url, form())
    assert refused.status_code == 429
    assert Opinion.objects.count() == 5


def test_what_looks_made_is_asked_a_question(asked: Consultation) -> None:
    answer = Client().post(f"/consultations/{asked.slug}/opinion/", form(website="http://spam.example"))
    assert answer.status_code == 422
    assert not Opinion.objects.exists()


def test_a_form_without_its_secret_is_refused(asked: Consultation) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(f"/consultations/{asked.slug}/opinion/", form()).status_code == 403


def test_nobody_speaks_outside_the_term(office: Office) -> None:
    one = held(office)
    for at in (SUNDAY, AFTER):
        with pytest.raises(RuleError):
            receive_opinion(one, token=uuid.uuid4(), text=WORDS, at=at)
    closed = closed_now(office)
    assert Client().get(f"/consultations/{closed.slug}/opinion/").status_code == 302
    late = Client().post(f"/consultations/{closed.slug}/opinion/", form())
    assert late.status_code == 422
    assert WORDS in late.content.decode()
    assert closed.opinions.count() == 5


def test_the_receipt_of_what_came_in_time_is_shown_after_the_end(asked: Consultation) -> None:
    client, sent = Client(), form()
    client.post(f"/consultations/{asked.slug}/opinion/", sent)
    yesterday = timezone.localdate() - timedelta(days=1)
    Consultation.objects.update(starts_on=yesterday - timedelta(days=40), ends_on=yesterday, least_on=None)
    again = client.post(f"/consultations/{asked.slug}/opinion/", sent)
    assert again.status_code == 302
    assert client.get(again.url).status_code == 200
    assert Opinion.objects.count() == 1


def test_an_article_of_another_draft_is_none_of_this(office: Office) -> None:
    one, other = held(office), held(office)
    with pytest.raises(InputError):
        speak(one, WORDS, article=other.articles.last())
    with pytest.raises(InputError):
        speak(one, WORDS, article=one.articles.filter(label="").first())


def test_its_writer_takes_it_back_before_the_end(asked: Consultation) -> None:
    client = Client()
    one = give(client, asked, phone="13812345678", writer="王小明")
    assert Client().post(f"/consultations/opinions/{one.number}/withdraw/").status_code == 302
    assert Opinion.objects.get().standing == Standing.KEPT
    client.post(f"/consultations/opinions/{one.number}/withdraw/")
    gone = Opinion.objects.get()
    assert (gone.standing, gone.text, gone.writer, gone.contact, gone.person) == ("withdrawn", "", "", {}, "")
    assert figures(asked).opinions == 0


def test_after_the_end_it_stays(office: Office) -> None:
    one = held(office)
    (said,) = speak(one, WORDS)
    with pytest.raises(RuleError):
        withdraw_opinion(said, at=AFTER)


def test_the_desk_shows_it_masked_and_records_who_looks(office: Office, asked: Consultation) -> None:
    (one,) = speak(asked, PERSONAL, at=timezone.now(), writer="王小明", contact={"phone": "13812345678"})
    client = signed_in(office.officer)
    page = client.get(f"/desk/consultations/{asked.slug}/opinions/").content.decode()
    assert "13812345678" not in page
    assert "建议提高补贴" in page
    shown = client.post(f"/desk/consultations/{asked.slug}/opinions/{one.pk}/show/")
    assert "13812345678" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert Entry.objects.get(deed="opinion.shown").facts["number"] == one.number
    for person in (office.editor, office.leader, office.handler, office.auditor):
        with pytest.raises(NotAllowed):
            show_opinion(one, by=person, at=DURING)
        page = signed_in(person).get(f"/desk/consultations/{asked.slug}/opinions/").content.decode()
        assert "13812345678" not in page
        assert f"/opinions/{one.pk}/show/" not in page
    sheet = client.get(f"/desk/consultations/{asked.slug}/opinions.xlsx")
    assert sheet.content[:2] == b"PK"
    assert Entry.objects.filter(deed="consultation.exported").exists()


def test_junk_is_set_aside_on_a_ground_and_can_come_back(office: Office) -> None:
    one = held(office)
    (said,) = speak(one, "代开发票，价格从优，加我联系方式。")
    with pytest.raises(InputError):
        set_opinion_aside(said, ground="dislike", by=office.editor, at=DURING)
    with pytest.raises(NotAllowed):
        set_opinion_aside(said, ground="advertising", by=office.handler, at=DURING)
    set_opinion_aside(said, ground="advertising", by=office.editor, at=DURING)
    assert (figures(one).opinions, figures(one).set_aside) == (0, 1)
    take_opinion_back_in(said, by=office.editor, at=DURING)
    assert figures(one).opinions == 1


def test_contacts_go_once_the_result_is_out(office: Office) -> None:
    one = held(office)
    speak(one, *SUBSIDY, writer="王小明", contact={"phone": "13812345678"})
    with pytest.raises(RuleError):
        forget_writers(one, by=office.officer, at=AFTER)
    Consultation.objects.filter(pk=one.pk).update(result_published_at=AFTER)
    assert forget_writers(one, by=office.officer, at=AFTER) == 3
    assert {(said.writer, str(said.contact), said.person) for said in one.opinions.all()} == {("", "{}", "")}


def test_a_month_after_the_result_the_machine_takes_contacts_out(office: Office) -> None:
    one = held(office)
    speak(one, *SUBSIDY, writer="王小明", contact={"phone": "13812345678"})
    Consultation.objects.filter(pk=one.pk).update(result_published_at=AFTER)
    assert forget_writers_due(at=AFTER + timedelta(days=29)) == 0
    assert one.opinions.first().contact == {"phone": "13812345678"}
    assert forget_writers_due(at=AFTER + timedelta(days=30)) == 1
    assert {(said.writer, str(said.contact), said.person) for said in one.opinions.all()} == {("", "{}", "")}
    assert forget_writers_due(at=AFTER + timedelta(days=31)) == 0


def test_one_unit_sees_nothing_of_another(office: Office, asked: Consultation) -> None:
    below = found_unit("测试市住建局", parent=office.unit, by=None, at=SUNDAY)
    person = User.objects.create(username="elsewhere", name="外单位", unit=below)
    section = make_section(below, name="综合科", duties="收件", by=None, at=SUNDAY)
    appoint(person, role=Role.INFORMATION, section=section, unit=below, by=None, at=SUNDAY)
    client = signed_in(User.objects.get(pk=person.pk))
    assert asked.title not in client.get("/desk/consultations/").content.decode()
    for part in ("", "opinions/", "points/", "result/", "opinions.xlsx", "report.docx"):
        assert client.get(f"/desk/consultations/{asked.slug}/{part}").status_code == 404
    assert client.post(f"/desk/consultations/{asked.slug}/deed/call-off/", {"reason": "x"}).status_code == 404
    with pytest.raises(NotAllowed):
        make_consultation(told(office), unit=office.unit, by=User.objects.get(pk=person.pk), at=SUNDAY)
