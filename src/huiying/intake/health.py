"""How the channels stand: for the channels page, and in the same words for `huiying check`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from .channel import Listens, Speaks
from .connectors import connector
from .models import Channel, Delivery

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
    """Every channel, or these, in four queries however many there are."""
    channels = Channel.objects.all() if channels is None else channels
    counted = channels.annotate(
        voices_all=Count("voices"), voices_lately=Count("voices", filter=Q(voices__heard_at__gte=at - LATELY))
    )
    waiting = _deliveries(Q(state__in=(State.WAITING, State.SENDING)))
    stuck = _deliveries(Q(state__in=(State.FAILED, State.UNSURE)))
    refused = dict(channels.annotate(n=Count("refusals")).values_list("pk", "n"))
    return [_health(c, waiting.get(c.pk, 0), stuck.get(c.pk, 0), refused.get(c.pk, 0), at) for c in counted]


def _deliveries(wanted: Q) -> dict[int, int]:
    rows = Delivery.objects.filter(wanted).order_by().values("channel").annotate(n=Count("pk"))
    return dict(rows.values_list("channel", "n"))


def _health(channel: Channel, waiting: int, stuck: int, refused: int, at: datetime) -> Health:
    found = connector(channel.connector)
    good, said, fix = _said(channel, stuck, at)
    return Health(
        channel=channel,
        voices=getattr(channel, "voices_all", 0),
        lately=getattr(channel, "voices_lately", 0),
        waiting=waiting,
        stuck=stuck,
        refused=refused,
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


def worst(found: Iterable[Health]) -> list[Health]:
    """Those that ask for a person."""
    return [health for health in found if health.good is False]
