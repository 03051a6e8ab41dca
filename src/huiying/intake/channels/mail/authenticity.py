"""Whether the office's own mail server vouches for a From (RFC 8601, RFC 7489).

Only the topmost `Authentication-Results` of the server that the office named counts: whoever sends a mail can write the
rest themselves. A server that does not take out lines that bear its own name must not be named.
"""

import re
from collections.abc import Iterator

from .headers import Headers

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"\s*(dkim|spf|dmarc)\s*=\s*([a-z]+)\b(.*)", re.IGNORECASE | re.DOTALL)
_DOMAIN = re.compile(
    r"\b(header\.d|header\.i|header\.from|smtp\.mailfrom)\s*=\s*\"?(?:[^\s;\"@]*@)?([^\s;\"@]+)", re.IGNORECASE
)
_VOUCHING = {"dmarc": {"header.from"}, "dkim": {"header.d", "header.i"}, "spf": {"smtp.mailfrom"}}


def is_verified(headers: Headers, address: str, authserv_id: str) -> bool:
    """Whether DMARC, DKIM or SPF passed for the domain of this address."""
    domain = address.rpartition("@")[2].lower()
    if not authserv_id or not domain:
        return False
    told = next(
        (value for value in map(_bare, headers.all("authentication-results")) if _is_of(value, authserv_id)), ""
    )
    return any(_is_same_house(domain, passed) for passed in _passed(told))


def _bare(value: str) -> str:
    """Without comments, which may hold anything."""
    for _ in range(5):
        value = _COMMENT.sub(" ", value)
    return "" if "(" in value or ")" in value else value


def _is_of(value: str, authserv_id: str) -> bool:
    name = value.partition(";")[0].split()
    return bool(name) and name[0].lower() == authserv_id.strip().lower()


def _passed(told: str) -> Iterator[str]:
    for result in told.split(";")[1:]:
        found = _RESULT.fullmatch(result)
        if found and found[2].lower() == "pass":
            for name, domain in _DOMAIN.findall(found[3]):
                if name.lower() in _VOUCHING[found[1].lower()]:
                    yield domain.lower().rstrip(".")


def _is_same_house(domain: str, passed: str) -> bool:
    """The domain itself, or one above it that signed for it."""
    return domain == passed or ("." in passed and domain.endswith(f".{passed}"))
