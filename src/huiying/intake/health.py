"""How the channels stand: for the channels page, and in the same words for `huiying check`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from .channel import Listens, Speaks
from .connectors import connector
from .models import Channel, Delivery, Refusal, Voice

LATELY = timedelta(days=7)
QUIET = timedelta(hours=6)
State = Delivery.State


@dataclass(frozen=True, slots=True)
class Health:
    """A channel with its counts. `good` is None where nothing can be said: closed, or never tried."""

    channel: Channel
    voices: int
    lately: int
    waiting: int
    stuck: int
    refused: int
    fetches: bool
    speaks: bool
    good: bool | None
    said: str
    fix: str = ""


def healths(at: datetime, channels: QuerySet[Channel] | None = None) -> list[Health]:
    """Every channel, or these, in six queries however many there are."""
    counts = {
        "voices": _by_channel(Voice.objects.all()),
        "lately": _by_channel(Voice.objects.filter(heard_at__gte=at - LATELY)),
        "waiting": _by_channel(Delivery.objects.filter(state__in=(State.WAITING, State.SENDING))),
        "stuck": _stuck(),
        "refused": _by_channel(Refusal.objects.all()),
    }
    return [
        _health(channel, {name: rows.get(channel.pk, 0) for name, rows in counts.items()}, at)
        for channel in (Channel.objects.all() if channels is None else channels)
    ]


def ailing(at: datetime, channels: QuerySet[Channel]) -> list[tuple[Channel, str]]:
    """Those of the channels that ask for a person, and why; their voices are not counted."""
    stuck = _stuck()
    told = ((channel, _said(channel, stuck.get(channel.pk, 0), at)) for channel in channels)
    return [(channel, said) for channel, (good, said, _fix) in told if good is False]


def _stuck() -> dict[int, int]:
    return _by_channel(Delivery.objects.filter(state__in=(State.FAILED, State.UNSURE)))


def _by_channel(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.order_by().values("channel").annotate(n=Count("pk")).values_list("channel", "n"))


def _health(channel: Channel, counts: Mapping[str, int], at: datetime) -> Health:
    found = connector(channel.connector)
    good, said, fix = _said(channel, counts["stuck"], at)
    return Health(
        channel=channel,
        **counts,
        fetches=isinstance(found, Listens),
        speaks=isinstance(found, Speaks),
        good=good,
        said=said,
        fix=fix,
    )


def _said(channel: Channel, stuck: int, at: datetime) -> tuple[bool | None, str, str]:
    if not channel.is_open:
        return None, _("closed"), ""
    if channel.error:
        again = _("It is tried again by itself.") if channel.retry_at else _("Mend it, then press “Test”.")
        return False, channel.error, again
    if stuck:
        return False, _("%(n)d messages were not sent.") % {"n": stuck}, _("Look at them in the outbox.")
    if isinstance(connector(channel.connector), Listens):
        return _fetching(channel, at)
    return True, _("open"), ""


def _fetching(channel: Channel, at: datetime) -> tuple[bool | None, str, str]:
    if channel.succeeded_at is None:
        return None, _("not read yet"), ""
    if at - channel.succeeded_at > QUIET:
        return False, _("not read for a long time"), _("See that `huiying work` or `huiying serve` runs.")
    return True, _("in order"), ""
