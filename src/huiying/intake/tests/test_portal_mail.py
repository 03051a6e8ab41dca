"""A writer who leaves a mail address is written to by mail; that it is theirs is shown by a link and a button."""

import re
import uuid
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from huiying.intake import outbox
from huiying.intake.actions import set_up_channel
from huiying.intake.actions.verifying import GOOD_FOR, link, mail_address, told_by
from huiying.intake.channel import Account, Outgoing, Sent
from huiying.intake.channels.portal.connector import CONNECTOR
from huiying.intake.models import Address, Channel, Delivery, Voice
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office
from tests.portal import answered, written

FORM = "/ask/mayor-mailbox/"
MAIL = "wang@example.cn"


class Post:
    """A mail connector that sends nothing."""

    settings = ()
    sends_once = True

    def check(self, account: Account) -> str:
        return "ok"

    def send(self, account: Account, message: Outgoing) -> Sent:
        return Sent(external_id="1")


@pytest.fixture(autouse=True)
def mail(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Channel]:
    """One open mail channel that speaks."""
    cache.clear()
    found = outbox.connector
    monkeypatch.setattr(outbox, "connector", lambda name: Post() if name == "mail" else found(name))
    yield set_up_channel("office-mail", name="局邮箱", connector="mail", form="mailbox", at=SUNDAY)
    cache.clear()


def wrote(**more: str) -> tuple[Voice, str]:
    """A letter by form, with its query code."""
    cache.clear()
    citizen = Client()
    told = {"title": "园区班车", "text": "园区班车能不能加一班，我们下班赶不上。", "mail": MAIL}
    page = citizen.post(FORM, {"token": str(uuid.uuid4()), **told, **more}, follow=True)
    assert page.status_code == 200
    voice = Voice.objects.latest("pk")
    return voice, citizen.session["receipts"][voice.number]


def told_to(row: Delivery) -> tuple[Any, ...]:
    return row.channel.slug, row.kind, row.to


def test_the_receipt_goes_out_by_the_mail_channel(office: Office) -> None:
    voice, code = wrote()
    row = Delivery.objects.get()
    assert told_to(row) == ("office-mail", "receipt", {"mail": MAIL})
    assert voice.number in row.text
    assert code not in row.text
    assert "/verify/" in row.text


def test_to_an_address_that_was_verified_the_code_goes_too(office: Office) -> None:
    wrote()
    Address.objects.update(verified_at=SUNDAY)
    _voice, code = wrote(mail=MAIL.upper())
    row = Delivery.objects.latest("pk")
    assert code in row.text
    assert "/verify/" not in row.text


def test_a_form_sent_twice_is_acknowledged_once(office: Office) -> None:
    told = {"token": str(uuid.uuid4()), "title": "园区班车", "text": "园区班车能不能加一班。", "mail": MAIL}
    for _ in range(2):
        Client().post(FORM, told)
    assert Delivery.objects.count() == 1


def test_without_a_mail_address_nothing_is_mailed(office: Office) -> None:
    wrote(mail="", phone="13812345678")
    assert not Delivery.objects.exists()


def test_the_answer_is_mailed_as_well(office: Office) -> None:
    voice, _code = written(office, reply_to={"mail": MAIL}, contact={"mail": MAIL})
    reply = answered(voice, office)
    row = Delivery.objects.get(kind="reply")
    assert told_to(row) == ("office-mail", "reply", {"mail": MAIL})
    assert row.text == reply.text


@pytest.mark.parametrize(
    ("settings", "others", "slug"),
    [
        ({}, 0, "office-mail"),
        ({}, 1, ""),
        ({"answers_by": "mail-0"}, 1, "mail-0"),
        ({"answers_by": "nowhere"}, 1, ""),
    ],
)
def test_which_mail_channel_answers(office: Office, settings: Mapping[str, str], others: int, slug: str) -> None:
    for number in range(others):
        set_up_channel(f"mail-{number}", name="另一个邮箱", connector="mail", form="mailbox", at=SUNDAY)
    Channel.objects.filter(pk=office.mailbox.pk).update(settings=dict(settings))
    wrote()
    assert [row.channel.slug for row in Delivery.objects.all()] == ([slug] if slug else [])
    assert CONNECTOR.check(Account(slug=office.mailbox.slug, name="", settings=settings))


def test_a_closed_mail_channel_answers_nobody(office: Office, mail: Channel) -> None:
    Channel.objects.filter(pk=mail.pk).update(is_open=False)
    wrote()
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("slug", ["office-mail", "mayor-mailbox"])
def test_receipts_may_be_switched_off_at_either_channel(office: Office, slug: str) -> None:
    Channel.objects.filter(slug=slug).update(settings={"receipt": False})
    voice, _code = wrote()
    assert not Delivery.objects.exists()
    assert outbox.reachable(voice)


def link_of(row: Delivery) -> str:
    found = re.search(r"/verify/\S+/", row.text)
    assert found
    return found[0]


def test_opening_the_link_verifies_nothing_and_the_button_does(office: Office) -> None:
    voice, _code = wrote()
    place, visitor = link_of(Delivery.objects.get()), Client()
    page = visitor.get(place)
    assert page.status_code == 200
    assert "w***@example.cn" in page.content.decode()
    assert MAIL not in page.content.decode()
    assert mail_address(MAIL, voice.channel).verified_at is None  # type: ignore[union-attr]
    for _ in range(2):
        assert visitor.post(place).status_code == 200
    assert mail_address(MAIL, voice.channel).verified_at is not None  # type: ignore[union-attr]
    assert Entry.objects.filter(deed="address.verified", about=f"voice:{voice.number}").count() == 1


def test_a_forged_link_verifies_nothing(office: Office) -> None:
    voice, _code = wrote()
    place = link_of(Delivery.objects.get())
    token = place.split("/")[2]
    for forged in ("x", token[:-1], f"{token}x", f"A{token[1:]}", token.replace("~", ":x:"), "~".join("abc")):
        assert Client().post(f"/verify/{forged}/").status_code == 404
    assert mail_address(MAIL, voice.channel).verified_at is None  # type: ignore[union-attr]


def test_a_link_is_good_for_a_week_and_for_an_address_that_is_there(office: Office) -> None:
    voice, _code = wrote()
    address, at = mail_address(MAIL, voice.channel), timezone.now()
    assert address is not None
    token = link(address, voice, at).split("/")[-2]
    assert told_by(token, at + GOOD_FOR) is not None
    assert told_by(token, at + GOOD_FOR + timedelta(minutes=1)) is None
    address.delete()
    assert told_by(token, at) is None
