"""Single sign-on against a provider that signs, and everything that it or a stranger could do wrong."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from joserfc.jwk import OctKey, RSAKey

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
    served.algorithm, served.algorithms, served.more = "RS256", ["RS256"], []
    served.refused.clear()
    signon._client.cache_clear()  # what the provider says of itself is asked once
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


def pressed(client: Client, onto: str = "/desk/cases/") -> Any:
    """What answers who presses the button at the door."""
    return client.post("/desk/login/sign-on/", {"next": onto}, follow=True)


def begin(client: Client, onto: str = "/desk/cases/") -> str:
    answer = pressed(client, onto)
    assert answer.status_code == 200
    onto = answer["Refresh"].removeprefix("0; url=")
    assert f'href="{onto.replace("&", "&amp;")}"' in answer.content.decode()
    return str(onto)


def come_back(client: Client, provider: Provider, onto: str = "/desk/cases/") -> Any:
    return client.get(provider.authorize(begin(client, onto)))


def test_who_is_bound_comes_in(bound: User, provider: Provider) -> None:
    client = Client()
    assert b'action="/desk/login/sign-on/"' in client.get("/desk/login/").content
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
        "proved too long ago": {"auth_time": int(time.time()) - 13 * 3600},
        "proved at no time": {"auth_time": None},
    }.get(sort, {})
    provider.bend = lambda claims: {key: value for key, value in (claims | bent).items() if value is not None}
    if sort == "signature":
        provider.key = RSAKey.generate_key(2048, {"kid": "one"})
    if sort in {"none", "HS256"}:  # signed by nobody; by a key that everybody can read
        provider.algorithm, provider.algorithms = sort, ["RS256", "HS256", "none"]
        provider.key = OctKey.generate_key(256, {"kid": "two"})
        provider.more = [provider.key.as_dict(private=True)]
    if sort == "unknown person":
        provider.subject = "sub-of-nobody"


@pytest.mark.parametrize(
    "sort",
    [
        "nonce", "no nonce", "audience", "audiences", "issuer", "expired", "no expiry", "proved too long ago",
        "proved at no time", "signature", "none", "HS256", "unknown person",
    ],
)  # fmt: skip
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
    assert pressed(Client()).redirect_chain[-1] == ("/desk/login/", 302)
    assert not provider.codes


def test_a_link_from_elsewhere_signs_nobody_in(bound: User, provider: Provider) -> None:
    client = Client(enforce_csrf_checks=True)
    for _twice in range(2):
        assert client.get("/desk/login/sign-on/", {"next": "/desk/"})["Location"] == "/desk/login/"
    assert client.post("/desk/login/sign-on/", {"next": "/desk/"}).status_code == 403
    door = client.get("/desk/login/").context["csrf_token"]
    told = {"next": "/desk/", "csrfmiddlewaretoken": str(door)}
    assert client.post("/desk/login/sign-on/", told)["Location"] == "/desk/login/sign-on/"
    assert client.get("/desk/login/sign-on/")["Refresh"]
    assert client.get("/desk/login/sign-on/")["Location"] == "/desk/login/"  # one press leads on once


@pytest.mark.parametrize(("names", "led"), [(["none"], False), (["HS256", "none"], False), (["none", "ES256"], True)])
def test_algorithms_are_those_of_our_own_list(bound: User, provider: Provider, names: list[str], led: bool) -> None:
    provider.algorithms = names
    assert ("Refresh" in pressed(Client())) is led


def test_none_of_the_providers_tokens_is_kept(bound: User, provider: Provider) -> None:
    client = Client()
    come_back(client, provider)
    assert is_in(client)
    kept = str(dict(client.session.items())) + "".join(str(cookie) for cookie in client.cookies.values())
    assert not [token for token in provider.given if token in kept]
    assert not [name for name in client.session.keys() if name.startswith("_state_")]  # noqa: SIM118 - no dict
    assert f"max_age={12 * 3600}" in begin(Client())


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
    assert Client().post("/desk/login/sign-on/").status_code == 404
    settings.SIGN_ON = told_provider("http://127.0.0.1:9", CLIENT, SECRET)
    assert pressed(Client()).redirect_chain[-1] == ("/desk/login/", 302)


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
