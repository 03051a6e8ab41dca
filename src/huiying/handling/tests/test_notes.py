"""Notes among staff: who may, whom they call, and that they never leave the house."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AbstractBaseUser

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling.actions.noting import add_note, withdraw_note
from huiying.handling.mentions import called
from huiying.handling.messages.gathering import gather_messages
from huiying.handling.models import Case, Mention, Note, StaffMessage
from huiying.handling.tests.desk import HOUR, answered, assigned, drafted, signed_in
from huiying.handling.tests.test_messages import group, listens  # noqa: F401
from huiying.handling.work import readers, visible
from huiying.intake.webhooks.events import told
from huiying.ledger.models import Entry
from huiying.ledger.sentences import sentence
from huiying.people.models import User
from tests.office import SUNDAY, Office

SECRET = "与住建局老李通过电话，周五能办"
EVERYONE = ("officer", "handler", "head", "leader", "editor", "auditor", "stranger")


def write(case: Case, office: Office, text: str, by: str = "handler") -> Note:
    return add_note(case, text=text, by=getattr(office, by), at=SUNDAY + 4 * HOUR)


def test_whom_a_note_calls_sees_it_until_they_open_the_case(office: Office) -> None:
    case = drafted(office)
    page = signed_in(office.handler).post(
        f"/desk/cases/{case.number}/notes/add/", {"note": f"@郑科长请看：{SECRET}"}, follow=True
    )
    assert SECRET in page.content.decode()
    head = signed_in(office.head)
    mine = head.get("/desk/mine/")
    assert [mention.note.case for mention in mine.context["mentions"]] == [case]
    assert SECRET not in mine.content.decode()
    assert "/desk/mentions/" in head.get("/desk/").content.decode()
    assert SECRET in head.get(f"/desk/cases/{case.number}/").content.decode()
    assert list(head.get("/desk/mine/").context["mentions"]) == []
    (mention,) = head.get("/desk/mentions/").context["page_obj"]
    assert mention.read_at is not None
    assert list(signed_in(office.leader).get("/desk/mentions/").context["page_obj"]) == []


def test_the_message_tells_the_number_and_not_the_words(office: Office, group: object) -> None:  # noqa: F811
    listens(office.head, group)  # type: ignore[arg-type]
    gather_messages(at=SUNDAY)
    case = drafted(office)
    gather_messages(at=SUNDAY + 3 * HOUR)
    StaffMessage.objects.all().delete()
    write(case, office, f"@head {SECRET}")
    gather_messages(at=SUNDAY + 4 * HOUR)
    (message,) = StaffMessage.objects.all()
    assert message.user == office.head
    assert case.number in message.text
    assert SECRET not in message.text


def test_a_note_withdrawn_in_time_tells_nobody(office: Office, group: object) -> None:  # noqa: F811
    listens(office.head, group)  # type: ignore[arg-type]
    case = drafted(office)
    gather_messages(at=SUNDAY + 3 * HOUR)
    note = write(case, office, "@郑科长 看一下")
    withdraw_note(note, by=office.handler, at=note.at + timedelta(seconds=59))
    gather_messages(at=SUNDAY + 5 * HOUR)
    assert not StaffMessage.objects.exists()
    assert list(signed_in(office.head).get("/desk/mine/").context["mentions"]) == []


def test_calling_somebody_who_may_not_read_the_case_is_refused_in_the_form(office: Office) -> None:
    case = drafted(office)
    answer = signed_in(office.handler).post(f"/desk/cases/{case.number}/notes/add/", {"note": "@外科室 请协助"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "外科室" in str(answer.context["note_form"].errors["note"])
    assert "@外科室 请协助" in page
    assert not Note.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "字" * 2001, "@张三丰 看一下"])
def test_a_note_that_cannot_be_kept_comes_back(office: Office, text: str) -> None:
    case = drafted(office)
    answer = signed_in(office.handler).post(f"/desk/cases/{case.number}/notes/add/", {"note": text})
    assert answer.status_code == 422
    assert answer.context["note_form"].errors
    assert not Note.objects.exists()


def person(pk: int, login: str, name: str) -> User:
    return User(pk=pk, username=login, name=name)


STAFF = [person(1, "gu", "顾明"), person(2, "gu.ml", "顾明朗"), person(3, "li", "李伟"), person(4, "li2", "李伟")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@顾明朗请看", [2]),
        ("@顾明请看", [1]),
        ("＠gu.ml看，@顾明朗", [2]),
        ("@gu. 请看", [1]),
        ("@gu,@li2 一起", [1, 4]),
        ("写信到 a@gu.ml 或者 @ 后面没有人", []),
    ],
)
def test_the_longest_name_that_fits_is_called(text: str, expected: list[int]) -> None:
    assert [one.pk for one in called(text, STAFF)] == expected


def test_a_name_of_two_people_is_asked_for_by_login(office: Office) -> None:
    with pytest.raises(InputError) as refused:
        called("@李伟 看一下", STAFF)
    assert "@li、@li2" in refused.value.fix


def test_its_author_withdraws_a_note_within_a_minute_and_nobody_else(office: Office) -> None:
    case = drafted(office)
    note = write(case, office, SECRET)
    with pytest.raises(NotAllowed):
        withdraw_note(note, by=office.head, at=note.at)
    with pytest.raises(RuleError):
        withdraw_note(note, by=office.handler, at=note.at + timedelta(seconds=61))
    withdraw_note(note, by=office.handler, at=note.at + timedelta(seconds=60))
    with pytest.raises(RuleError):
        withdraw_note(note, by=office.handler, at=note.at + timedelta(seconds=60))
    assert SECRET not in signed_in(office.head).get(f"/desk/cases/{case.number}/").content.decode()
    assert [entry.deed for entry in Entry.objects.filter(about=case.ref)][-2:] == ["note.added", "note.withdrawn"]


def test_the_ledger_names_whom_it_called_and_not_the_words(office: Office) -> None:
    write(drafted(office), office, f"@郑科长 {SECRET}")
    entry = Entry.objects.get(deed="note.added")
    assert "郑科长" in sentence(entry)
    assert SECRET not in str(entry.facts)
    assert "郑科长" not in told(entry).decode()  # another system hears that there is a note, and no names


@pytest.mark.parametrize("by", EVERYONE)
def test_whoever_may_read_the_case_may_add_a_note(office: Office, by: str) -> None:
    case = drafted(office)
    who: AbstractBaseUser = getattr(office, by)
    status = signed_in(who).post(f"/desk/cases/{case.number}/notes/add/", {"note": "已电话核实"}).status_code
    expected = {"editor": 403, "stranger": 404}.get(by, 302)
    assert status == expected
    assert Note.objects.count() == (expected == 302)


def test_the_chooser_offers_exactly_who_may_read_the_case(office: Office) -> None:
    for case in (assigned(office), drafted(office, ident="2")):
        found = set(readers(case))
        for user in User.objects.all():
            assert (user in found) is visible(user).filter(pk=case.pk).exists(), user


def test_personal_data_in_a_note_is_starred(office: Office) -> None:
    case = drafted(office)
    write(case, office, "来信人电话15400000001，下午联系")
    assert "15400000001" not in signed_in(office.head).get(f"/desk/cases/{case.number}/").content.decode()


def test_the_page_of_all_notes_reads_what_called_there(office: Office) -> None:
    case = answered(office)
    for number in range(31):
        write(case, office, f"@郑科长 第{number}次提醒")
    page = signed_in(office.head).get(f"/desk/cases/{case.number}/")
    assert page.context["more_notes"] is True
    assert len(page.context["case_notes"]) == 30
    assert page.context["case_notes"][-1].text.endswith("第30次提醒")
    assert signed_in(office.head).get(f"/desk/cases/{case.number}/notes/").status_code == 200
    assert not Mention.objects.filter(read_at=None).exists()


def test_what_is_kept_of_an_unsent_note_never_goes_back_into_the_reply(office: Office) -> None:
    """The browser keeps the text of a field under the page and the name of the field."""
    page = signed_in(office.handler).get(f"/desk/cases/{drafted(office).number}/").content.decode()
    kept = re.findall(r'<textarea name="(\w+)"[^>]*data-keep', page)
    assert len(kept) == len(set(kept)) == 2
