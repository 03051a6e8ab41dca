"""成品缓存 · What was set in type is kept by the digest of all that it was made from, and made by one at a time in each
process: ten people who open a preview wait for one setting, and the desk goes on beside them.
"""

import hashlib
import pickle
from collections.abc import Callable
from threading import BoundedSemaphore
from typing import TypeVar, cast

from django.core.cache import caches
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError

CACHE = "sheets"
LONGEST_WAIT = 20  # seconds
Made = TypeVar("Made")
_one_at_a_time = BoundedSemaphore(1)


class Busy(RuleError):
    """Others have been setting sheets for too long."""


def digest(*told: object) -> str:
    """Of what something is made from: plain values only."""
    return hashlib.sha256(pickle.dumps(told, protocol=5)).hexdigest()


def kept(key: str, make: Callable[[], Made]) -> Made:
    """What was made under this key before, else made now; Busy where others have been at it for too long."""
    cache = caches[CACHE]
    found = cache.get(key)
    if found is None:
        if not _one_at_a_time.acquire(timeout=LONGEST_WAIT):
            raise Busy(_("Many sheets are being set just now."), fix=_("Open this page again in a minute."))
        try:
            found = cache.get(key) or (make(),)  # whoever was before may have made it
            cache.set(key, found)
        finally:
            _one_at_a_time.release()
    return cast("Made", found[0])
