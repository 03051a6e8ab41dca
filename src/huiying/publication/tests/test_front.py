"""整页缓存: what was published is seen at once, and nobody is shown what was made for somebody."""

import gzip
import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoAssertNumQueries
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction

from huiying.publication.columns import NEWS
from huiying.publication.editors import let_in
from huiying.publication.models import ArticlePage, PolicyAttachment, PortalStamp, PublishedAnswer
from huiying.publication.tests.small_site import document, fill, policy, put
from huiying.publication.tests.test_editors import BACKEND
from huiying.publication.tests.test_portal_pages import answer, shown
from tests.office import Office

pytestmark = pytest.mark.usefixtures("office")
ANSWER = "/answers/A1/"


def article(title: str = "旧的标题") -> ArticlePage:
    page: ArticlePage = put(NEWS, ArticlePage(title=title, slug="yi-tiao", body="<p>正文</p>"))
    return page


def test_a_kept_page_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for url in fill():
        first = shown(url)
        with django_assert_num_queries(1):
            assert shown(url) == first


def test_what_is_published_and_taken_down_is_seen_at_once() -> None:
    page = article()
    assert "旧的标题" in shown("/")
    page.title = "新的标题"
    page.save_revision().publish()
    for url in ("/", f"/{NEWS}/", page.url, f"/feeds/column/{NEWS}/"):
        assert "新的标题" in shown(url)
    page.unpublish()
    assert "新的标题" not in shown("/") + shown(f"/{NEWS}/")
    assert Client().get(page.url).status_code == 404


def test_an_answer_and_a_moved_and_a_deleted_page_are_seen_at_once() -> None:
    assert "租金" not in shown("/answers/")
    answer("A1", "租金补助怎么算")
    assert "租金" in shown("/answers/")
    assert "租金" in shown("/")
    page = article()
    column = page.get_parent()
    assert page.title in shown(f"/{NEWS}/")
    page.move(column.get_children().exclude(pk=page.pk).first(), pos="last-child")
    assert Client().get(f"/{NEWS}/yi-tiao/").status_code == 404
    assert page.title in shown(f"/{NEWS}/")
    ArticlePage.objects.get().delete()
    assert page.title not in shown(f"/{NEWS}/")


def test_a_page_that_another_process_kept_is_not_shown_after_a_change() -> None:
    """The stamp is read from the database: no word has to pass between processes."""
    answer("A1", "甲")
    kept = shown(ANSWER)
    PublishedAnswer.objects.update(title="乙")  # without a signal, as if this process had heard of nothing
    assert shown(ANSWER) == kept
    PortalStamp.change()
    assert "乙" in shown(ANSWER)


def test_a_change_that_is_taken_back_leaves_no_page() -> None:
    answer("A1", "甲")
    before = PortalStamp.now()
    PortalStamp.change()
    assert PortalStamp.now() != before
    assert len({PortalStamp.change() or PortalStamp.now() for _ in range(50)}) == 50


def test_each_language_and_each_day_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    answer("A1", "甲")
    assert 'lang="en"' in Client(headers={"accept-language": "en"}).get(ANSWER).content.decode()
    assert 'lang="zh-hans"' in shown(ANSWER)
    client = Client()
    client.post("/language/setlang/", {"language": "zh-hant", "next": "/"})
    assert 'lang="zh-hant"' in client.get(ANSWER).content.decode()
    kept = len(caches["pages"]._cache)
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr("huiying.publication.front.middleware.timezone.localdate", lambda: tomorrow)
    shown(ANSWER)
    assert len(caches["pages"]._cache) == kept + 1


def test_nothing_of_a_person_is_kept(office: Office) -> None:
    answer("A1", "甲")
    let_in([office.editor])
    staff = Client()
    staff.force_login(office.editor, backend=BACKEND)
    staff.get(ANSWER)
    asked = Client()
    asked.get("/ask/mayor-mailbox/")  # draws a token
    assert "csrftoken" in asked.cookies
    asked.get(ANSWER)
    Client(headers={"hx-request": "true"}).get(ANSWER)
    assert not caches["pages"]._cache
    shown(ANSWER)
    assert len(caches["pages"]._cache) == 1


def test_no_page_that_is_shared_has_a_token_or_sets_a_cookie() -> None:
    for url in fill():
        page = Client().get(url)
        assert not page.cookies, url
        assert not re.search("csrf", page.content.decode(), re.IGNORECASE), url


def test_the_language_button_leads_nowhere_else() -> None:
    """It asks for no token, so it must be good for nothing but the language: no stranger's address, no session."""
    for stranger in ("https://example.com/", "//example.com/", "/\\example.com/", "javascript:alert(1)"):
        answer = Client().post("/language/setlang/", {"language": "en", "next": stranger})
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert set(answer.cookies) == {"django_language"}
    client = Client()
    assert client.get("/language/setlang/", {"language": "en", "next": "/answers/"})["Location"] == "/answers/"
    assert not client.cookies  # who follows a link changes nothing


def test_a_picture_and_a_file_of_a_document_that_change_are_seen_at_once() -> None:
    one = policy()
    assert "申请表" not in shown(one.url)
    row = PolicyAttachment.objects.create(page=one, document=document("申请表.pdf"))
    assert "申请表" in shown(one.url)
    row.document.title = "补贴表"
    row.document.save()
    assert "补贴表" in shown(one.url)
    row.delete()
    assert "补贴表" not in shown(one.url)
    before = PortalStamp.now()
    drawn = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(drawn, "PNG")
    get_image_model().objects.create(title="图", file=ContentFile(drawn.getvalue(), name="tu.png"), width=8, height=8)
    assert PortalStamp.now() != before


def test_what_only_some_may_read_is_in_no_list() -> None:
    page, file = article("内部的消息"), policy("内部的文件")
    assert page.title in shown("/")
    for one in (page, file):
        PageViewRestriction.objects.create(page=one, restriction_type=PageViewRestriction.LOGIN)
    for place in ("/", f"/{NEWS}/", file.get_parent().url, "/zhengwu-gongkai/gongkai-mulu/", "/feeds/pages/"):
        assert "内部的" not in shown(place)
    assert Client().get(page.url).status_code == 302


def test_forms_errors_and_searches_are_not_kept() -> None:
    answer("A1", "甲")
    for url in ("/ask/", "/status/", "/search/?q=甲", "/no-such-page/", f"/answers/?theme={'长' * 200}"):
        Client().get(url)
    assert not caches["pages"]._cache


def test_who_has_the_page_is_told_that_nothing_changed() -> None:
    page = article()
    first = Client().get(page.url)
    tag = first["ETag"]
    again = Client(headers={"if-none-match": tag}).get(page.url)
    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "no-cache"
    page.title = "新的标题"
    page.save_revision().publish()
    assert Client(headers={"if-none-match": tag}).get(page.url).status_code == 200


def test_it_is_packed_for_whoever_can_unpack_it() -> None:
    page = article()
    plain = Client().get(page.url)
    packed = Client(headers={"accept-encoding": "br, gzip"}).get(page.url)
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2
    assert {"Accept-Encoding", "Accept-Language", "Cookie"} <= set(plain["Vary"].split(", "))


def test_a_kept_page_has_the_same_protection() -> None:
    page = article()
    for _time in range(2):
        answered = Client().get(page.url)
        assert "default-src 'self'" in answered["Content-Security-Policy"]
        assert answered["X-Frame-Options"] == "SAMEORIGIN"
        assert answered["X-Content-Type-Options"] == "nosniff"
        assert answered["Content-Language"] == "zh-hans"
