"""The office's figures for Prometheus, read from the database when they are asked for, at most every ten seconds."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from huiying.core.errors import HuiyingError
from huiying.handling.models import Case, Clock, Incident, StaffMessage
from huiying.handling.rulebook import calendar
from huiying.intake.health import ailing
from huiying.intake.models import Channel, Delivery, Subscription, Voice
from huiying.ledger.models import Entry, Head, Watch

from .hearts import beats
from .requests import counts

KEPT_SECONDS = 10
SOON = {"1d": timedelta(days=1), "3d": timedelta(days=3)}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a metric, with the values of its labels."""

    metric: str
    value: float
    labels: dict[str, str] = field(default_factory=dict)


METRICS = {
    "huiying_up": "1 where the database answered when the figures were asked for.",
    "huiying_queue_waiting": "What waits on a shelf: unassessed, unopened, outbox, messages, webhooks.",
    "huiying_queue_oldest_seconds": "How long the oldest on a shelf has waited, past the time it was put off to.",
    "huiying_voices_set_aside": "Voices that the machine could not judge; a person must look.",
    "huiying_deliveries_stuck": "Messages to writers that failed or are perhaps sent.",
    "huiying_cases_open": "Cases that are open.",
    "huiying_clocks_running": "Running clocks by term.",
    "huiying_clocks_due": "Running clocks that are not overdue and end within so long, by term.",
    "huiying_clocks_overdue": "Clocks past their end, by term.",
    "huiying_emergencies_open": "Incidents that have not ended.",
    "huiying_emergency_next_due_seconds": "Until the next clock of an open incident ends; negative where it is past.",
    "huiying_channel_ok": "1 where an open channel is in order, 0 where it asks for a person.",
    "huiying_channel_success_age_seconds": "Since a channel was last read.",
    "huiying_loop_age_seconds": "Since a round of a loop ended on a machine.",
    "huiying_loop_round_seconds": "The longest round of a loop since the beat before.",
    "huiying_loop_failed": "1 where the last round of a loop failed.",
    "huiying_ledger_entries": "Entries of the ledger.",
    "huiying_ledger_ok": "1 where the chain held when it was last proved, also against its anchors.",
    "huiying_ledger_proved_age_seconds": "Since the chain was last proved to its end.",
    "huiying_ledger_whole_age_seconds": "Since the whole chain was last proved from its first link.",
    "huiying_ledger_anchored_age_days": "Since the ledger was last anchored.",
    "huiying_ledger_anchor_not_copied": "1 where the folder outside could not be written to.",
    "huiying_backup_age_seconds": "Since a backup was last written.",
    "huiying_disk_free_bytes": "Free space where the home is.",
    "huiying_database_bytes": "Size of the database.",
    "huiying_calendar_known_days": "For how many days from today the calendar is known.",
}


def exposition(accept: str) -> tuple[bytes, str]:
    """All figures in the form that is asked for, and its content type."""
    encode, kind = choose_encoder(accept)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Office())
    registry.register(counts())
    return encode(registry), kind


class Office(Collector):
    def collect(self) -> Iterable[Metric]:
        return families(kept(timezone.now()))


def families(figures: Iterable[Figure]) -> Iterator[Metric]:
    by_metric: dict[str, list[Figure]] = {name: [] for name in METRICS}
    for figure in figures:
        by_metric[figure.metric].append(figure)
    for name, found in by_metric.items():
        names = sorted({label for figure in found for label in figure.labels})
        family = GaugeMetricFamily(name, METRICS[name], labels=names)
        for figure in found:
            family.add_metric([figure.labels[label] for label in names], figure.value)
        yield family


def kept(at: datetime) -> list[Figure]:
    """The figures, asked anew after ten seconds; every process has the same where they share a cache."""
    told: list[Figure] | None = cache.get("figures")
    if told is None:
        try:
            told = [Figure("huiying_up", 1), *figures(at)]
        except Error:
            return [Figure("huiying_up", 0)]
        cache.set("figures", told, KEPT_SECONDS)
    return told


def figures(at: datetime) -> Iterator[Figure]:
    yield from _queues(at)
    yield from _clocks(at)
    yield from _channels(at)
    yield from _loops(at)
    yield from _ledger(at)
    yield from _machine(at)


