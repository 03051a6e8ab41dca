"""Single sign-on against a provider that signs, and everything that it or a stranger could do wrong."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from joserfc.jwk import RSAKey

from huiying.accounts import signon
from huiying.accounts.actions.binding import bind
from huiying.accounts.models import Binding, SignIn
from huiying.accounts.provider import provider as told_provider
from huiying.core.errors import ConfigError, NotAllowed, RuleError
from huiying.ledger.models import Entry
from huiying.people.actions import appoint, hire
from huiying.people.models import Role, User
from tests.office import SUNDAY, Office

from .door import code_at, is_in, joined, signed_in
from .provider import CLIENT, SECRET, Provider, running


@pytest.fixture(scope="module")
def served() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture
def provider(served: Provider, settings: Any) -> Provider:
    settings.SIGN_ON = told_provider(served.issuer, CLIENT, SECRET)
    served.subject, served.key, served.bend = "sub-of-handler", served.published, lambda claims: claims
    served.refused.clear()
    return served


@pytest.fixture
def security(office: Office) -> User:
    user, _password = hire("an.quan", name="安全员", by=None, at=SUNDAY)
    appoint(user, role=Role.SECURITY, section=None, by=None, at=SUNDAY)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def bound(office: Office, security: User, provider: Provider) -> User:
    bind(office.handler, "sub-of-handler", issuer=provider.issuer, by=security, at=SUNDAY)
    return office.handler


def begin(client: Client, onto: str = "/desk/cases/") -> str:
    answer = client.get("/desk/login/sign-on/", {"next": onto})
    assert answer.status_code == 302
    return str(answer["Location"])


def come_back(client: Client, provider: Provider, onto: str = "/desk/cases/") -> Any:
    return client.get(provider.authorize(begin(client, onto)))


def test_who_is_bound_comes_in(bound: User, provider: Provider) -> None:
    client = Client()
    assert b"/desk/login/sign-on/" in client.get("/desk/login/").content
    assert come_back(client, provider)["Location"] == "/desk/cases/"
    assert is_in(client)
    assert SignIn.objects.get(user=bound).proof == "sign_on"
    assert provider.refused == []
    assert come_back(Client(), provider, onto="https://evil.example/")["Location"] == "/desk/"


def wrong(provider: Provider, sort: str) -> None:
    """One thing of the next token is not as it should be."""
    bent = {
        "nonce": {"nonce": "another"},
        "no nonce": {"nonce": None},
        "audience": {"aud": "another-client"},
        "audiences": {"aud": ["another-client"], "azp": CLIENT},
        "issuer": {"iss": "https://evil.example"},
        "expired": {"exp": int(time.time()) - 600},
        "no expiry": {"exp": None},
    }.get(sort, {})
    provider.bend = lambda claims: {key: value for key, value in (claims | bent).items() if value is not None}
    if sort == "signature":
        provider.key = RSAKey.generate_key(2048, {"kid": "one"})
    if sort == "unknown person":
        provider.subject = "sub-of-nobody"


@pytest.mark.parametrize(
    "sort",
    ["nonce", "no nonce", "audience", "audiences", "issuer", "expired", "no expiry", "signature", "unknown person"],
)
def test_a_token_that_is_wrong_opens_nothing(bound: User, provider: Provider, sort: str) -> None:
    wrong(provider, sort)
    client, people = Client(), User.objects.count()
    assert come_back(client, provider)["Location"] == "/desk/login/"
    assert not is_in(client)
    assert User.objects.count() == people
    page = client.get("/desk/login/").content.decode()
    assert ("sub-of-nobody" in page) is (sort == "unknown person")


def test_state_code_secret_and_verifier_are_checked(bound: User, provider: Provider, settings: Any) -> None:
    client = Client()
    back = provider.authorize(begin(client))
    assert Client().get(back)["Location"] == "/desk/login/"  # another browser's state
    forged = back.replace("state=", "state=x")
    assert client.get(forged)["Location"] == "/desk/login/"
    assert client.get("/desk/login/sign-on/back/?error=access_denied")["Location"] == "/desk/login/"
    assert not is_in(client)
    assert client.get(back)["Location"] == "/desk/cases/"
    assert Client().get(back)["Location"] == "/desk/login/"
    thief = Client()
    victim = parse_qs(urlsplit(provider.authorize(begin(Client()))).query)["code"][0]
    own = parse_qs(urlsplit(begin(thief)).query)["state"][0]
    assert thief.get("/desk/login/sign-on/back/", {"code": victim, "state": own})["Location"] == "/desk/login/"
    settings.SIGN_ON = told_provider(provider.issuer, CLIENT, "another-secret")
    assert come_back(Client(), provider)["Location"] == "/desk/login/"
    assert provider.refused == ["verifier", "secret"]


def test_a_provider_that_calls_itself_otherwise_is_not_asked(bound: User, provider: Provider, settings: Any) -> None:
    settings.SIGN_ON = told_provider(f"{provider.issuer}/", CLIENT, SECRET)
    answer = Client().get("/desk/login/sign-on/")
    assert answer["Location"] == "/desk/login/"
    assert not provider.codes


def test_who_left_is_not_let_in(bound: User, provider: Provider) -> None:
    User.objects.filter(pk=bound.pk).update(is_active=False)
    client = Client()
    assert come_back(client, provider)["Location"] == "/desk/login/"
    assert not is_in(client)


@pytest.mark.parametrize(("ways", "asked"), [(["pwd"], True), (["pwd", "otp", "mfa"], False)])
def test_the_offices_second_factor_is_asked_unless_the_provider_did(
    bound: User, provider: Provider, ways: list[str], asked: bool
) -> None:
    secret, _codes = joined(bound, timezone.now())
    provider.bend = lambda claims: claims | {"amr": ways}
    client = Client()
    assert (come_back(client, provider)["Location"] == "/desk/login/second/") is asked
    assert is_in(client) is not asked
    if asked:
        code = code_at(secret, timezone.now())
        assert client.post("/desk/login/second/", {"code": code})["Location"] == "/desk/cases/"
        assert is_in(client)


def test_a_provider_that_is_away_or_turned_off(office: Office, settings: Any) -> None:
    assert Client().get("/desk/login/sign-on/").status_code == 404
    assert Client().get("/desk/login/sign-on/back/?code=x&state=y").status_code == 404
    settings.SIGN_ON = told_provider("http://127.0.0.1:9", CLIENT, SECRET)
    assert Client().get("/desk/login/sign-on/")["Location"] == "/desk/login/"


def test_the_security_administrator_binds_one_subject_to_one_person(
    office: Office, security: User, provider: Provider
) -> None:
    desk, page = signed_in(security), f"/desk/staff/{office.handler.pk}/login/bind/"
    desk.post(page, {"subject": " sub-of-handler "})
    assert Binding.objects.get(user=office.handler).subject == "sub-of-handler"
    with pytest.raises(RuleError):
        bind(office.stranger, "sub-of-handler", issuer=provider.issuer, by=security, at=SUNDAY)
    for by in (office.auditor, office.handler):
        with pytest.raises(NotAllowed):
            bind(office.stranger, "another", issuer=provider.issuer, by=by, at=SUNDAY)
    with pytest.raises(NotAllowed):
        bind(security, "another", issuer=provider.issuer, by=security, at=SUNDAY)
    desk.post(page, {"subject": ""})
    assert not Binding.objects.exists()
    deeds = Entry.objects.filter(deed__startswith="sign_on").values_list("deed", "facts")
    assert list(deeds) == [("sign_on.bound", {}), ("sign_on.parted", {})]


@pytest.mark.parametrize(
    ("issuer", "client", "secret"),
    [("http://id.example.gov.cn", "a", "b"), ("ftp://x", "a", "b"), ("https://id.example.gov.cn", "a", "")],
)
def test_a_provider_is_told_whole(issuer: str, client: str, secret: str) -> None:
    with pytest.raises(ConfigError):
        told_provider(issuer, client, secret)


def test_two_factors_are_told_by_words_of_the_standard() -> None:
    assert signon.had_two_factors({"amr": ["hwk"]})
    assert not signon.had_two_factors({"amr": "mfa"})
    assert not signon.had_two_factors({})
