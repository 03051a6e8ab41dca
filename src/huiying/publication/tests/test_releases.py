"""A signed release goes on the portal word for word, once, and to WeChat and Weibo where somebody gives it to them."""

from datetime import timedelta

import pytest
from django.test import Client

from huiying.core.errors import NotAllowed, RuleError
from huiying.handling.models import Release
from huiying.handling.tests.desk import HOUR, at_once, signed_in
from huiying.handling.tests.incidents import OPENED, burning, released
from huiying.intake.models import Channel, Delivery
from huiying.ledger.models import Entry
from huiying.publication.models import ArticlePage
from huiying.publication.releases import give, put_up
from tests.office import Office


@pytest.fixture
def release(office: Office) -> Release:
    return released(burning(office), office, OPENED + HOUR, text="一、基本情况\n<b>起火</b>已控制。")


@pytest.fixture
def weibo(office: Office) -> Channel:
    return Channel.objects.create(slug="weibo", name="官方微博", connector="weibo", form="social")


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


def test_a_release_is_given_to_a_channel_once_with_its_link(office: Office, release: Release, weibo: Channel) -> None:
    with pytest.raises(RuleError, match="not on the portal|尚未"):
        give(release, weibo, by=office.editor, at=OPENED + HOUR)
    put_up(at=OPENED + HOUR)
    release.refresh_from_db()
    laid = give(release, weibo, by=office.editor, at=OPENED + 2 * HOUR)
    assert (laid.kind, laid.to, laid.text) == ("release", {"post": True}, release.text)
    assert laid.link.endswith(release.page)
    with pytest.raises(RuleError):
        give(release, weibo, by=office.editor, at=OPENED + 3 * HOUR)
    with pytest.raises(RuleError):
        give(release, office.mailbox, by=office.editor, at=OPENED + 3 * HOUR)
    with pytest.raises(NotAllowed):
        give(release, weibo, by=office.handler, at=OPENED + 3 * HOUR)
    assert Delivery.objects.count() == 1


def test_the_publish_page_offers_it(office: Office, release: Release, weibo: Channel) -> None:
    put_up(at=OPENED + HOUR)
    client = signed_in(office.editor)
    page = client.get("/desk/publish/").content.decode()
    assert "官方微博" in page
    assert release.title in page
    client.post(f"/desk/publish/releases/{release.pk}/", {"channel": weibo.pk})
    assert Delivery.objects.get().channel == weibo
    again = client.post(f"/desk/publish/releases/{release.pk}/", {"channel": weibo.pk}, follow=True)
    assert again.status_code == 200
    assert Delivery.objects.count() == 1
    assert signed_in(office.handler).post(f"/desk/publish/releases/{release.pk}/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_workers_put_it_up_once(office: Office) -> None:
    released(burning(office), office, OPENED + HOUR)
    assert not at_once(lambda: put_up(at=OPENED + timedelta(hours=2)), workers=3)
    assert ArticlePage.objects.count() == 1
