"""对外发布 · A text of the office goes to a channel that takes what is published: a post on Weibo, a draft in WeChat.
What it says and who may do it is the caller's; the outbox sends it, tries again and says what became of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.intake.models import Channel, Connector, Delivery
from huiying.intake.outbox import Enclosed, put_release

from .emergencies.channels import TO

__all__ = ["WECHAT", "WEIBO", "Enclosed", "given_texts", "offer_text", "taking_texts"]
WEIBO, WECHAT = Connector.WEIBO, Connector.WECHAT


def taking_texts(within: Q, connector: str) -> list[Channel]:
    """The open channels of a connector, of those `within` what somebody publishes for."""
    return list(Channel.objects.filter(within, connector=connector, is_open=True)) if connector in TO else []


def offer_text(
    *,
    key: str,
    channel: int,
    connector: str,
    within: Q,
    unit: int,
    title: str,
    text: str,
    link: str,
    pictures: Sequence[Enclosed] = (),
    more: Mapping[str, Any] | None = None,
    at: datetime,
) -> Delivery:
    """Lay the text in the outbox of the channel with this key, once. Call it inside the deed's transaction."""
    own = Q(unit=unit) | Q(unit=None)
    offered = Channel.objects.select_for_update().filter(within, own, connector=connector, is_open=True)
    to = offered.filter(pk=channel).first() if connector in TO else None
    if to is None:
        raise InputError(_("This channel takes no texts."), where="channel", fix=_("Choose one that is offered."))
    full = f"{key}:{to.slug}"
    if Delivery.objects.filter(key=f"release:{full}").exists():
        raise RuleError(_("This channel has been given the text already."), where=to.name)
    where = {**TO[connector], **(more or {})}
    return put_release(to, key=full, title=title, text=text, link=link, files=pictures, to=where, at=at)


def given_texts(keys: Iterable[str], channels: Iterable[Channel]) -> dict[tuple[str, int], Delivery]:
    """What was laid in the outbox, by its key and the key of its channel. One query."""
    full = {f"release:{key}:{channel.slug}": (key, channel.pk) for key in keys for channel in channels}
    rows = Delivery.objects.filter(key__in=full).select_related("channel") if full else ()
    return {full[row.key]: row for row in rows}
