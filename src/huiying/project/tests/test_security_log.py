"""The security log tells who came in, who did not, what was refused; of nobody what they typed or where they are."""

import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from huiying.accounts.actions.sessions import KEPT
from huiying.accounts.models import Authenticator, Proof, SignIn
from huiying.accounts.tests.door import code_at, joined, knock, signed_in, with_password
from huiying.ledger.models import Entry
from huiying.project.logs import NothingPersonal
from huiying.project.watching.logs import Lines
from huiying.project.watching.logs import logging as described
from huiying.project.watching.refused import REFUSALS
from tests.office import Office

ROOT = Path(__file__).parents[4]
HOSTILE = (
    "x\n2026-12-01 08:00:00 INFO huiying.security signed in: login 1",
    "x\r\nERROR",
    "\x1b[2Kx\x07",
    "x\u2028y\u2029z\x85w\x0b\x0c",
)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What an office's console shows of the security log."""
    told = io.StringIO()
    console = logging.StreamHandler(told)
    console.addFilter(NothingPersonal())
    plain = settings.LOGGING["formatters"]["chosen"]
    console.setFormatter(logging.Formatter(plain["format"], style=plain["style"]))
    security = logging.getLogger("huiying.security")
    security.addHandler(console)
    try:
        yield told
    finally:
        security.removeHandler(console)


def lines(log: io.StringIO) -> list[str]:
    """What was told since it was last asked, from the level on."""
    told = [line.split(" ", 2)[2] for line in log.getvalue().splitlines()]
    log.seek(0)
    log.truncate()
    return told


def test_it_is_written_whatever_the_level_of_the_log() -> None:
    assert described("plain", "ERROR")["loggers"]["huiying.security"] == {"level": "INFO"}
    assert logging.getLogger("huiying.security").isEnabledFor(logging.INFO)


def test_who_comes_in_and_who_does_not(office: Office, log: io.StringIO) -> None:
    user = with_password(office.handler)
    secret, _codes = joined(user, timezone.now())
    client, _answer = knock(user, password="13905927416")
    client, _answer = knock(user)
    client.post("/desk/login/second/", {"code": "000000"})
    client.post("/desk/login/second/", {"code": code_at(secret, timezone.now())})
    client.post("/desk/logout/")
    Client().post("/desk/login/", {"username": "13905927416", "password": "x"})
    told = lines(log)
    known = {line.rpartition("from ")[2] for line in told}
    assert len(known) == 1
    here = known.pop()
    assert len(here) == 8
    assert told == [
        f"WARNING huiying.security not signed in: login {user.pk} by password, from {here}",
        f"WARNING huiying.security not signed in: login {user.pk} by a further proof, from {here}",
        f"INFO huiying.security signed in: login {user.pk} by code, second factor True, from {here}",
        f"INFO huiying.security signed out: login {user.pk}, from {here}",
        f"WARNING huiying.security not signed in: no login of ours by password, from {here}",
    ]


def test_nothing_typed_and_no_address_stands_in_it(office: Office, log: io.StringIO) -> None:
    user = with_password(office.handler)
    for address in ("192.0.2.7", "192.0.2.8"):
        told = {"username": user.username, "password": "my-own-password"}
        Client(REMOTE_ADDR=address).post("/desk/login/", told)
        Client(REMOTE_ADDR=address).post("/desk/login/", told | {"username": "lu.chengban@example.gov.cn"})
    text = log.getvalue()
    assert len(text.splitlines()) == 4
    assert not [word for word in ("192.0.2", "my-own-password", user.username, "example.gov.cn", "陆") if word in text]
    assert len({line.rpartition("from ")[2] for line in lines(log)}) == 2  # two addresses are told apart


def test_refusals_are_told(office: Office, log: io.StringIO) -> None:
    client = signed_in(office.handler)
    lines(log)
    who = f"login {office.handler.pk}"
    assert client.get("/desk/ledger/").status_code == 403
    assert client.get("/desk/cases/987654/").status_code == 404
    forged = {"Authorization": "Bearer no-token"}
    assert Client().post("/api/v1/voices", {}, content_type="application/json", headers=forged).status_code == 401
    assert Client(enforce_csrf_checks=True).post("/desk/login/", {}).status_code == 403
    told = [line.partition("huiying.security ")[2].rpartition(", from ")[0] for line in lines(log)]
    assert told[:2] == [f"refused 403: view desk-ledger, {who}", f"refused 404: view desk-case, {who}"]
    assert told[2].startswith("refused 401: view ")
    assert told[3] == "refused 403: view login, no login"
    client.get("/desk/cases/")
    client.get("/nowhere/")
    assert not lines(log)  # what is in order, and what is merely not there, is no refusal


def test_limits_that_are_used_up_are_told(office: Office, log: io.StringIO) -> None:
    user = with_password(office.handler)
    statuses = [knock(user, password="wrong")[1].status_code for _try in range(6)]
    assert statuses[-1] == 429
    assert [line.partition("huiying.security ")[2].rpartition(", from")[0] for line in lines(log)][-1] == (
        "refused 429: view login, no login"
    )


@pytest.mark.parametrize("form", ["plain", "json"])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_nobody_writes_a_line_of_their_own_into_a_log(form: str, hostile: str) -> None:
    told = io.StringIO()
    console = logging.StreamHandler(told)
    plain = settings.LOGGING["formatters"]["chosen"]
    if form == "plain":
        console.addFilter(NothingPersonal())
    console.setFormatter(Lines() if form == "json" else logging.Formatter(plain["format"], style=plain["style"]))
    logger = logging.Logger("huiying.intake")
    logger.addHandler(console)
    logger.warning("a file %s was refused", hostile)
    try:
        raise ValueError(hostile)
    except ValueError:
        logger.exception("%s", hostile)
    text = told.getvalue()
    assert not [sign for sign in text if not sign.isprintable() and sign != "\n"]
    assert text.count("\n") == len(text.splitlines())
    entries = [line for line in text.splitlines() if not line.startswith("  ")]
    assert len(entries) == 2


def test_a_factor_by_which_somebody_came_is_told_too(office: Office, log: io.StringIO) -> None:
    client, _answer = knock(with_password(office.handler))
    assert client.get("/desk/").status_code == 200
    assert not Authenticator.objects.exists()
    assert " by password, second factor False," in lines(log)[0]


def test_the_manual_has_every_log_and_what_it_tells(office: Office) -> None:
    page = (ROOT / "docs/howto/watch-the-office.md").read_text("utf-8")
    inventory = page.partition("### Every log")[2]
    source = "".join(
        path.read_text("utf-8") for path in (ROOT / "src/huiying").rglob("*.py") if "tests" not in path.parts
    )
    named = set(re.findall(r"getLogger\(\"(huiying\.\w+)\"\)", source))
    assert named == {"huiying.requests", "huiying.security"}
    tables = {model._meta.db_table for model in (Entry, SignIn, AccessAttempt, PageLogEntry, ModelLogEntry)}
    assert all(f"`{name}`" in inventory for name in named | tables)
    assert KEPT.days == 183
    assert {str(status) for status in REFUSALS} <= set(re.findall(r"\b4\d\d\b", page))
    assert all(f"`{proof}`" in page for proof in Proof.values)


def test_no_list_of_sign_ins_is_kept_without_end(office: Office) -> None:
    for _twice in range(2):
        knock(with_password(office.handler))
    assert not AccessLog.objects.exists()
    assert SignIn.objects.filter(user=office.handler).count() == 2
