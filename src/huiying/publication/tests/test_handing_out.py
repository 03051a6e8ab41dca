"""Documents and pictures: one address each, and only what a public page refers to is handed to the public."""

from io import BytesIO
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponseBase
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries
from wagtail.documents.models import Document
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction

from huiying.publication.columns import NEWS
from huiying.publication.editors import let_in
from huiying.publication.models import ArticlePage, PolicyAttachment, SearchEntry
from huiying.publication.tests.small_site import document, policy, put, report
from huiying.publication.tests.test_editors import BACKEND
from tests.office import Office

pytestmark = [
    pytest.mark.usefixtures("office"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # Wagtail leaves a rendition open
]


def article(body: str, **more: Any) -> ArticlePage:
    page: ArticlePage = put(NEWS, ArticlePage(title="有附件的", slug="fujian", body=body, **more))
    return page


def linking(kept: Document) -> str:
    return f'<p><a linktype="document" id="{kept.pk}">附件</a></p>'


def got(url: str, client: Client | None = None) -> HttpResponseBase:
    answer: HttpResponseBase = (client or Client()).get(url)
    if answer.streaming:
        assert b"".join(answer)  # type: ignore[call-overload]
    return answer


def status(url: str, client: Client | None = None) -> int:
    return got(url, client).status_code


@pytest.fixture
def editor(office: Office) -> Client:
    let_in([office.editor])
    client = Client()
    client.force_login(office.editor, backend=BACKEND)
    return client


def test_a_document_is_public_while_a_public_page_refers_to_it(editor: Client) -> None:
    kept = document("名单.pdf")
    assert status(kept.url) == 404
    assert status(kept.url, editor) == 200
    page = article(linking(kept))
    answer = got(kept.url)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-cache" in answer["Cache-Control"]
    page.unpublish()
    assert status(kept.url) == 404
    assert status(kept.url, editor) == 200
    page.save_revision().publish()
    page.delete()
    assert status(kept.url) == 404


def test_what_a_draft_adds_is_not_public_before_it_is_published() -> None:
    first, second = document("旧.pdf"), document("新.pdf")
    page = article(linking(first))
    page.body = linking(second)
    draft = page.save_revision()
    assert (status(first.url), status(second.url)) == (200, 404)
    draft.publish()
    assert (status(first.url), status(second.url)) == (404, 200)
    assert list(SearchEntry.objects.filter(kind="document").values_list("source", flat=True)) == [
        f"document:{second.pk}"
    ]


def test_a_document_of_a_form_field_and_of_an_attachment_is_public_too() -> None:
    attached, signed, draft = document("申请表.pdf"), document("年报.pdf"), document("草稿.pdf")
    PolicyAttachment.objects.create(page=policy(), document=attached)
    report(document=signed)
    PolicyAttachment.objects.create(page=policy(live=False), document=draft)
    assert [status(one.url) for one in (attached, signed, draft)] == [200, 200, 404]


def test_who_may_read_a_protected_page_gets_its_document() -> None:
    kept = document("内部.pdf")
    restriction = PageViewRestriction.objects.create(
        page=article(linking(kept)), restriction_type=PageViewRestriction.PASSWORD, password="知道的人"
    )
    assert status(kept.url) == 404
    reader = Client()
    reader.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{restriction.page_id}/",
        {"password": "知道的人", "return_url": "/"},
    )
    assert status(kept.url, reader) == 200


def test_there_is_one_road_and_the_old_address_leads_to_it() -> None:
    kept, unseen = document("目录.pdf"), document("未发.pdf")
    article(linking(kept))
    assert unquote(kept.url) == f"/documents/{kept.pk}/{kept.filename}"
    old = got(f"/media/{kept.file.name}")
    assert (old.status_code, old["Location"]) == (301, kept.url)
    assert status(f"/media/{unseen.file.name}") == 404
    for nothing in (
        f"/documents/{kept.pk}/another.pdf",
        f"/documents/{kept.pk}/",
        "/documents/９９/x/",
        "/documents/0/x",
    ):
        assert status(nothing) == 404
    for nothing in ("../settings.toml", "documents", "nothing.png", "x" * 300, "a%00b"):
        assert status(f"/media/{nothing}") == 404


def test_a_picture_is_public_while_a_public_page_shows_it(editor: Client) -> None:
    content = BytesIO()
    Image.new("RGB", (600, 400), "navy").save(content, "PNG")
    file = ContentFile(content.getvalue(), name="changfang.png")
    kept = get_image_model().objects.create(title="厂房", file=file, width=600, height=400)
    small = kept.get_rendition("width-300").url
    assert (status(small), status(kept.file.url), status(small, editor)) == (404, 404, 200)
    assert "private" in got(small, editor)["Cache-Control"]
    page = article(f'<embed embedtype="image" id="{kept.pk}" format="fullwidth" alt="厂房"/>')
    assert (status(small), status(kept.file.url)) == (200, 200)
    assert got(small)["Cache-Control"] == "max-age=86400, public"
    page.unpublish()
    assert status(small) == 404


def test_asking_for_a_document_costs_the_same_with_many_pages(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    kept = document("常用表.pdf")
    for number in range(12):
        put(NEWS, ArticlePage(title=f"第{number}篇", slug=f"pian-{number}", body=linking(kept)))
    status(kept.url)
    with django_assert_max_num_queries(7):
        assert status(kept.url) == 200
