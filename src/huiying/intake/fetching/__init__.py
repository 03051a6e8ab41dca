"""The one way in which this house asks an address that somebody typed in: feeds, pages and webhooks alike.

Such an address may lead anywhere, so it is never given to a library that follows it by itself. Every host is resolved
here and connected to at the address that was checked (OWASP, Server-Side Request Forgery Prevention); size, time and
redirects are bounded whatever the other side does.
"""

from .asking import Answer, InTheOpenError, ask, conversation
from .fetched import Fetched, accepted, fetch
from .limits import LIMITS, Limits

__all__ = ["LIMITS", "Answer", "Fetched", "InTheOpenError", "Limits", "accepted", "ask", "conversation", "fetch"]
