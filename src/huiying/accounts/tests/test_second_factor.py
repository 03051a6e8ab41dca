"""The second factor at the door: codes, recovery codes, who must have one, what is tried too often, what is lost."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from huiying.accounts.actions import proving
from huiying.accounts.models import Authenticator, RecoveryCode, SignIn
from huiying.core.errors import InputError, NotAllowed
from huiying.ledger.models import Entry
from huiying.people.actions import appoint, hire
from huiying.people.models import Role, User
from tests.office import SUNDAY, Office

from .door import code_at, is_in, joined, knock, signed_in, with_password

# RFC 6238, appendix B, SHA-1, the last six of its eight digits.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC = ((59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037"))


@pytest.fixture
def security(office: Office) -> User:
    user, _password = hire("an.quan", name="安全员", by=None, at=SUNDAY)
    appoint(user, role=Role.SECURITY, section=None, by=None, at=SUNDAY)
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(("seconds", "code"), RFC)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, tz=UTC)
    assert proving.step_of(RFC_SECRET, code, at) == seconds // 30
    assert proving.step_of(RFC_SECRET, f"{code[:3]} {code[3:]}", at + timedelta(seconds=30)) == seconds // 30
    assert proving.step_of(RFC_SECRET, code, at + timedelta(seconds=90)) is None
    for wrong in ("", "28708", "2870820", "٢٨٧٠٨٢", "abcdef"):
        assert proving.step_of(RFC_SECRET, wrong, at) is None


def test_who_has_an_authenticator_is_asked_for_its_code_and_in_only_after_it(office: Office) -> None:
    secret, _codes = joined(with_password(office.handler), timezone.now())
    client, answer = knock(office.handler, onto="/desk/cases/")
    assert answer["Location"] == "/desk/login/second/"
    assert not is_in(client)
    wrong = client.post("/desk/login/second/", {"code": "000000"})
    assert wrong.status_code == 422
    assert not is_in(client)
    code = code_at(secret, timezone.now())
    assert client.post("/desk/login/second/", {"code": code})["Location"] == "/desk/cases/"
    assert is_in(client)
    assert SignIn.objects.get(user=office.handler).proof == "code"
    # the same code opens nothing a second time (RFC 6238, 5.2)
    other, _answer = knock(office.handler)
    assert other.post("/desk/login/second/", {"code": code}).status_code == 422
    assert not is_in(other)


def test_of_two_who_bring_the_same_code_one_comes_in(office: Office) -> None:
    at = SUNDAY
    secret, codes = joined(office.handler, at)
    assert proving.try_code(office.handler, code_at(secret, at), at=at).good
    assert not proving.try_code(office.handler, code_at(secret, at), at=at).good
    assert not proving.try_code(office.handler, code_at(secret, at - timedelta(seconds=30)), at=at).good
    assert proving.try_code(office.handler, code_at(secret, at + timedelta(seconds=30)), at=at).good
    typed = f" {codes[0].upper().replace('-', ' ')} "
    assert proving.try_code(office.handler, typed, at=at) == proving.Verdict(True, recovery=True)
    assert not proving.try_code(office.handler, codes[0], at=at).good
    assert not proving.try_code(office.stranger, codes[1], at=at).good
    assert Entry.objects.filter(deed="second_factor.code_used").get().facts == {"left": 9}


def test_the_office_keeps_neither_secret_nor_codes_in_the_clear(office: Office) -> None:
    secret, codes = joined(office.handler, SUNDAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_authenticator")
        kept = cursor.fetchone()[0]
    assert secret not in kept
    assert kept.startswith("gAAAA")
    digests = "".join(RecoveryCode.objects.values_list("digest", flat=True))
    assert len(codes) == len(set(codes)) == 10
    assert not any(code.replace("-", "") in digests for code in codes)
    assert {len(digest) for digest in RecoveryCode.objects.values_list("digest", flat=True)} == {64}
    told = str(list(Entry.objects.values_list("facts", flat=True)))
    assert secret not in told
    assert not any(code in told for code in codes)


def test_wrong_codes_shut_the_door_like_wrong_passwords(office: Office) -> None:
    secret, codes = joined(with_password(office.handler), timezone.now())
    client, _answer = knock(office.handler)
    statuses = [client.post("/desk/login/second/", {"code": "000000"}).status_code for _try in range(5)]
    assert statuses == [422, 422, 422, 422, 429]
    assert AccessAttempt.objects.get(username=office.handler.username).failures_since_start == 5
    for code in (code_at(secret, timezone.now()), codes[0]):
        assert client.post("/desk/login/second/", {"code": code}).status_code == 429
    assert not is_in(client)
    _client, answer = knock(office.handler)
    assert answer.status_code == 429


def test_wrong_codes_from_many_addresses_shut_it_too(office: Office) -> None:
    secret, codes = joined(office.handler, SUNDAY)
    for _try in range(10):
        assert not proving.try_code(office.handler, "000000", at=SUNDAY).good
    assert not proving.try_code(office.handler, code_at(secret, SUNDAY), at=SUNDAY).good
    assert proving.try_code(office.handler, codes[0], at=SUNDAY).good  # a hundred bits and more are not guessed
    later = SUNDAY + timedelta(minutes=31)
    assert proving.try_code(office.handler, code_at(secret, later), at=later).good


@pytest.mark.parametrize(
    ("setting", "person", "asked"),
    [
        ("off", "auditor", False),
        ("administrators", "handler", False),
        ("administrators", "auditor", True),
        ("everybody", "handler", True),
    ],
)
def test_who_must_have_one_joins_it_before_they_enter(
    office: Office, settings: object, setting: str, person: str, asked: bool
) -> None:
    settings.SECOND_FACTOR = setting  # type: ignore[attr-defined]
    user = with_password(getattr(office, person))
    client, answer = knock(user)
    assert (answer["Location"] == "/desk/login/join/") is asked
    assert is_in(client) is not asked
    if not asked:
        return
    page = client.get("/desk/login/join/")
    assert "no-store" in page["Cache-Control"]
    assert b"<svg" in page.content
    secret = page.context["secret"].replace(" ", "")
    assert client.post("/desk/login/join/", {"code": "000000"}).context["secret"] == page.context["secret"]
    shown = client.post("/desk/login/join/", {"code": code_at(secret, timezone.now())})
    assert is_in(client)
    assert len(shown.context["codes"]) == 10
    assert client.get("/desk/login/join/").status_code == 302  # shown once


def test_a_session_from_before_the_office_asked_for_it_ends(office: Office, settings: object) -> None:
    client = signed_in(office.auditor)
    assert is_in(client)
    settings.SECOND_FACTOR = "everybody"  # type: ignore[attr-defined]
    assert client.get("/desk/")["Location"].startswith("/desk/login/")


def test_without_the_first_step_there_is_no_second(office: Office) -> None:
    joined(with_password(office.handler), timezone.now())
    for path in ("/desk/login/second/", "/desk/login/join/"):
        assert Client().get(path)["Location"] == "/desk/login/"
    client, _answer = knock(office.handler, password="wrong")
    assert client.get("/desk/login/second/")["Location"] == "/desk/login/"
    waiting, _answer = knock(office.handler)
    office.handler.set_password("另一个口令-4411")
    office.handler.save()
    assert waiting.get("/desk/login/second/")["Location"] == "/desk/login/"  # with the old password no more
    closed, _answer = knock(office.handler, password="另一个口令-4411")
    User.objects.filter(pk=office.handler.pk).update(is_active=False)
    assert closed.get("/desk/login/second/")["Location"] == "/desk/login/"


def test_the_editors_room_has_no_door_of_its_own(office: Office) -> None:
    joined(with_password(office.editor), timezone.now())
    told = {"username": office.editor.username, "password": "鹭江-渡轮-9371"}
    client = Client()
    assert client.post("/cms/login/?next=/cms/", told)["Location"] == "/desk/login/?next=/cms/"
    assert client.get("/cms/password_reset/").status_code == 404
    assert not is_in(client)


def test_one_joins_changes_and_takes_out_ones_own(office: Office, settings: object) -> None:
    client = signed_in(with_password(office.handler))
    secret = client.get("/desk/account/authenticator/").context["secret"].replace(" ", "")
    shown = client.post("/desk/account/authenticator/", {"code": code_at(secret, timezone.now())})
    assert len(shown.context["codes"]) == 10
    page = client.get("/desk/account/").content.decode()
    assert secret not in page
    again = client.post("/desk/account/codes/").context["codes"]
    assert set(again).isdisjoint(shown.context["codes"])
    assert RecoveryCode.objects.count() == 10
    settings.SECOND_FACTOR = "everybody"  # type: ignore[attr-defined]
    client.post("/desk/account/part/")
    assert Authenticator.objects.exists()  # the last one stays where it is asked for
    settings.SECOND_FACTOR = "off"  # type: ignore[attr-defined]
    client.post("/desk/account/part/")
    assert not Authenticator.objects.exists()
    assert not RecoveryCode.objects.exists()
    deeds = list(Entry.objects.filter(deed__startswith="second_factor").values_list("deed", flat=True))
    assert deeds == ["second_factor.joined", "second_factor.codes_made", "second_factor.parted"]


def test_who_lost_it_is_helped_by_the_security_administrator_and_no_other(office: Office, security: User) -> None:
    joined(with_password(office.handler), timezone.now())
    theirs = signed_in(office.handler)
    desk = signed_in(security)
    assert desk.get(f"/desk/staff/{office.handler.pk}/login/").status_code == 200
    desk.post(f"/desk/staff/{office.handler.pk}/login/reset/", {"reason": " "})
    assert Authenticator.objects.exists()
    desk.post(f"/desk/staff/{office.handler.pk}/login/reset/", {"reason": "手机遗失，当面核验"})
    assert not Authenticator.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert not is_in(theirs)
    assert Entry.objects.get(deed="second_factor.reset").told["reason"] == "手机遗失，当面核验"
    for other in (office.auditor, office.officer, office.handler):
        with pytest.raises(NotAllowed):
            proving.reset(office.handler, reason="x", by=other, at=SUNDAY)
    with pytest.raises(NotAllowed):
        proving.reset(security, reason="x", by=security, at=SUNDAY)


def test_a_wrong_code_joins_nothing(office: Office) -> None:
    with pytest.raises(InputError):
        proving.enrol(office.handler, secret=RFC_SECRET, code="000000", by=office.handler, at=SUNDAY)
    assert not Authenticator.objects.exists()


def test_whoever_holds_the_machine_lets_the_only_security_administrator_in_again(security: User) -> None:
    joined(with_password(security), timezone.now())
    call_command("factors", "an.quan", stdout=(told := StringIO()))
    assert "1" in told.getvalue()
    call_command("factors", "an.quan", "--forget", "手机丢失", stdout=StringIO())
    assert not Authenticator.objects.filter(user=security).exists()
    assert not RecoveryCode.objects.filter(user=security).exists()
    entry = Entry.objects.get(deed="second_factor.reset")
    assert entry.said["reason"] == "手机丢失"
    assert entry.about == "user:an.quan"
    with pytest.raises(InputError, match=r"mei\.you"):
        call_command("factors", "mei.you", stdout=StringIO())
