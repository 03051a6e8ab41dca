"""Sessions end when nothing is done, after a day's work, when somebody ends them, and with the password."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from huiying.accounts import limits
from huiying.accounts.actions import passwords, sessions
from huiying.accounts.models import SignIn
from huiying.core.errors import NotAllowed
from huiying.ledger.models import Entry
from huiying.people.actions import appoint, hire
from huiying.people.models import Role, User
from tests.office import SUNDAY, Office

from .door import PASSWORD, is_in, knock, signed_in, with_password

MINUTE, HOUR = 60, 3600


class Clock:
    """The machine's clock as the limits see it."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.at = limits.now()
        patch.setattr(limits, "now", lambda: self.at)

    def later(self, seconds: int) -> None:
        self.at += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def security(office: Office) -> User:
    user, _password = hire("an.quan", name="安全员", by=None, at=SUNDAY)
    appoint(user, role=Role.SECURITY, section=None, by=None, at=SUNDAY)
    return User.objects.get(pk=user.pk)


def test_a_session_in_which_nothing_is_done_ends_after_half_an_hour(office: Office, clock: Clock) -> None:
    client = signed_in(office.handler)
    clock.later(29 * MINUTE)
    assert is_in(client)
    clock.later(29 * MINUTE)
    assert is_in(client)
    clock.later(30 * MINUTE)
    assert client.get("/desk/cases/")["Location"] == "/desk/login/?next=/desk/cases/"
    ended = SignIn.objects.get(user=office.handler)
    assert (ended.ending, ended.ended_at is not None) == ("idle", True)
    clock.later(-30 * MINUTE)
    assert not is_in(client)  # it does not come back


def test_a_page_that_looks_again_by_itself_keeps_nobody_signed_in(office: Office, clock: Clock) -> None:
    client = signed_in(office.handler)
    for _ten in range(2):
        clock.later(10 * MINUTE)
        assert client.get("/desk/", headers={limits.NOT_A_DEED: "yes"}).status_code == 200
    clock.later(10 * MINUTE)
    assert client.get("/desk/", headers={limits.NOT_A_DEED: "yes"}).status_code == 302


def test_a_page_is_told_how_long_it_may_lie_open(office: Office, clock: Clock) -> None:
    client, again = signed_in(office.handler), {limits.NOT_A_DEED: "yes"}
    asked = "/desk/account/session/"
    assert client.get(asked).json() == {"left": 30 * MINUTE}
    clock.later(10 * MINUTE)
    assert client.get(asked, headers=again).json() == {"left": 20 * MINUTE}
    assert client.get(asked).json() == {"left": 30 * MINUTE}  # who types is there
    clock.later(30 * MINUTE)
    assert client.get(asked, headers=again).status_code == 302


def test_an_editors_page_that_lies_open_keeps_nobody_signed_in(office: Office, clock: Clock) -> None:
    client = signed_in(office.editor)
    says_so = reverse("wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", "1", 1])
    for _ten in range(2):
        clock.later(10 * MINUTE)
        client.post(says_so)
    clock.later(10 * MINUTE)
    assert not is_in(client)


