"""What search engines and feed readers get: descriptions, structured data, feeds, the map."""

import json
import re
from collections.abc import Iterator

import feedparser
import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from huiying.publication.actions.consultations import make_consultation
from huiying.publication.columns import NEWS
from huiying.publication.models import ArticlePage, ColumnPage, PublishedAnswer
from huiying.publication.tests.consulting import held
from huiying.publication.tests.consulting import told as told_of
from huiying.publication.tests.small_site import fill, put
from huiying.publication.tests.test_portal_pages import shown
from tests.office import SUNDAY, Office

pytestmark = pytest.mark.usefixtures("office")
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def data_of(page: str) -> Iterator[dict[str, object]]:
    (told,) = BLOCK.findall(page)
    yield from json.loads(told)["@graph"]


def test_every_page_says_where_it_stands_when_it_was_published_and_what_it_is() -> None:
    for url in fill():
        page = shown(url)
        kinds = [one["@type"] for one in data_of(page)]
        assert "BreadcrumbList" in kinds, url
        assert f'<link rel="canonical" href="http://testserver{url}">' in page
        assert 'property="og:title"' in page
        assert page.count("<h1") == 1
        if url != "/":
            assert '<nav class="crumbs"' in page
            assert "<time" in page
            assert "来源" in page or "/answers/" in url, url


def test_data_cannot_end_its_block() -> None:
    title = "</script><script>alert(1)</script>&<!--"
    page = shown(put(NEWS, ArticlePage(title=title, slug="x", body="<p>x</p>")).url)
    assert next(data_of(page))["name"] == title
    assert "<script>alert" not in page


def test_the_answer_of_a_letter_is_told_as_question_and_answer() -> None:
    fill()
    (told,) = [one for one in data_of(shown("/answers/A1/")) if one["@type"] == "QAPage"]
    assert told["mainEntity"]["acceptedAnswer"]["text"] == "您好。\n班车七点半开。"  # type: ignore[index]


def test_each_column_and_the_answers_have_a_feed_that_their_page_names() -> None:
    fill()
    for column in [*(c.url for c in ColumnPage.objects.all()), "/answers/", "/"]:
        links = re.findall(r'<link rel="alternate" type="application/atom\+xml"[^>]* href="([^"]+)"', shown(column))
        assert links, column
        for link in links:
            answer = Client().get(link)
            told = feedparser.parse(answer.content)
            assert answer.status_code == 200
            assert not told.bozo
    news = feedparser.parse(Client().get(f"/feeds/column/{NEWS}/").content)
    assert {entry.title for entry in news.entries} == {"重点项目开工", "《办法》解读"}
    assert all(entry.link.startswith("http://testserver/") for entry in news.entries)
    (answer,) = feedparser.parse(Client().get("/feeds/answers/").content).entries
    assert answer.link == "http://testserver/answers/A1/"


def test_a_feed_of_nothing_is_not_there() -> None:
    assert Client().get("/feeds/column/no-such/").status_code == 404
    page = put(NEWS, ArticlePage(title="甲", slug="jia", body="<p>x</p>"))
    assert Client().get(f"/feeds/column/{page.slug}/").status_code == 404  # a page is no column


def test_the_map_names_every_public_page_and_answer_and_nothing_else(office: Office) -> None:
    urls, asked = fill(), held(office)
    prepared = make_consultation(told_of(office, title="还没发布的"), unit=office.unit, by=office.editor, at=SUNDAY)
    draft = put(NEWS, ArticlePage(title="草稿", slug="caogao", body="<p>x</p>"), live=False)
    closed = put(NEWS, ArticlePage(title="内部", slug="neibu", body="<p>x</p>"))
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    index = Client().get("/sitemap.xml").content.decode()
    parts = re.findall(r"<loc>http://testserver(/sitemap-\w+\.xml)</loc>", index)
    told = "".join(Client().get(part).content.decode() for part in parts)
    found = re.findall(r"<loc>http://testserver([^<]*)</loc>", told)
    assert set(urls) <= set(found)
    assert draft.url not in found
    assert closed.url not in found
    assert {asked.get_absolute_url(), "/consultations/", "/board/", "/ask/"} <= set(found)
    assert prepared.get_absolute_url() not in found
    assert not [url for url in found if url.startswith(("/desk", "/cms"))]


def test_the_map_and_the_feeds_cost_the_same_with_many(django_assert_max_num_queries: object) -> None:
    for number in range(40):
        put(NEWS, ArticlePage(title=f"第{number}条", slug=f"n{number}", body="<p>x</p>"))
    assert Page.objects.count() > 40
    for url, most in (("/sitemap-pages.xml", 8), (f"/feeds/column/{NEWS}/", 10)):
        shown(url)
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            shown(url, again="1")


def test_robots_are_kept_from_the_desk_and_told_the_map() -> None:
    told = shown("/robots.txt")
    assert "Disallow: /desk/" in told
    assert "Sitemap: http://testserver/sitemap.xml" in told


def test_an_answer_that_is_taken_back_is_gone_from_all_of_them() -> None:
    fill()
    PublishedAnswer.objects.all().delete()
    for url in ("/feeds/answers/", "/sitemap-answers.xml", "/", "/answers/"):
        assert "A1" not in shown(url), url
