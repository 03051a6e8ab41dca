"""What OWASP ASVS 5.0 asks of passwords, chance and the manual, where no other test of the room says it."""

import math
import random
import re
from collections.abc import Iterator
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve
from django.utils import timezone

from huiying.accounts.actions import passwords, proving
from huiying.accounts.forms import ConfirmForm, NewPasswordForm, PasswordForm
from huiying.accounts.models import Proof
from huiying.accounts.needed import GIVEN_FOR
from huiying.accounts.passwords import OF_THE_DEMO, _words
from huiying.accounts.provider import Provider
from huiying.accounts.urls import urlpatterns
from huiying.people.actions import appoint, hire
from huiying.people.models import Role, User
from tests.office import SUNDAY, Office

from .door import PASSWORD, is_in, joined, knock, with_password

ROOT = Path(__file__).parents[4]
MANUAL = ROOT / "docs" / "howto" / "sign-in-safely.md"
LONG = "纸船-漂过八号桥洞-" + "Kuku7 roost lamp " * 8  # more than 64 signs, spaces among them
LED_ON = ("/cms/login/", "/_util/login/")  # Wagtail's own doors, which would ask for no second factor
FORMS = (PasswordForm, NewPasswordForm, ConfirmForm, AuthenticationForm)


@pytest.mark.parametrize("password", ["vB3kQ9x", "vB3kQ9xT", "vB3kQ9xTz"])
def test_fewer_than_ten_signs_are_refused(password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert [error.code for error in refused.value.error_list] == ["password_too_short"]
    validate_password("vB3kQ9xTz2")


def test_long_passwords_are_taken_as_typed() -> None:
    assert len(LONG) > 64
    validate_password(LONG)
    form = PasswordForm({"old": f" {LONG} ", "new": f" {LONG}", "again": f" {LONG}"})
    assert form.is_valid()
    assert (form.cleaned_data["old"], form.cleaned_data["new"]) == (f" {LONG} ", f" {LONG}")
    field = AuthenticationForm.base_fields["password"]
    assert field.clean(f" {LONG} ") == f" {LONG} "
    kept = make_password(LONG)
    assert check_password(LONG, kept)
    assert not any(check_password(other, kept) for other in (LONG[:-1], LONG.strip(), LONG.upper(), f" {LONG}"))


def test_passwords_are_masked_and_managers_of_passwords_may_fill_them_in() -> None:
    fields = {name: field for form in FORMS for name, field in form.base_fields.items() if name != "username"}
    assert fields.keys() == {"old", "new", "again", "password"}
    for field in fields.values():
        assert field.widget.input_type == "password"  # type: ignore[attr-defined]
        assert field.widget.attrs["autocomplete"] in {"current-password", "new-password"}
    scripts = [path.read_text("utf-8") for path in (ROOT / "src" / "huiying").rglob("static/huiying/**/*.js")]
    assert scripts
    assert not [text for text in scripts if re.search(r"[\"'](before)?paste[\"']|onpaste", text)]


def test_secrets_are_made_by_chance_that_nobody_predicts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "RecoveryCode", Mock())
    store = import_module(settings.SESSION_ENGINE).SessionStore
    monkeypatch.setattr(store, "exists", lambda _store, _key: False)
    made = []
    for _twice in range(2):
        random.seed(1)  # what comes from Python's own generator is the same again
        codes = proving._make_codes(User(pk=1))
        made.append({proving.new_secret(), *codes, store()._get_new_session_key()})
        assert all(len(code.replace("-", "")) * math.log2(len(proving.SIGNS)) >= 112 for code in codes)
    assert made[0].isdisjoint(made[1])
    assert len(proving.new_secret()) * 5 == 160
    assert len(store()._get_new_session_key()) * math.log2(36) > 128


def test_the_manual_tells_the_limits_of_the_door() -> None:
    told = " ".join(MANUAL.read_text("utf-8").split())
    assert f"after {settings.SESSION_IDLE_MINUTES} minutes without a deed" in told
    assert f"after {settings.SESSION_HOURS} hours in any case" in told
    assert (settings.AXES_FAILURE_LIMIT, settings.AXES_COOLOFF_TIME) == (5, 0.5)
    assert settings.AXES_LOCKOUT_PARAMETERS == [["username", "ip_address"]]
    assert "Five wrong codes or passwords from one address shut the door for half an hour" in told
    assert (proving.MOST_WRONG, proving.SHUT.total_seconds()) == (10, 1800)
    assert "ten wrong codes in a row, from wherever, stop codes for half an hour" in told
    assert GIVEN_FOR.days == 7
    assert "not used for seven days opens nothing any more" in told
    assert "How many are open at once is not limited" in told
    assert "longer ago than a session lasts here (`session_hours`)" in told
    assert f"{proving.CODES} recovery codes of {proving.GROUPS * proving.GROUP} signs".replace("10", "Ten") in told


