"""Answers that are kept until the next deed: whatever people or the machine do is in the ledger, so its head tells."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

from .models import Head

KEPT_SECONDS = 20  # what changes by itself, a clock that runs out or an absence that begins, shows within as long
Told = TypeVar("Told")


def until_the_next_deed(name: str, find: Callable[[], Told]) -> Told:
    """What `find` returns, asked again only after another deed was recorded or `KEPT_SECONDS` have passed.

    `name` tells whose answer it is and in which language; what is kept must not be changed by who receives it.
    """
    head = Head.objects.values_list("last", flat=True).first()  # before the answer: a deed meanwhile makes a new one
    key = f"since-{head or 0}-{name}"
    found: Told | None = cache.get(key)
    if found is None:
        found = find()
        cache.set(key, found, KEPT_SECONDS)
    return found
