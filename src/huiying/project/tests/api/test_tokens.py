"""Who may ask: a token that is true, valid, of the right scope, and not used too often."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.intake.channel import ChannelError
from huiying.intake.channels.api.tokens import make_token, revoke_token
from huiying.intake.connectors import account, connector
from huiying.intake.models import ApiToken, Channel, Voice
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office

from .conftest import Caller

LETTER = {"text": "路灯坏了。", "external_id": "A-1"}


def refused(answer: object, status: int) -> dict[str, str]:
    assert answer.status_code == status, answer.content  # type: ignore[attr-defined]
    told: dict[str, str] = answer.json()  # type: ignore[attr-defined]
    assert set(told) == {"what", "where", "fix"}
    assert told["what"]
    return told


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer hy_forged",
        "Basic aHk6eA==",
        "hy_without",
        "Bearer \xff\x80",
        "Bearer " + "x" * 9000,
    ],
)
def test_a_forged_token_opens_nothing(hotline: Channel, header: str) -> None:
    headers = {"Authorization": header} if header else {}
    for path in ("/voices", "/voices/batch", "/orders"):
        answer = Client().post(f"/api/v1{path}", LETTER, content_type="application/json", headers=headers)
        refused(answer, 401)
        assert answer["WWW-Authenticate"] == "Bearer"
    assert not Voice.objects.exists()


def test_a_token_is_refused_once_it_is_over(calling: Callable[..., Caller]) -> None:
    over = calling(expires_at=timezone.now() - timedelta(seconds=1))
    refused(over.post("/voices", LETTER), 401)
    closed = calling()
    revoke_token(closed.token, by=None, at=timezone.now())
    refused(closed.post("/voices", LETTER), 401)
    with pytest.raises(RuleError):
        revoke_token(closed.token, by=None, at=timezone.now())
    assert calling(expires_at=timezone.now() + timedelta(days=1)).post("/voices", LETTER).status_code == 201


def test_a_scope_opens_its_doors_and_no_other(calling: Callable[..., Caller]) -> None:
    doors = {
        "intake.write": lambda c: c.post("/voices", LETTER),
        "status.read": lambda c: c.get("/voices/HY1"),
        "figures.read": lambda c: c.get("/figures", start="2026-01-01", end="2026-01-02"),
        "orders.write": lambda c: c.put("/orders/1/term", {"due_at": "2026-04-01T00:00:00Z"}),
    }
    for scope in doors:
        caller = calling(scope)
        for other, ask in doors.items():
            answer = ask(caller)
            if other == scope:
                assert answer.status_code in {200, 201, 404}
            else:
                assert other in refused(answer, 403)["where"]


def test_too_many_requests_wait(calling: Callable[..., Caller]) -> None:
    caller = calling(rate=3)
    answers = [caller.get("/voices/HY1") for _ in range(9)]
    late = [answer for answer in answers if answer.status_code == 429]
    assert len(late) >= 3  # a minute may end meanwhile
    refused(late[0], 429)
    assert 1 <= int(late[0]["Retry-After"]) <= 60
    cache.clear()
    assert caller.get("/voices/HY1").status_code == 404


def test_use_is_noted(caller: Caller) -> None:
    caller.get("/voices/HY1")
    assert ApiToken.objects.get().last_used_at is not None


def test_the_database_holds_no_token(caller: Caller) -> None:
    row = ApiToken.objects.values().get()
    assert caller.secret not in json.dumps(row, default=str)
    assert caller.secret not in json.dumps(list(Entry.objects.values()), default=str)


def test_only_the_administrator_makes_tokens(office: Office) -> None:
    with pytest.raises(NotAllowed):
        make_token("x", scopes=["status.read"], by=office.officer, at=SUNDAY)
    with pytest.raises(NotAllowed):
        revoke_token(make_token("x", scopes=["status.read"], by=None, at=SUNDAY)[0], by=office.leader, at=SUNDAY)


@pytest.mark.parametrize(
    "told",
    [
        {"scopes": []},
        {"scopes": ["everything"]},
        {"scopes": ["intake.write"]},
        {"scopes": ["status.read"], "rate": 0},
        {"scopes": ["status.read"], "name": " "},
    ],
)
def test_a_token_must_make_sense(office: Office, told: dict[str, object]) -> None:
    with pytest.raises(InputError):
        make_token(**({"name": "x", "by": None, "at": SUNDAY} | told))  # type: ignore[arg-type]


def test_the_command_shows_it_once(office: Office) -> None:
    out, said = StringIO(), StringIO()
    options = "--name 平台 --scope intake.write --channel hotline --open 12345热线 --days 30"
    call_command("token", *options.split(), stdout=out, stderr=said)
    secret = out.getvalue().strip()
    answer = Client().post(
        "/api/v1/voices", LETTER, content_type="application/json", headers={"Authorization": f"Bearer {secret}"}
    )
    assert answer.status_code == 201
    listed = StringIO()
    call_command("token", stdout=listed)
    assert "平台" in listed.getvalue()
    assert secret not in listed.getvalue()
    call_command("token", "--revoke", str(ApiToken.objects.get().pk), stdout=StringIO())
    assert ApiToken.objects.get().revoked_at
    with pytest.raises(InputError):
        call_command("token", "--revoke", "999")


def test_the_test_button_says_who_holds_a_token(hotline: Channel) -> None:
    found = connector("api")
    assert found is not None
    with pytest.raises(ChannelError):
        found.check(account(hotline))
    make_token("x", scopes=["intake.write"], channel=hotline, by=None, at=SUNDAY)
    assert "1" in found.check(account(hotline))


def test_what_is_not_there_is_said_in_the_same_form(hotline: Channel) -> None:
    for path in ("/api/", "/api/v1/nothing", "/api/v2/voices", "/api/v1/voices/a/b"):
        refused(Client().get(path), 404)


def test_the_form_of_the_interface_is_public(hotline: Channel) -> None:
    told = Client().get("/api/v1/openapi.json").json()
    assert "/api/v1/voices/batch" in told["paths"]
    assert "$defs" not in json.dumps(told)
