"""Whether a call comes from WeChat (接入概述, 消息加解密说明): SHA-1 over the sorted token, timestamp and nonce,
and over the ciphertext too where there is one.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from django.http import HttpRequest

FRESH = timedelta(minutes=5)
LONGEST = 128  # characters of a parameter; real ones have 40 at most


class Untrusted(Exception):
    """A call that does not prove to come from WeChat, or that came before. It is told nothing."""


@dataclass(frozen=True, slots=True)
class Call:
    """The signed parameters of one call."""

    timestamp: str
    nonce: str
    signature: str
    message_signature: str

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        told = [request.GET.get(name, "") for name in ("timestamp", "nonce", "signature", "msg_signature")]
        if any(len(value) > LONGEST or not value.isascii() for value in told):
            raise Untrusted
        return cls(*told)

    def require(self, token: str, *, at: datetime, encrypted: str | None = None) -> None:
        """Untrusted unless the signature is right and no older than five minutes."""
        given = self.signature if encrypted is None else self.message_signature
        wanted = signature(token, self.timestamp, self.nonce, *([] if encrypted is None else [encrypted]))
        if not token or not hmac.compare_digest(wanted.encode(), given.encode()):
            raise Untrusted
        if not self.timestamp.isdecimal() or len(self.timestamp) > 11:  # of twelve digits no year is made
            raise Untrusted
        if abs(at - datetime.fromtimestamp(int(self.timestamp), UTC)) > FRESH:
            raise Untrusted


def signature(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()
