"""People with passwords, and the steps of the door, for the tests of the room."""

from datetime import datetime

import pyotp
from django.http import HttpResponse
from django.test import Client

from huiying.accounts.actions import proving
from huiying.people.models import User

PASSWORD = "鹭江-渡轮-9371"


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def knock(
    user: User, *, client: Client | None = None, password: str = PASSWORD, onto: str = ""
) -> tuple[Client, HttpResponse]:
    """Give name and password at the door."""
    client = client or Client()
    told = {"username": user.username, "password": password, "next": onto}
    return client, client.post("/desk/login/", told)  # type: ignore[return-value]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def joined(user: User, at: datetime) -> tuple[str, list[str]]:
    """Join an authenticator long ago enough that the code of `at` is still good; its secret and recovery codes."""
    secret = proving.new_secret()
    earlier = datetime.fromtimestamp(at.timestamp() - 3600, tz=at.tzinfo)
    return secret, proving.enrol(user, secret=secret, code=code_at(secret, earlier), by=user, at=earlier)


def code_at(secret: str, at: datetime) -> str:
    return pyotp.TOTP(secret).at(at)


def is_in(client: Client) -> bool:
    return bool(client.get("/desk/").status_code == 200)
