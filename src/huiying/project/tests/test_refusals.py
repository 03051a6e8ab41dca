"""Pages of errors: in the house's look and in Chinese, and nothing in them of the program, the person or the reason."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from huiying.handling.tests.desk import signed_in
from huiying.intake.tries import Tries
from huiying.project import asgi, pacing
from huiying.project import urls as ours
from huiying.project.asgi import Application
from huiying.project.refusals import unreadable
from tests.office import Office
from tests.patience import PATIENCE

SECRET = "s3cret-in-the-program"
TELLING = ("Traceback", SECRET, "Exception", "sqlite", "site-packages", "Request Method", "RuntimeError", "urls.py")


def _breaks(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError(SECRET)


def _doubts(_request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation(SECRET)


def _drowns(_request: HttpRequest) -> HttpResponse:
    raise RequestDataTooBig(SECRET)


handler400 = ours.handler400
urlpatterns = [path("breaks/", _breaks), path("doubts/", _doubts), path("drowns/", _drowns), *ours.urlpatterns]


@pytest.fixture
def broken(settings: Any, office: Office, caplog: pytest.LogCaptureFixture) -> Client:
    settings.ROOT_URLCONF, settings.DEBUG = __name__, False
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("place", "status", "words"),
    [
        ("/breaks/", 500, "出了问题"),
        ("/doubts/", 400, "请求"),
        ("/drowns/", 413, "太多"),
        ("/nowhere/", 404, "没有找到这个页面"),
        ("/nowhere/%00/../etc/passwd", 404, "没有找到这个页面"),
    ],
)
def test_an_error_tells_nothing(broken: Client, place: str, status: int, words: str) -> None:
    page = broken.get(place)
    text = page.content.decode()
    assert page.status_code == status
    assert words in text
    assert "huiying/base.css" in text
    assert not [word for word in TELLING if word in text]
    assert "script-src 'self'" in page["Content-Security-Policy"]


def test_who_may_not_is_told_so_and_no_more(office: Office) -> None:
    page = signed_in(office.handler).get("/desk/thresholds/")
    assert page.status_code == 403
    assert not [word for word in TELLING if word in page.content.decode()]


def test_a_form_of_another_site_is_refused_in_chinese(office: Office) -> None:
    page = Client(enforce_csrf_checks=True).post("/desk/login/", {"username": "a", "password": "b"})
    assert page.status_code == 403
    assert "verification" not in page.content.decode()
    assert "刷新" in page.content.decode() or "重新" in page.content.decode()


def test_a_wrong_host_is_told_nothing(office: Office) -> None:
    page = Client(raise_request_exception=False).get("/", headers={"host": "evil.example"})
    assert page.status_code == 400
    assert "evil.example" not in page.content.decode()
    assert "ALLOWED_HOSTS" not in page.content.decode()


def test_too_many_fields_are_too_much(office: Office) -> None:
    page = Client(raise_request_exception=False).post("/status/", {f"f{n}": "x" for n in range(1100)})
    assert page.status_code == 413


def test_what_is_broken_itself_needs_no_request() -> None:
    assert unreadable(HttpRequest(), RequestDataTooBig()).status_code == 413


def test_a_body_without_end_is_cut_off_before_the_disk_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "MOST_SENT", 1000)
    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": [], "server": ("t", 80)}

    async def flooded() -> Any:
        client = ApplicationCommunicator(Application(), scope)
        for _ in range(3):
            await client.send_input({"type": "http.request", "body": b"x" * 400, "more_body": True})
        return await client.receive_output(PATIENCE)

    with ThreadPoolExecutor(max_workers=1) as thread:
        assert thread.submit(asyncio.run, flooded()).result()["status"] == 413


def test_many_wrong_passwords_from_one_address_are_asked_to_wait(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    _few(monkeypatch, "/desk/login/")
    client = Client()
    for login in ("a", "b"):
        assert client.post("/desk/login/", {"username": login, "password": "wrong"}).status_code == 200
    page = client.post("/desk/login/", {"username": "c", "password": "wrong"})
    assert page.status_code == 429
    assert int(page["Retry-After"]) > 0
    assert "稍" in page.content.decode()
    assert client.get("/desk/login/").status_code == 200
    assert Client(REMOTE_ADDR="198.51.100.7").post("/desk/login/", {"username": "c"}).status_code == 200


@pytest.mark.parametrize("spelt", [str.strip, lambda login: "".join(chr(ord(c) + 0xFEE0) for c in login)])
def test_another_spelling_of_a_login_has_no_tries_of_its_own(office: Office, spelt: Callable[[str], str]) -> None:
    office.officer.set_password("a-long-enough-word")
    office.officer.save()
    client, login = Client(), office.officer.username
    for _ in range(5):
        client.post("/desk/login/", {"username": spelt(login), "password": "wrong"})
    assert client.post("/desk/login/", {"username": login, "password": "a-long-enough-word"}).status_code != 302


def test_tokens_are_not_guessed_for_long(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    _few(monkeypatch, "/api/")
    for wanted in (401, 401, 429):
        answer = Client().get("/api/v1/figures", headers={"authorization": "Bearer guess"})
        assert answer.status_code == wanted
    assert answer.json()["fix"]


def test_one_address_cannot_search_without_end(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    _few(monkeypatch, "/search/")
    assert [Client().get("/search/?q=公积金").status_code for _ in range(3)] == [200, 200, 429]
    assert Client().get("/search/").status_code == 200


def test_files_of_the_desk_are_counted_by_person(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    _few(monkeypatch, "/desk/")
    told = [signed_in(office.officer).get("/desk/cases/?format=csv").status_code for _ in range(3)]
    assert told == [200, 200, 429]
    assert signed_in(office.head).get("/desk/cases/?format=csv").status_code == 200


def _few(monkeypatch: pytest.MonkeyPatch, door: str) -> None:
    """The same rule with two tries."""
    for pace in pacing.PACES:
        if pace.door == door:
            few = Tries(pace.tries.name, 2, pace.tries.window, pace.tries.by_person)
            paces = (pacing.Pace(door, few, pace.asked, pace.counts),)
    monkeypatch.setattr(pacing, "PACES", paces)
