"""Every page of a drill says that it is one, and every file that is taken out of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.test import Client, override_settings

from huiying.drills import marking
from huiying.drills.marking import Marked, marked_page
from huiying.drills.world import plan
from huiying.handling.tests.desk import signed_in
from tests.office import Office

SHARED = "huiying.publication.front.middleware.SharedPages"
WORD, TITLE = 'class="drill-mark-word">演练<', "<title>【演练】"


def with_the_mark() -> list[str]:
    at = settings.MIDDLEWARE.index(SHARED) + 1
    return [*settings.MIDDLEWARE[:at], "huiying.drills.marking.Marked", *settings.MIDDLEWARE[at:]]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[None]:
    plan.write(tmp_path, plan.Plan(slug="one", title="补贴 <误读>", scenario="", seed=1, speed=60))
    marking.title_of.cache_clear()
    with override_settings(DRILL="one", HOME=tmp_path, MIDDLEWARE=with_the_mark()):
        yield
    marking.title_of.cache_clear()


def is_marked(response: HttpResponse) -> bool:
    text = response.content.decode()
    assert text.count(WORD) <= 1
    return WORD in text and TITLE in text and "huiying/drill.css" in text and "huiying/drill.js" in text


PUBLIC = ("/", "/xinxi-fabu/", "/ask/", "/answers/", "/search/?q=补贴", "/status/", "/due/", "/board/", "/desk/login/")


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_of_the_portal_is_marked(client: Client, office: Office, path: str) -> None:
    response = client.get(path, follow=True)
    assert response.status_code == 200
    assert is_marked(response)
    assert response["X-Huiying-Drill"] == "one"
    if "Content-Length" in response:
        assert int(response["Content-Length"]) == len(response.content)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("path", ["/desk/", "/desk/inbox/", "/desk/emergencies/", "/desk/ledger/", "/desk/channels/"])
def test_a_page_of_the_desk_is_marked(client: Client, office: Office, path: str) -> None:
    response = signed_in(office.officer).get(path)
    assert is_marked(response)
    assert "补贴 &lt;误读&gt;" in response.content.decode()


@pytest.mark.usefixtures("world")
def test_a_page_of_the_editors_is_marked_with_its_colours(client: Client, office: Office) -> None:
    office.editor.is_superuser = True
    office.editor.save()
    response = signed_in(office.editor).get("/cms/", follow=True)
    assert response.status_code == 200
    assert is_marked(response)
    assert "huiying/tokens.css" in response.content.decode()


@pytest.mark.usefixtures("world")
def test_refusals_and_errors_are_marked(client: Client, office: Office) -> None:
    missing = client.get("/nowhere/")
    assert missing.status_code == 404
    assert is_marked(missing)
    refused = signed_in(office.handler).get("/desk/inbox/")
    assert refused.status_code == 403
    assert is_marked(refused)
    strict = Client(enforce_csrf_checks=True)
    tokenless = strict.post("/desk/login/", {"username": "x", "password": "y"})
    assert tokenless.status_code == 403
    assert is_marked(tokenless)


@pytest.mark.usefixtures("world")
def test_an_error_of_ours_is_marked(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_told: object, **_more: object) -> HttpResponse:
        raise ZeroDivisionError

    officer = signed_in(office.officer)
    officer.raise_request_exception = False
    monkeypatch.setattr("huiying.people.policies.allows", broken)
    response = officer.get("/desk/inbox/")
    assert response.status_code == 500
    assert is_marked(response)


@pytest.mark.usefixtures("world")
def test_a_page_that_is_the_same_for_everybody_is_kept_with_its_mark(client: Client, office: Office) -> None:
    first, second = Client().get("/"), Client().get("/")
    assert len(caches["pages"]._cache) > 0  # type: ignore[attr-defined]
    assert first.content == second.content
    assert is_marked(second)
    assert first["ETag"] == second["ETag"]
    again = Client().get("/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    packed = Client().get("/", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"


@pytest.mark.usefixtures("world")
def test_a_part_of_a_page_is_left_as_it_is(client: Client, office: Office) -> None:
    telling = signed_in(office.officer).get("/desk/cases/?format=csv")
    assert "drill-mark" not in b"".join(telling).decode("utf-8", "replace")  # type: ignore[arg-type]
    part = answered(HttpResponse("<section>一部分</section>"))
    assert part.content.decode() == "<section>一部分</section>"


@pytest.mark.usefixtures("world")
def test_a_list_that_is_taken_out_has_the_word_in_its_name(client: Client, office: Office) -> None:
    response = signed_in(office.officer).get("/desk/cases/?format=csv")
    assert "%E6%BC%94%E7%BB%83-" in response["Content-Disposition"]


def answered(response: HttpResponse, path: str = "/x/y.docx") -> HttpResponse:
    request = HttpRequest()
    request.path = path
    told = Marked(lambda _request: response)(request)
    assert isinstance(told, HttpResponse)
    return told


NAMES = {
    'attachment; filename="a.csv"': "attachment; filename*=utf-8''%E6%BC%94%E7%BB%83-a.csv",
    "attachment; filename*=UTF-8''%E6%8A%A5%E5%91%8A.docx": (
        "attachment; filename*=utf-8''%E6%BC%94%E7%BB%83-%E6%8A%A5%E5%91%8A.docx"
    ),
    "attachment": "attachment; filename*=utf-8''%E6%BC%94%E7%BB%83-y.docx",
    'inline; filename="b.pdf"': "inline; filename*=utf-8''%E6%BC%94%E7%BB%83-b.pdf",
    "inline": "inline",
}


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(("told", "becomes"), NAMES.items())
def test_every_name_of_a_file(told: str, becomes: str) -> None:
    response = answered(
        HttpResponse(b"x", content_type="application/octet-stream", headers={"Content-Disposition": told})
    )
    assert response["Content-Disposition"] == becomes
    assert response.content == b"x"
    assert answered(response)["Content-Disposition"] == becomes


@pytest.mark.usefixtures("world")
def test_what_is_no_page_is_untouched(tmp_path: Path) -> None:
    page = b"<html><head><title>x</title></head><body>y</body></html>"
    assert answered(HttpResponse(page, content_type="text/plain")).content == page
    assert b"drill-mark" not in answered(JsonResponse({"page": "<body>"})).content
    packed = HttpResponse(page, headers={"Content-Encoding": "gzip"})
    assert answered(packed).content == page
    request = HttpRequest()
    request.path = "/"
    streamed = Marked(lambda _request: StreamingHttpResponse(iter([page])))(request)
    assert isinstance(streamed, StreamingHttpResponse)
    assert b"".join(streamed) == page  # type: ignore[arg-type]
    kept = tmp_path / "a.pdf"
    kept.write_bytes(b"pdf")
    sent = Marked(lambda _request: FileResponse(kept.open("rb"), as_attachment=True))(request)
    assert "%E6%BC%94%E7%BB%83-a.pdf" in sent["Content-Disposition"]
    sent.close()


@pytest.mark.usefixtures("world")
def test_an_etag_of_the_page_without_its_mark_is_gone() -> None:
    page = HttpResponse("<html><head><title>x</title></head><body>y</body></html>", headers={"ETag": '"1"'})
    page["Content-Length"] = "3"
    marked = answered(page)
    assert "ETag" not in marked
    assert int(marked["Content-Length"]) == len(marked.content)


def test_a_body_with_a_sign_in_its_words_and_a_title_in_a_picture() -> None:
    page = (
        """<html><head><title lang="zh">甲</title></head><BODY data-words="a > b" hx='{">": 1}'><svg><title>x</title>"""
    )
    marked = marked_page(page, "乙")
    assert marked.startswith('<html><head><title lang="zh">【演练】甲</title><link')
    assert """hx='{">": 1}'><div class="drill-mark\"""" in marked
    assert marked.endswith("<svg><title>x</title>")
    assert marked.count("【演练】") == 1
    assert marked_page("<p>部分</p>", "乙") == "<p>部分</p>"
