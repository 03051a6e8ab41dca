"""A signed call is taken once. WeChat itself sends a message up to three times more when it got no answer within five
seconds: the very same body is let in again as often, shortly after; anything else under a used nonce is refused.
"""

import hashlib

from django.core.cache import cache

from .signing import Call, Untrusted

KEPT = 660  # seconds; longer than a timestamp is fresh on either side
RESENT_WITHIN = 60
MOST = 4  # the first and three more


def require_new(slug: str, call: Call, body: bytes) -> None:
    """Untrusted where this nonce was used for another body, or too often, or too long ago."""
    nonce = hashlib.sha256(f"{slug}\x1f{call.timestamp}\x1f{call.nonce}".encode()).hexdigest()
    used, times = f"wechat-nonce:{nonce}", f"wechat-times:{nonce}"
    digest = hashlib.sha256(body).hexdigest()
    if cache.add(used, digest, KEPT):
        cache.set(times, 1, RESENT_WITHIN)
        return
    if cache.get(used) != digest or _again(times) > MOST:
        raise Untrusted


def _again(times: str) -> int:
    try:
        return cache.incr(times)
    except ValueError:  # the minute is over
        return MOST + 1
