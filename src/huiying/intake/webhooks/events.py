"""An entry of the ledger as it is told to another system, and the signature that proves it came from us."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from huiying.ledger.models import Entry
from huiying.ledger.sentences import NAMES

# The source's number and the digest of its words stay inside; so do people's own words and the names of staff.
KEPT_INSIDE = frozenset(
    {"external_id", "digest", "comment", "reason", "said", "taken_out", "entries", "mentioned"}
    | {"handler", "error", "topic", "former", "new"}
)
# What the desk offers to be told of; the command line takes the beginning of any deed's name.
OFFERED = {"case.": _("Everything that happens to a case")} | {
    deed: NAMES[deed]
    for deed in (
        "voice.heard",
        "case.opened",
        "case.assigned",
        "case.accepted",
        "case.extended",
        "clock.alarm",
        "reply.delivered",
        "reply.rated",
        "case.closed",
        "case.reopened",
        "answer.published",
    )
}
SIGNATURE, TIMESTAMP, EVENT = "Huiying-Signature", "Huiying-Timestamp", "Huiying-Event"


def told(entry: Entry) -> bytes:
    """The entry as JSON; who did it is not said."""
    facts: Mapping[str, Any] = entry.facts
    event = {
        "id": entry.pk,
        "name": entry.deed,
        "about": entry.about,
        "at": entry.at.astimezone(UTC).isoformat(),
        "facts": {key: value for key, value in facts.items() if key not in KEPT_INSIDE},
    }
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def in_words(event: str) -> str:
    """What a subscription asked for; what the desk does not offer stands by its own name."""
    return str(OFFERED.get(event, NAMES.get(event, event)))


def headers(entry: Entry, body: bytes, secret: str, at: datetime) -> dict[str, str]:
    """The number of the entry is the key by which a second telling is known; the time is signed with the body, so that
    an old telling cannot be played again later.
    """
    stamp = str(int(at.timestamp()))
    return {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": str(entry.pk),
        EVENT: entry.deed,
        TIMESTAMP: stamp,
        SIGNATURE: f"sha256={signature(secret, stamp, body)}",
    }


def signature(secret: str, stamp: str, body: bytes) -> str:
    """HMAC-SHA256 over `timestamp.body`, in hexadecimal."""
    return hmac.digest(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hex()
