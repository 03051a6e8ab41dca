"""Which channels take a release of the office, and which were given one."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from huiying.intake.models import Channel, Connector, Delivery

from ..models import Release

# Where a release goes on each: a post of our own with its link, a draft of the account.
TO: Mapping[str, Mapping[str, Any]] = {Connector.WEIBO: {"post": True}, Connector.WECHAT: {"draft": True}}


def taking_releases(within: Q) -> list[Channel]:
    """The open channels that take one, of those `within` what somebody publishes for."""
    return list(Channel.objects.filter(within, connector__in=TO, is_open=True))


def key_of(release: Release, channel: Channel) -> str:
    return f"incident-{release.pk}:{channel.slug}"


def given(releases: Iterable[Release], channels: Iterable[Channel]) -> dict[int, dict[int, Delivery]]:
    """What was laid in the outbox: by the key of the release, then of the channel."""
    keys = {f"release:{key_of(r, c)}": (r.pk, c.pk) for r in releases for c in channels}
    told: dict[int, dict[int, Delivery]] = {}
    for delivery in Delivery.objects.filter(key__in=keys).select_related("channel"):
        release, channel = keys[delivery.key]
        told.setdefault(release, {})[channel] = delivery
    return told
