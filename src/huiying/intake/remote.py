"""Asking a service of somebody else's over HTTPS: bounded in time and size, what fails told as ChannelError.

The office may set another address for it, which may lead anywhere: it is connected to as every address that somebody
typed in, where that was checked. Addresses carry keys, so none goes into a message or a log, nor what a client says.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx
from django.utils.translation import gettext as _

from .channel import ChannelError
from .fetching import Limits, conversation
from .fetching.addresses import is_this_machine

MOST_BYTES = 1024 * 1024
LIMITS = Limits(seconds=60.0, silence=10.0)  # however slowly it drips
NOT_REACHED = (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout, httpcore.UnsupportedProtocol)
BROKE_OFF = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpx.HTTPError,
    httpx.InvalidURL,
)
BROKEN_OFF = {502, 504}  # a gateway lost the service behind it: perhaps it did what was asked


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service said."""

    status: int
    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """The JSON object that it is; ChannelError where it is something else."""
        try:
            told = json.loads(self.content)
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict):
            raise ChannelError(_("The service answered with something that cannot be read."), retry=True)
        return told


class TooLarge(ChannelError):
    """An answer that is larger than what is taken."""


def ask(method: str, address: str, *, says: bool = False, most: int = MOST_BYTES, **what: Any) -> Answer:
    """Ask once. Where the line breaks after something was to be said (`says`), it is perhaps said: that is not tried
    again by itself, since nobody should be told twice.
    """
    _require_safe(address)
    try:
        with conversation(LIMITS) as client, client.stream(method, address, **what) as answer:
            content = bytearray()
            for piece in answer.iter_bytes():
                content += piece
                if len(content) > most:
                    raise TooLarge(_("The service's answer is too large."), retry=False)
            return _settled(Answer(answer.status_code, bytes(content), answer.headers), says)
    except NOT_REACHED as error:
        raise ChannelError(_("The service cannot be reached."), retry=True) from error
    except BROKE_OFF as error:
        raise _broken(says) from error


def _require_safe(address: str) -> None:
    """Keys go over TLS alone; to a stand-in on this machine they may go plainly."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_this_machine(parts.hostname or "")):
        raise ChannelError(
            _("The address of the service does not begin with https://."),
            retry=False,
            fix=_("Correct the address in the channel's settings."),
        )


def _settled(answer: Answer, says: bool) -> Answer:
    if answer.status == httpx.codes.TOO_MANY_REQUESTS:
        wait = answer.headers.get("Retry-After", "")
        after = min(int(wait), 86_400) if wait.isascii() and wait.isdigit() and len(wait) < 9 else 60
        raise ChannelError(_("The service asks us to come less often."), retry=True, after=after)
    if answer.status in BROKEN_OFF:
        raise _broken(says)
    if answer.status >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise ChannelError(_("The service is out of order just now."), retry=True)
    return answer


def _broken(says: bool) -> ChannelError:
    if not says:
        return ChannelError(_("The connection to the service broke off."), retry=True)
    return ChannelError(
        _("The connection broke off while this was being sent; perhaps it was sent."),
        retry=False,
        unsure=True,
        fix=_("Look in the account whether it is there, and send it again if it is not."),
    )
