"""How many requests were answered and how long that took, by view."""

import logging
import os

from django.http import HttpRequest
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from .context import view_of

log = logging.getLogger("huiying.requests")

_BUCKETS = (0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 10.0)
COUNTS = CollectorRegistry()
_ANSWERS = Counter("huiying_requests", "Requests answered, by view and status.", ["view", "status"], registry=COUNTS)
_SECONDS = Histogram(
    "huiying_request_seconds", "How long answers took, by view.", ["view"], registry=COUNTS, buckets=_BUCKETS
)


def counted(request: HttpRequest, status: int, seconds: float) -> None:
    view = view_of(request)
    _ANSWERS.labels(view, str(status)).inc()
    _SECONDS.labels(view).observe(seconds)
    if log.isEnabledFor(logging.INFO):
        told = {"view": view, "method": str(request.method), "status": status, "milliseconds": round(1000 * seconds, 1)}
        log.info("%s %s %s", told["method"], view, status, extra=told)


def counts() -> Collector:
    """The counts of every process that answers, where several do (`serve --workers`); else our own."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return COUNTS
    together: Collector = MultiProcessCollector(None)  # type: ignore[no-untyped-call]
    return together
