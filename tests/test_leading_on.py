"""Where an address may lead: no `next` to another site, no deed by a link, nothing for methods that no page knows."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import get_resolver

from huiying.handling.tests.desk import signed_in
from huiying.ledger.models import Entry
from huiying.people.models import User
from huiying.publication.editors import let_in
from tests.office import Office

ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "https:evil.example",
    "http:///evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "/%09/evil.example",
    "\t//evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
)
PASSWORD = "a-long-enough-word"


@pytest.fixture
def person(office: Office) -> User:
    office.officer.set_password(PASSWORD)
    office.officer.save()
    return office.officer


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_next_leads_to_another_site(person: User, target: str) -> None:
    told = {"username": person.username, "password": PASSWORD, "next": target}
    client = Client()
    for answer in (
        client.post("/desk/login/", told),
        client.get("/desk/login/", {"next": target}),  # who is in already goes on
        client.post("/language/setlang/", {"language": "en", "next": target}),
        client.post("/language/setlang/", {"language": "en"}, headers={"referer": target.strip()}),
        client.post("/desk/logout/", {"next": target}),
    ):
        assert answer.status_code == 302
        assert _is_ours(answer["Location"]), answer["Location"]


def test_the_editors_room_leads_nowhere_else(office: Office) -> None:
    let_in([office.editor])
    client = signed_in(office.editor)
    for target in ELSEWHERE:
        answer = client.get("/cms/login/", {"next": target})
        assert _is_ours(answer["Location"])


def _is_ours(location: str) -> bool:
    """As a browser reads it: a backslash is a slash, and blanks before it are nothing."""
    read = urlsplit(location.replace("\\", "/").strip())
    return not read.scheme and not read.netloc and not read.path.startswith("//")


def test_a_refusal_offers_no_strangers_page(office: Office) -> None:
    for referer, offered in (("https://evil.example/", False), ("http://testserver/desk/", True)):
        page = signed_in(office.handler).get("/desk/bulk/merge/?case=1", headers={"referer": referer})
        assert page.status_code in {403, 404, 409, 200, 302}
        assert (referer in page.content.decode()) <= offered


def test_nothing_is_changed_by_a_link(office: Office) -> None:
    """Every page without arguments is asked for by somebody who may; no deed is in the ledger after it."""
    let_in([office.editor])
    places = sorted(
        f"/{key}" for key in (_route(pattern) for pattern in _patterns()) if key.startswith("desk/") and "<" not in key
    )
    assert len(places) > 50
    before = Entry.objects.count()
    client = signed_in(office.officer)
    for place in places:
        if "logout" not in place:
            client.get(place)
    assert Entry.objects.count() == before


def _patterns() -> list[object]:
    return [pattern for _name, found in _named() for pattern in found]


def _named() -> list[tuple[object, list[object]]]:
    return [
        (name, [found]) for name in get_resolver().reverse_dict for found in get_resolver().reverse_dict.getlist(name)
    ]


def _route(found: object) -> str:
    assert isinstance(found, tuple)
    (route, names), *_rest = found[0]
    return str(route) if not names else "<>"


@pytest.mark.parametrize(("method", "place"), [("TRACE", "/"), ("TRACE", "/desk/login/"), ("PROPFIND", "/status/")])
def test_what_no_page_knows_is_refused(office: Office, method: str, place: str) -> None:
    assert Client().generic(method, place).status_code in {403, 405}


@pytest.mark.parametrize("place", ["/static/", "/media/", "/.git/config", "/huiying.toml", "/static/../huiying.toml"])
def test_no_folder_and_no_secret_is_shown(office: Office, place: str) -> None:
    assert Client().get(place).status_code == 404
