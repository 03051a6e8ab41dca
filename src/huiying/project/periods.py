"""Days as a person writes them, as moments in the office's zone."""

import argparse
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _


def day(text: str) -> date:
    """A day written 2026-01-31."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            _("“%(text)s” is not a day; write it as 2026-01-31") % {"text": text}
        ) from error


def start_of(on: date) -> datetime:
    """Midnight at which the day begins, in the office's zone."""
    return timezone.make_aware(datetime.combine(on, time()))


def end_of(on: date) -> datetime:
    """Midnight at which the day ends."""
    return start_of(on + timedelta(days=1))


def day_start(text: str) -> datetime:
    return start_of(day(text))


def day_end(text: str) -> datetime:
    return end_of(day(text))
