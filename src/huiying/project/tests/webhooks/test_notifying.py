"""Another system is told of deeds: signed, in order, again until it took them, and no more once it is gone."""

import json
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling.actions import take_waiting
from huiying.intake.models import Subscription
from huiying.intake.webhooks.events import signature
from huiying.intake.webhooks.notifying import MOST_FAILURES, notify
from huiying.intake.webhooks.subscribing import resume, subscribe, unsubscribe
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office

from .conftest import Hook


def subscribed(hook: Hook, *events: str) -> Subscription:
    row, hook.secret = subscribe(hook.address, events=events or ("voice.heard", "case."), by=None, at=SUNDAY)
    return row


def tell(at: datetime = SUNDAY) -> int:
    return notify(at=at, now=lambda: at)


def test_deeds_are_told_in_order_once_and_signed(office: Office, hook: Hook) -> None:
    row = subscribed(hook)
    for n in range(3):
        office.letter(f"第{n}封。", ident=str(n))
    take_waiting(at=SUNDAY)
    assert tell() == 6
    assert tell() == 0
    assert [event["name"] for event in hook.took] == ["voice.heard"] * 3 + ["case.opened"] * 3
    numbers = [event["id"] for event in hook.took]
    assert numbers == sorted(numbers)
    assert hook.keys == [str(number) for number in numbers]
    assert hook.forged == 0
    row.refresh_from_db()
    assert row.cursor == Entry.objects.last().pk  # type: ignore[union-attr]


def test_what_is_not_asked_for_is_passed_over(office: Office, hook: Hook) -> None:
    row = subscribed(hook, "reply.")
    office.letter("一封。")
    assert tell() == 0
    row.refresh_from_db()
    assert row.cursor == Entry.objects.last().pk  # type: ignore[union-attr]
    assert hook.took == []


def test_nothing_personal_leaves(office: Office, hook: Hook) -> None:
    subscribed(hook)
    office.letter("我的电话13800138000。", ident="张三-13800138000", said_by="张三")
    tell()
    (event,) = hook.took
    assert set(event) == {"id", "name", "about", "at", "facts"}
    assert set(event["facts"]) == {"channel"}
    assert "张三" not in json.dumps(hook.took, ensure_ascii=False)


def test_an_address_that_fails_is_told_again_from_there(office: Office, hook: Hook) -> None:
    row = subscribed(hook, "voice.heard")
    for n in range(3):
        office.letter(f"第{n}封。", ident=str(n))
    hook.answers = [200, 500]
    assert tell() == 1
    row.refresh_from_db()
    assert (row.failures, row.is_open) == (1, True)
    assert "500" in row.error
    assert row.retry_at is not None
    assert tell() == 0, "not before its time"
    assert tell(row.retry_at) == 2
    row.refresh_from_db()
    assert (row.failures, row.error, row.retry_at) == (0, "", None)
    assert len(hook.took) == len({event["id"] for event in hook.took}) == 3


def test_after_twelve_failures_it_stops_with_a_told_error(office: Office, hook: Hook) -> None:
    row = subscribed(hook, "voice.heard")
    office.letter("一封。")
    hook.answers = [503] * 50
    at = SUNDAY
    for _ in range(MOST_FAILURES + 3):
        tell(at)
        at += timedelta(hours=12)
    row.refresh_from_db()
    assert (row.failures, row.is_open) == (MOST_FAILURES, False)
    assert "503" in row.error
    assert len(hook.answers) == 50 - MOST_FAILURES
    assert Entry.objects.filter(deed="webhook.closed").count() == 1
    hook.answers = []
    resume(row, by=None, at=at)
    assert tell(at) == 1
    with pytest.raises(RuleError):
        resume(row, by=None, at=at)


def test_an_address_that_is_gone_is_not_asked_again(office: Office, hook: Hook) -> None:
    row = subscribed(hook, "voice.heard")
    office.letter("一封。")
    hook.answers = [410]
    tell()
    row.refresh_from_db()
    assert not row.is_open


def test_nobody_is_told_inside_the_office_network(office: Office, hook: Hook, settings: Any) -> None:
    settings.FETCH_PRIVATE = False
    row = subscribed(hook, "voice.heard")
    office.letter("一封。")
    tell()
    row.refresh_from_db()
    assert not row.is_open
    assert "fetch_private" in row.error
    assert hook.took == []
    assert "key=1" not in row.error


def test_a_redirect_is_not_followed(office: Office, hook: Hook) -> None:
    row = subscribed(hook, "voice.heard")
    office.letter("一封。")
    hook.answers = [302]
    tell()
    row.refresh_from_db()
    assert (row.failures, row.is_open) == (1, True)


def test_one_that_fails_keeps_no_other_waiting(office: Office, hook: Hook) -> None:
    subscribe("http://127.0.0.1:9/", events=["voice."], by=None, at=SUNDAY)
    subscribed(hook, "voice.heard")
    office.letter("一封。")
    assert tell() == 1


def test_one_worker_at_a_time(office: Office, hook: Hook) -> None:
    row = subscribed(hook, "voice.heard")
    office.letter("一封。")
    Subscription.objects.update(leased_until=SUNDAY + timedelta(minutes=1))
    assert tell() == 0
    assert tell(SUNDAY + timedelta(minutes=6)) == 1, "the lease of one that died runs out"
    unsubscribe(row, by=None, at=SUNDAY)
    with pytest.raises(RuleError):
        unsubscribe(row, by=None, at=SUNDAY)


def test_the_database_holds_the_secret_sealed(office: Office, hook: Hook) -> None:
    row = subscribed(hook)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM intake_subscription")
        (kept,) = cursor.fetchone()
    assert hook.secret not in kept
    assert row.secret == hook.secret


@pytest.mark.parametrize(
    ("url", "events"),
    [
        ("ftp://host.example/", ["case."]),
        ("https://", ["case."]),
        ("https://user:word@host.example/", ["case."]),
        ("https://host.example:x/", ["case."]),
        ("https://host.example/ x", ["case."]),
        ("https://host.example/", []),
        ("https://host.example/", ["%"]),
    ],
)
def test_a_subscription_must_make_sense(office: Office, url: str, events: list[str]) -> None:
    with pytest.raises(InputError):
        subscribe(url, events=events, by=None, at=SUNDAY)


def test_only_the_administrator_opens_one(office: Office) -> None:
    with pytest.raises(NotAllowed):
        subscribe("https://host.example/", events=["case."], by=office.officer, at=SUNDAY)


def test_the_command(office: Office) -> None:
    out = StringIO()
    call_command("webhook", "--url", "https://host.example/a?key=7", "--event", "case.", stdout=out, stderr=StringIO())
    assert len(out.getvalue().strip()) > 30
    listed = StringIO()
    call_command("webhook", stdout=listed)
    assert "host.example" in listed.getvalue()
    assert "key=7" not in listed.getvalue()
    number = str(Subscription.objects.get().pk)
    call_command("webhook", "--stop", number)
    call_command("webhook", "--resume", number)
    with pytest.raises(InputError):
        call_command("webhook", "--stop", "999")


def test_the_signature_as_the_manual_shows_it() -> None:
    told = signature("geheim", "1773540000", b'{"id":1}')
    assert told == "7ff5bde2e47a5f001934b8db3f6bb7fb52c8fe11b57c25e2253f7ec930def18d"
