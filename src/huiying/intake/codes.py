"""The query code that a writer keeps: with the number it opens the state of their own letter and of no other."""

import base64
import hashlib
import hmac

from django.conf import settings

LENGTH = 8


def code_for(token: str) -> str:
    """The code for a form's token: the same form sent twice answers with the same receipt."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"query-code {token}".encode(), "sha256")
    return base64.b32encode(digest).decode()[:LENGTH]


def sealed(code: str) -> str:
    """What is kept of a code: its digest, so that a copy of the database opens no letter."""
    return hashlib.sha256(code.strip().upper().encode()).hexdigest()


def matches(code: str, kept: str) -> bool:
    """Whether a code fits, in the same time for a wrong code as for a letter that does not exist."""
    fits = hmac.compare_digest(sealed(code), kept or sealed("no letter"))
    return fits and bool(kept)
