"""Whose searches that found nothing are counted: not those of robots, and of one address only so many an hour."""

import re
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from huiying.handling.flooding import address

MOST, WINDOW = 30, 3600
_ROBOT = re.compile(r"bot|crawl|spider|slurp|scan|monitor|curl|wget|python|java/|okhttp|go-http|^$", re.IGNORECASE)


def counts(request: HttpRequest) -> bool:
    """Whether this search is counted, and one more of this address's if so. Only a digest of the address is held, in
    memory, for an hour.
    """
    if _ROBOT.search(request.headers.get("User-Agent", "")):
        return False
    key = f"portal-missed:{sha256(f'{settings.SECRET_KEY}{address(request)}'.encode()).hexdigest()[:24]}"
    if cache.add(key, 1, WINDOW):
        return True
    try:
        return int(cache.incr(key)) <= MOST
    except ValueError:  # the window closed between the two
        return bool(cache.add(key, 1, WINDOW))
