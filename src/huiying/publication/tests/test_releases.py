"""A signed release goes on the portal word for word, once."""

from datetime import timedelta

import pytest
from django.test import Client

from huiying.handling.models import Release
from huiying.handling.tests.desk import HOUR, at_once
from huiying.handling.tests.incidents import OPENED, burning, released
from huiying.ledger.models import Entry
from huiying.publication.models import ArticlePage
from huiying.publication.releases import put_up
from tests.office import Office


@pytest.fixture
def release(office: Office) -> Release:
    return released(burning(office), office, OPENED + HOUR, text="一、基本情况\n<b>起火</b>已控制。")


def test_a_signed_release_stands_on_the_portal(office: Office, release: Release) -> None:
    assert put_up(at=OPENED + HOUR) == 1
    assert put_up(at=OPENED + HOUR) == 0
    release.refresh_from_db()
    page = Client().get(release.page)
    assert page.status_code == 200
    assert "&lt;b&gt;起火&lt;/b&gt;已控制。" in page.content.decode()
    article = ArticlePage.objects.get()
    assert (article.title, article.source) == (release.title, "测试市招商局")
    entry = Entry.objects.get(deed="release.published")
    assert (entry.actor, entry.facts["digest"]) == ("machine", release.digest)


def test_what_is_not_signed_does_not_go_out(office: Office) -> None:
    burning(office)
    assert put_up(at=OPENED + HOUR) == 0
    assert not ArticlePage.objects.exists()


def test_two_releases_of_one_title_have_a_page_each(office: Office, release: Release) -> None:
    released(release.incident, office, OPENED + 2 * HOUR, "continuing")
    assert put_up(at=OPENED + 3 * HOUR) == 2
    assert len({page.url for page in ArticlePage.objects.all()}) == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_put_it_up_once(office: Office) -> None:
    released(burning(office), office, OPENED + HOUR)
    assert not at_once(lambda: put_up(at=OPENED + timedelta(hours=2)), workers=3)
    assert ArticlePage.objects.count() == 1
