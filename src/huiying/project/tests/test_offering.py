"""A release that stands on the portal goes to WeChat and Weibo where somebody gives it to them, once."""

import pytest

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling.actions.emergencies import offer_release
from huiying.handling.models import Release
from huiying.handling.tests.desk import HOUR, signed_in
from huiying.handling.tests.incidents import OPENED, burning, released
from huiying.intake.models import Channel, Delivery
from huiying.publication.releases import put_up
from tests.office import Office


@pytest.fixture
def release(office: Office) -> Release:
    return released(burning(office), office, OPENED + HOUR)


@pytest.fixture
def weibo(office: Office) -> Channel:
    return Channel.objects.create(slug="weibo", name="官方微博", connector="weibo", form="social")


def test_a_release_is_given_to_a_channel_once_with_its_link(office: Office, release: Release, weibo: Channel) -> None:
    with pytest.raises(RuleError):
        offer_release(release, channel=weibo.pk, by=office.editor, at=OPENED + HOUR)
    put_up(at=OPENED + HOUR)
    release.refresh_from_db()
    laid = offer_release(release, channel=weibo.pk, by=office.editor, at=OPENED + 2 * HOUR)
    assert (laid.kind, laid.to, laid.text) == ("release", {"post": True}, release.text)
    assert laid.link.endswith(release.page)
    with pytest.raises(RuleError):
        offer_release(release, channel=weibo.pk, by=office.editor, at=OPENED + 3 * HOUR)
    with pytest.raises(InputError):
        offer_release(release, channel=office.mailbox.pk, by=office.editor, at=OPENED + 3 * HOUR)
    with pytest.raises(NotAllowed):
        offer_release(release, channel=weibo.pk, by=office.handler, at=OPENED + 3 * HOUR)
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
