"""应急发布 · What a leader signed goes on the portal as a news article, word for word, and from there to WeChat and
Weibo where somebody gives it to them.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.html import escape
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.handling.models import Release
from huiying.intake.models import Channel, Connector, Delivery
from huiying.intake.outbox import put_release
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from .columns import NEWS
from .models import ArticlePage, ColumnPage

BATCH = 20
SUMMARY = 120  # characters
# Where a release goes on each channel: a post of our own, a draft of the account.
TO: dict[str, dict[str, object]] = {Connector.WEIBO: {"post": True}, Connector.WECHAT: {"draft": True}}


def put_up(*, at: datetime) -> int:
    """Put every signed release on the portal; returns how many. The leader's signature is what publishes it, so nobody
    has to be awake for this.
    """
    waiting = Release.objects.unpublished().select_related("incident__case", "incident__unit", "signed_by")
    return sum(_put_up(release, at) for release in waiting[:BATCH])


@transaction.atomic
def _put_up(release: Release, at: datetime) -> bool:
    column = ColumnPage.objects.filter(slug=NEWS).first()
    if column is None or not Release.objects.filter(pk=release.pk, published_at=None).update(published_at=at):
        return False
    page = column.add_child(
        instance=ArticlePage(
            title=release.title,
            slug=f"release-{release.incident.number}-{release.number}",
            summary=_summary(release),
            body=_html(release.text),
            source=str(release.incident.unit),
            first_published_at=release.released_at,
            locale=column.locale,
        )
    )
    address = str(page.get_url() or f"/{NEWS}/{page.slug}/")
    Release.objects.filter(pk=release.pk).update(page=address)
    assert release.signed_by is not None
    facts = {"number": release.number, "digest": release.digest, "signer": release.signed_by.ledger_name}
    record("release.published", about=release.incident.case.ref, by=None, at=at, **facts)
    return True


def _summary(release: Release) -> str:
    told = " ".join((release.situation or release.text).split())
    return told if len(told) <= SUMMARY else f"{told[: SUMMARY - 1]}…"


def _html(text: str) -> str:
    """Every line a paragraph; the words are escaped, so that they stay what was signed."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def offered_to() -> list[Channel]:
    """The open channels that take a release."""
    return list(Channel.objects.filter(connector__in=TO, is_open=True))


def given_to(releases: list[Release]) -> dict[int, list[Delivery]]:
    """By the key of each release, what was laid in the outbox for it."""
    keys = {_key(release, slug): release.pk for release in releases for slug in _slugs()}
    laid = Delivery.objects.filter(key__in=[f"release:{key}" for key in keys]).select_related("channel")
    told: dict[int, list[Delivery]] = {}
    for delivery in laid:
        told.setdefault(keys[delivery.key.removeprefix("release:")], []).append(delivery)
    return told


def _slugs() -> list[str]:
    return [channel.slug for channel in offered_to()]


def _key(release: Release, slug: str) -> str:
    return f"incident-{release.pk}:{slug}"


@transaction.atomic
def give(release: Release, channel: Channel, *, by: User, at: datetime) -> Delivery:
    """Give a release that stands on the portal to a channel: a post on Weibo with its link, a draft in WeChat."""
    policies.require(by, "publication.publish")
    if release.published_at is None:
        raise RuleError(_("This release is not on the portal yet."), where=str(release), fix=_("Wait a moment."))
    if channel.connector not in TO or not channel.is_open:
        raise RuleError(_("This channel takes no releases."), where=channel.name)
    key = _key(release, channel.slug)
    if Delivery.objects.filter(key=f"release:{key}").exists():
        raise RuleError(_("This channel has been given the release already."), where=channel.name)
    link = f"{settings.SITE_ADDRESS}{release.page}"
    laid = put_release(
        channel, key=key, title=release.title, text=release.text, link=link, to=TO[channel.connector], at=at
    )
    facts = {"number": release.number, "channel": channel.name}
    record("release.offered", about=release.incident.case.ref, by=by, at=at, **facts)
    return laid
