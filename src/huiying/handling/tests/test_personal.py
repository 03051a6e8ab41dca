"""A person gets all that is held on them; a second person decides on erasure; what must be kept is restricted."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.actions.personal import (
    approve_erasure,
    ask_erasure,
    foreseen,
    lift_restriction,
    refuse_erasure,
)
from huiying.handling.models import Case, PersonRequest, Reply, Restriction
from huiying.handling.tests.desk import HOUR, answered, opened, signed_in
from huiying.intake.actions import receive
from huiying.intake.channel import Attached, Heard
from huiying.intake.models import Address, Correspondent, Delivery, Voice
from huiying.ledger.models import Entry
from huiying.ledger.seal import verify
from tests.office import SUNDAY, Office

pytestmark = pytest.mark.django_db
NAME, PHONE, MAIL = "欧阳知微", "13987654321", "zhiwei@mail.example"
NOW = SUNDAY + timedelta(days=30)
WRITER = {"said_by": NAME, "contact": {"phone": PHONE, "mail": MAIL}, "reply_to": {"mail": MAIL}}


def over(office: Office, ident: str = "1") -> Case:
    case = answered(office, ident=ident, attached=(Attached(name="现场.txt", content=b"light"),), **WRITER)
    actions.close(case, by=office.handler, at=SUNDAY + 8 * HOUR)
    Delivery.objects.update(state="sent")
    return Case.objects.get(pk=case.pk)


def person() -> Correspondent:
    return Correspondent.objects.get()


def asked(office: Office, ground: str = "achieved", proof: str = "in_person") -> PersonRequest:
    told = {"proof": proof, "ground": ground, "received_on": SUNDAY.date()}
    return ask_erasure(person(), **told, by=office.officer, at=NOW)  # type: ignore[arg-type]


def test_a_copy_holds_what_is_theirs_and_leaves_a_mark(office: Office) -> None:
    case = over(office)
    told = {"proof": "code", "received_on": f"{timezone.localdate()}"}
    answer = signed_in(office.officer).post(f"/desk/persons/{person().pk}/data/copy/", told)
    assert answer.status_code == 200, answer.content.decode()
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:  # type: ignore[attr-defined]
        names = archive.namelist()
        held = json.loads(archive.read("personal-data.json"))
        page = archive.read("personal-data.html").decode()
    assert names[0].endswith("-现场.txt")
    assert held["name"] == NAME
    assert {one["value"] for one in held["addresses"]} == {PHONE, MAIL}
    (letter,) = held["letters"]
    assert (letter["text"], letter["case"]["number"]) == (case.voice.text, case.number)
    assert letter["case"]["replies"][0]["text"]
    assert all(word in page for word in (NAME, PHONE, MAIL, case.voice.text))
    entry = Entry.objects.get(deed="personal.copied")
    assert entry.facts == {"proof": "code", "letters": 1, "files": 1}
    assert "顾信息" in entry.actor


def test_an_erasure_takes_a_second_person_and_is_told_in_a_letter(office: Office) -> None:
    case = over(office)
    request = asked(office)
    assert [line.kept for line in foreseen(request, NOW)] == [""]
    assert Address.objects.exists()
    with pytest.raises(NotAllowed):
        approve_erasure(request, by=office.officer, at=NOW)
    with pytest.raises(RuleError):
        asked(office)
    told = approve_erasure(request, by=office.leader, at=NOW)
    assert not Correspondent.objects.exists()
    assert told.correspondent is None
    assert Case.objects.get(pk=case.pk).anonymised_at == NOW
    assert case.voice.number in told.letter
    assert not any(word in f"{told.letter}{told.outcome}" for word in (NAME, PHONE, MAIL))
    assert [entry.deed for entry in Entry.objects.filter(about=told.ref).order_by("pk")] == [
        "personal.asked",
        "personal.approved",
    ]
    assert verify().ok
    with pytest.raises(RuleError):
        approve_erasure(request, by=office.leader, at=NOW)


def test_what_must_be_kept_is_restricted_and_nobody_sees_it(office: Office) -> None:
    case, still = over(office), opened(office, ident="2", **WRITER)
    Delivery.objects.update(state="sent")
    actions.hold(case, ground="litigation", reason="诉讼", by=office.officer, at=NOW)
    assert Reply.objects.publishable().count() == 1
    told = approve_erasure(asked(office), by=office.leader, at=NOW)
    assert {line["case"]: line["kept"] for line in told.outcome} == {case.number: "held", still.number: "open"}
    assert Address.objects.count() == 2
    restriction = Restriction.objects.get()
    assert restriction.case == case
    for look in (
        lambda: actions.show_contact(case, by=office.officer, at=NOW),
        lambda: actions.may_export(case, unmasked=True, reason="x", by=office.officer),
    ):
        with pytest.raises(RuleError):
            look()
    assert not Reply.objects.publishable().exists()
    assert actions.show_contact(still, by=office.officer, at=NOW) is not None
    page = signed_in(office.officer).post(f"/desk/cases/{case.number}/contact/", follow=True)
    assert PHONE not in page.content.decode()
    with pytest.raises(NotAllowed):
        lift_restriction(restriction, by=office.officer, at=NOW)
    lift_restriction(restriction, by=office.leader, at=NOW)
    assert actions.show_contact(case, by=office.officer, at=NOW) is not None


def test_what_was_overheard_goes_too(office: Office) -> None:
    heard = Heard(
        external_id="post",
        text=f"我叫{NAME}，电话{PHONE}，路灯坏了。",
        said_at=SUNDAY,
        addressed=False,
        **WRITER,  # type: ignore[arg-type]
    )
    (voice,) = receive([heard], channel=office.files, by=None, at=SUNDAY).new
    told = approve_erasure(asked(office), by=office.leader, at=NOW)
    assert told.outcome == [{"letter": voice.number, "case": "", "kept": ""}]
    left = Voice.objects.get()
    assert NAME not in left.text
    assert PHONE not in left.text
    assert (left.raw, left.reply_to, left.correspondent) == ({}, {}, None)
    assert not Correspondent.objects.exists()


def test_a_refusal_has_a_reason_without_names(office: Office) -> None:
    over(office)
    request = asked(office)
    for reason in ("", f"电话{PHONE}不是本人"):
        with pytest.raises(InputError):
            refuse_erasure(request, reason=reason, by=office.leader, at=NOW)
    told = refuse_erasure(request, reason="未能证明为本人", by=office.leader, at=NOW)
    assert "未能证明为本人" in told.letter
    assert Address.objects.count() == 2


def test_only_who_answers_for_the_unit_reaches_it(office: Office) -> None:
    over(office)
    pk = person().pk
    for login, status in ((office.handler, 403), (office.editor, 403), (office.officer, 200)):
        assert signed_in(login).get(f"/desk/persons/{pk}/data/").status_code == status
    assert Client().get(f"/desk/persons/{pk}/data/").status_code == 302
    with pytest.raises(InputError):
        asked(office, ground="because")


def test_the_whole_way_on_the_desk(office: Office) -> None:
    case = over(office)
    told = {"proof": "in_person", "received_on": f"{timezone.localdate()}", "ground": "unlawful"}
    officer, leader = signed_in(office.officer), signed_in(office.leader)
    page = officer.post(f"/desk/persons/{person().pk}/data/", told, follow=True)
    number = PersonRequest.objects.get().number
    assert case.number in page.content.decode()
    assert NAME not in page.content.decode()
    place = f"/desk/personal/{number}/"
    assert officer.post(place, follow=True).status_code in {200, 403}
    assert PersonRequest.objects.get().state == "waiting"
    done = leader.post(place, follow=True).content.decode()
    assert PersonRequest.objects.get().state == "done"
    assert case.voice.number in done
    for client in (officer, leader):
        assert number in client.get("/desk/personal/").content.decode()
