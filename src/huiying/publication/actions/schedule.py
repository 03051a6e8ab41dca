"""定时发布 · Pages go up and come down at the hour that their editors set."""

import logging
from datetime import datetime

from django.db import transaction
from wagtail.models import Page, Revision

from huiying.ledger.turns import turn

log = logging.getLogger(__name__)

BATCH = 50


def publish_scheduled(*, at: datetime) -> int:
    """Take down what has expired and put up what is approved and due; returns how many of both.

    A page that cannot be put up keeps none of the others waiting: it is logged, and tried again in the next round.
    """
    with turn("pages") as ours:
        return _moved(at) if ours else 0


def _moved(at: datetime) -> int:
    expired = Page.objects.filter(live=True, expire_at__lte=at).order_by("expire_at")[:BATCH]
    due = Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at")[:BATCH]
    return sum(map(_take_down, expired)) + sum(map(_put_up, due))


def _take_down(page: Page) -> bool:
    try:
        with transaction.atomic():
            page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    except Exception:
        log.exception("The page %s has expired and could not be taken down.", page.pk)
        return False
    return True


def _put_up(revision: Revision) -> bool:
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except Exception:
        log.exception("The revision %s is due and could not be published.", revision.pk)
        return False
    return True