def test_a_session_ends_after_twelve_hours_however_busy(office: Office, clock: Clock, settings: object) -> None:
    settings.SESSION_IDLE_MINUTES = 60 * 6  # type: ignore[attr-defined]
    client = signed_in(office.handler)
    for hours in (5, 5, 1.9):
        clock.later(int(hours * HOUR))
        assert is_in(client)
    clock.later(HOUR // 10)
    assert not is_in(client)
    assert SignIn.objects.get(user=office.handler).ending == "age"


def test_the_office_sets_the_limits(office: Office, clock: Clock, settings: object) -> None:
    settings.SESSION_IDLE_MINUTES, settings.SESSION_HOURS = 45, 1  # type: ignore[attr-defined]
    idle = signed_in(office.handler)
    clock.later(45 * MINUTE)
    assert not is_in(idle)
    busy = signed_in(office.handler)
    clock.later(40 * MINUTE)
    assert is_in(busy)
    clock.later(20 * MINUTE)
    assert not is_in(busy)


def test_signing_in_changes_the_key_and_signing_out_is_noted(office: Office) -> None:
    client = Client()
    client.get("/desk/login/")
    session = client.session
    session["mark"] = 1
    session.save()
    client.cookies["sessionid"] = before = str(session.session_key)
    knock(with_password(office.handler), client=client)
    assert client.session.session_key != before
    sign_in = SignIn.objects.get(user=office.handler)
    assert (sign_in.key, sign_in.address, sign_in.proof) == (client.session.session_key, "127.0.0.1", "password")
    client.post("/desk/logout/")
    sign_in.refresh_from_db()
    assert sign_in.ending == "out"


def test_one_sees_and_ends_ones_own_sessions(office: Office) -> None:
    here, there, elsewhere = (signed_in(office.handler) for _place in range(3))
    stranger = signed_in(office.stranger)
    theirs = SignIn.objects.get(user=office.stranger)
    page = here.get("/desk/account/")
    assert len(page.context["open"]) == 3
    other = SignIn.objects.get(key=there.session.session_key)
    assert here.post("/desk/account/end/", {"session": theirs.pk}).status_code == 404
    here.post("/desk/account/end/", {"session": other.pk})
    assert [is_in(client) for client in (here, there, elsewhere, stranger)] == [True, False, True, True]
    here.post("/desk/account/end/")
    assert [is_in(client) for client in (here, elsewhere, stranger)] == [True, False, True]
    assert [e.facts for e in Entry.objects.filter(deed="session.ended")] == [{"sessions": 1}, {"sessions": 1}]


def test_the_security_administrator_ends_them_and_nobody_else_does(office: Office, security: User) -> None:
    client = signed_in(office.handler)
    for other in (office.auditor, office.officer):
        with pytest.raises(NotAllowed):
            sessions.end_all(office.handler, by=other, at=SUNDAY)
        assert signed_in(other).get(f"/desk/staff/{office.handler.pk}/login/").status_code == 403
    assert is_in(client)
    signed_in(security).post(f"/desk/staff/{office.handler.pk}/login/end/")
    assert not is_in(client)
    assert SignIn.objects.filter(user=office.handler, ending="office").count() == 1


def test_a_login_that_is_closed_and_opened_again_has_no_session_left(office: Office, security: User) -> None:
    client, desk = signed_in(office.handler), signed_in(security)
    for told in ("no", "yes"):
        desk.post(f"/desk/staff/{office.handler.pk}/working/", {"working": told})
    assert User.objects.get(pk=office.handler.pk).is_active
    assert not is_in(client)
    assert not SignIn.objects.open().filter(user=office.handler).exists()


def test_with_the_password_every_other_session_ends(office: Office, security: User) -> None:
    here, there = signed_in(with_password(office.handler)), signed_in(office.handler)
    told = {"old": "鹭江-渡轮-9371", "new": "骑楼-凤凰木-5520", "again": "骑楼-凤凰木-5520"}
    assert here.post("/desk/account/password/", told)["Location"] == "/desk/account/"
    assert [is_in(here), is_in(there)] == [True, False]
    assert SignIn.objects.open().get(user=office.handler).key == here.session.session_key
    office.handler.refresh_from_db()
    password = passwords.reset_password(office.handler, by=security, at=timezone.now())
    assert not is_in(here)
    office.handler.refresh_from_db()
    assert office.handler.check_password(password)
    assert password not in str(list(Entry.objects.values_list("facts", flat=True)))
    with pytest.raises(NotAllowed):
        passwords.reset_password(security, by=security, at=timezone.now())


def test_sessions_are_ended_only_by_who_gave_the_password_a_moment_ago(office: Office, clock: Clock) -> None:
    here, there = signed_in(with_password(office.handler)), signed_in(office.handler)
    clock.later(11 * MINUTE)
    named = SignIn.objects.get(key=there.session.session_key).pk
    for told in ({}, {"session": named}):
        assert here.post("/desk/account/end/", told)["Location"] == "/desk/account/confirm/"
        assert is_in(there)
    here.post("/desk/account/confirm/", {"old": PASSWORD})
    here.post("/desk/account/end/", {"session": named})
    assert not is_in(there)


def test_a_person_has_as_many_sessions_as_they_open(office: Office) -> None:
    every = [signed_in(office.handler) for _one in range(12)]
    assert all(is_in(client) for client in every)
    assert SignIn.objects.open().filter(user=office.handler).count() == 12


def test_nothing_is_written_for_a_page_within_the_minute(office: Office) -> None:
    client = signed_in(office.handler)
    with CaptureQueriesContext(connection) as asked:
        client.get("/desk/absences/")
    assert not [query for query in asked.captured_queries if query["sql"].startswith(("UPDATE", "INSERT"))]


def test_what_opens_the_door_is_changed_only_by_who_gave_the_password_a_moment_ago(
    office: Office, clock: Clock
) -> None:
    client = signed_in(with_password(office.handler))
    assert client.get("/desk/account/authenticator/").status_code == 200
    clock.later(11 * MINUTE)
    for path in ("authenticator", "codes", "part", "end"):
        assert client.post(f"/desk/account/{path}/")["Location"] == "/desk/account/confirm/"
    assert client.post("/desk/account/passkey/").json() == {"onto": "/desk/account/confirm/"}
    assert client.post("/desk/account/confirm/", {"old": "wrong"}).status_code == 422
    assert client.post("/desk/account/codes/")["Location"] == "/desk/account/confirm/"
    before = client.session.session_key
    client.post("/desk/account/confirm/", {"old": PASSWORD})
    assert client.session.session_key != before
    assert SignIn.objects.open().filter(key=client.session.session_key).exists()
    assert client.get("/desk/account/authenticator/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "shown"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0 Safari/537.36 Edg/131.0", "Edge · Windows"),
        ("Mozilla/5.0 (Linux; Android 14; V2300A) Chrome/116.0 Mobile Safari/537.36 wxwork/4.1", "企业微信 · Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Version/17.5 Safari/605.1.15", "Safari · macOS"),
        ("curl/8.5.0", "curl/8.5.0"),
    ],
)  # fmt: skip
def test_a_session_is_told_by_the_browser_as_people_call_it(agent: str, shown: str) -> None:
    assert SignIn(device=agent).browser == shown