def test_there_is_one_provider_and_no_address_at_which_it_signs_people_out() -> None:
    assert isinstance(settings.SIGN_ON, Provider)
    addresses = [str(each.pattern) for each in urlpatterns if "sign-on" in str(each.pattern)]
    assert len(addresses) == 2
    for place in ("/desk/login/sign-on/", "/desk/login/sign-on/back/"):
        assert not resolve(place).kwargs  # no name of a provider


def test_who_signed_out_does_not_come_back_with_the_old_key(office: Office) -> None:
    client, _answer = knock(with_password(office.handler))
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert is_in(client)
    client.post("/desk/logout/")
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    assert not is_in(client)


def test_a_password_given_anew_is_asked_for_the_second_factor_as_before(office: Office) -> None:
    security, _password = hire("an.quan", name="安全员", by=None, at=SUNDAY)
    appoint(security, role=Role.SECURITY, section=None, by=None, at=SUNDAY)
    joined(with_password(office.handler), timezone.now())
    given = passwords.reset_password(office.handler, by=User.objects.get(pk=security.pk), at=timezone.now())
    client, answer = knock(office.handler, password=given)
    assert answer["Location"] == "/desk/login/second/"
    assert client.get("/desk/login/password/")["Location"] == "/desk/login/second/"
    assert not is_in(client)
    assert given != PASSWORD


def test_the_manual_has_every_word_of_habit() -> None:
    page = (ROOT / "docs" / "reference" / "passwords.md").read_text("utf-8")
    assert set(re.findall(r"`([a-z]+)`", page)) == set(_words())
    assert "../reference/passwords.md" in MANUAL.read_text("utf-8")


def patterns(inside: Any, before: str = "/") -> Iterator[tuple[str, Any]]:
    """Every address and what answers there."""
    for one in inside.url_patterns:
        place = before + str(one.pattern).removeprefix("^")
        if isinstance(one, URLResolver):
            yield from patterns(one, place)
        else:
            yield place, one.callback


def test_the_manual_has_every_way_in() -> None:
    told = MANUAL.read_text("utf-8").partition("## Every way in")[2].partition("## Review")[0]
    assert settings.AUTHENTICATION_BACKENDS == [
        "axes.backends.AxesStandaloneBackend",  # lets nobody in, only keeps out
        "django.contrib.auth.backends.ModelBackend",
    ]
    assert all(f"`{proof}`" in told for proof in Proof.values)
    every = dict(patterns(get_resolver()))
    by_link = {place.split("/")[1] for place in every if "<str:token>" in place}
    for_machines = {place.split("/")[1] for place in every if place.startswith(("/api/", "/open311/", "/wechat/"))}
    assert by_link == {"verify", "clocks", "board"}
    assert for_machines == {"api", "open311", "wechat"}
    assert all(f"`/{door}/`" in told for door in by_link | for_machines)
    doors = {
        place for place, view in every.items() if getattr(view, "view_class", None) is LoginView or "login/" in place
    }
    assert {place for place in doors if not place.startswith(("/desk/login/", "/desk/staff/"))} == set(LED_ON)


@pytest.mark.parametrize("door", LED_ON)
def test_there_is_one_door(office: Office, door: str) -> None:
    joined(with_password(office.handler), timezone.now())
    client = Client()
    for answer in (client.get(door), client.post(door, {"username": office.handler.username, "password": PASSWORD})):
        assert (answer.status_code, answer["Location"]) == (302, "/desk/login/")
    assert not is_in(client)


def test_an_office_that_is_new_has_no_login(db: None) -> None:
    call_command("init", stdout=StringIO())
    assert not User.objects.exists()
    for name in ("admin", "root", "administrator", "huiying", "demo", "test"):
        client = Client()
        client.post("/desk/login/", {"username": name, "password": OF_THE_DEMO})
        assert not is_in(client)