def _queues(at: datetime) -> Iterator[Figure]:
    shelves: dict[str, tuple[QuerySet[Any], str]] = {
        "unassessed": (Voice.objects.unassessed(), "heard_at"),
        "unopened": (Voice.objects.untaken(), "heard_at"),
        "outbox": (Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lte=at), "due_at"),
        "messages": (StaffMessage.objects.filter(sent_at=None, due_at__lte=at), "due_at"),
    }
    for queue, (rows, since) in shelves.items():
        told = rows.order_by().aggregate(count=Count("pk"), oldest=Min(since))
        yield from _queue(queue, told["count"], told["oldest"], at)
    cursor = Subscription.objects.filter(is_open=True).aggregate(least=Min("cursor"))["least"]
    waiting = Entry.objects.filter(pk__gt=cursor).order_by("pk") if cursor is not None else Entry.objects.none()
    oldest = waiting.values_list("at", flat=True).first()
    last = Head.objects.values_list("last", flat=True).first() or 0
    yield from _queue("webhooks", last - cursor if cursor is not None else 0, oldest, at)
    yield Figure("huiying_voices_set_aside", Voice.objects.filter(set_aside__gt="").count())
    stuck = (Delivery.State.FAILED, Delivery.State.UNSURE)
    yield Figure("huiying_deliveries_stuck", Delivery.objects.filter(state__in=stuck).count())


def _queue(queue: str, waiting: int, oldest: datetime | None, at: datetime) -> Iterator[Figure]:
    yield Figure("huiying_queue_waiting", waiting, {"queue": queue})
    yield Figure("huiying_queue_oldest_seconds", _age(oldest, at) if oldest else 0, {"queue": queue})


def _clocks(at: datetime) -> Iterator[Figure]:
    yield Figure("huiying_cases_open", Case.objects.open().count())
    within = {name: Count("pk", filter=Q(due_at__gte=at, due_at__lt=at + span)) for name, span in SOON.items()}
    late = Count("pk", filter=Q(due_at__lt=at, paused_at=None))
    clocks: Any = Clock.objects.running().order_by().values("term")
    for row in clocks.annotate(running=Count("pk"), late=late, **within):
        term = {"term": row["term"]}
        yield Figure("huiying_clocks_running", row["running"], term)
        yield Figure("huiying_clocks_overdue", row["late"], term)
        for name in SOON:
            yield Figure("huiying_clocks_due", row[name], {**term, "within": name})
    incidents = Incident.objects.running()
    yield Figure("huiying_emergencies_open", incidents.count())
    running = Q(case__clocks__stopped_at=None, case__clocks__paused_at=None)
    due = incidents.filter(running).order_by().aggregate(next=Min("case__clocks__due_at", filter=running))["next"]
    if due is not None:
        yield Figure("huiying_emergency_next_due_seconds", (due - at).total_seconds())


def _channels(at: datetime) -> Iterator[Figure]:
    channels = Channel.objects.filter(is_open=True)
    wrong = {channel.pk for channel, _why in ailing(at, channels)}
    for channel in channels:
        label = {"channel": channel.slug}
        yield Figure("huiying_channel_ok", channel.pk not in wrong, label)
        if channel.succeeded_at:
            yield Figure("huiying_channel_success_age_seconds", _age(channel.succeeded_at, at), label)


def _loops(at: datetime) -> Iterator[Figure]:
    for beat in beats():
        label = {"loop": beat.loop, "host": beat.host}
        yield Figure("huiying_loop_age_seconds", _age(beat.at, at), label)
        yield Figure("huiying_loop_round_seconds", beat.seconds, label)
        yield Figure("huiying_loop_failed", beat.failed, label)


def _ledger(at: datetime) -> Iterator[Figure]:
    yield Figure("huiying_ledger_entries", Head.objects.values_list("last", flat=True).first() or 0)
    watch = Watch.objects.first() or Watch()
    if watch.ok is not None:
        yield Figure("huiying_ledger_ok", watch.ok)
    if watch.proved_at:
        yield Figure("huiying_ledger_proved_age_seconds", _age(watch.proved_at, at))
    if watch.whole_at:
        yield Figure("huiying_ledger_whole_age_seconds", _age(watch.whole_at, at))
    if watch.anchored_on:
        yield Figure("huiying_ledger_anchored_age_days", (timezone.localdate(at) - watch.anchored_on).days)
    yield Figure("huiying_ledger_anchor_not_copied", watch.not_copied)
    written = backed_up_at()
    if written:
        yield Figure("huiying_backup_age_seconds", _age(written, at))


def backed_up_at() -> datetime | None:
    """When a backup was last written, by the ledger."""
    return Entry.objects.filter(deed="office.backed_up").order_by("-at").values_list("at", flat=True).first()


def _machine(at: datetime) -> Iterator[Figure]:
    if settings.HOME.exists():
        yield Figure("huiying_disk_free_bytes", shutil.disk_usage(settings.HOME).free)
    yield Figure("huiying_database_bytes", _database_bytes())
    try:
        yield Figure("huiying_calendar_known_days", (calendar().known_until - timezone.localdate(at)).days)
    except HuiyingError:
        return


def _database_bytes() -> int:
    size = {
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
        "postgresql": "SELECT pg_database_size(current_database())",
    }
    with connection.cursor() as cursor:
        cursor.execute(size[connection.vendor])
        return int(cursor.fetchone()[0])


def _age(then: datetime, at: datetime) -> float:
    return max(0.0, (at - then).total_seconds())
