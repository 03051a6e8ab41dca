"""One question to one address and its answer, whatever the status; only what failed on the way is an error."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore
import httpx
from django.conf import settings
from django.utils.translation import gettext as _

import huiying

from ..channel import ChannelError
from .addresses import is_this_machine
from .limits import LIMITS, Limits
from .unpacking import unpacked
from .wire import CheckedTransport

LONGEST_ADDRESS = 2000
USUAL = {"User-Agent": f"huiying/{huiying.__version__}", "Accept-Encoding": "gzip"}


class InTheOpenError(ChannelError):
    """It would be asked by http, which this office does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back from `url`; the content only of a yes (2xx)."""

    url: str
    status: int
    headers: httpx.Headers
    content: bytes

    @property
    def host(self) -> str:
        return httpx.URL(self.url).host


def ask(
    method: str, url: str, *, headers: Mapping[str, str] | None = None, content: bytes = b"", limits: Limits = LIMITS
) -> Answer:
    """Ask once, following nothing; ChannelError where the address is not allowed or no whole answer came."""
    with conversation(limits) as client:
        return put(client, method, url, headers=headers or {}, content=content, limits=limits)


@contextmanager
def conversation(limits: Limits) -> Iterator[httpx.Client]:
    """A client whose every question goes through the checks; the time that it has runs from here."""
    if settings.DRILL:
        raise ChannelError(_("A drill asks nothing outside."), retry=False)
    with httpx.Client(transport=CheckedTransport(limits), trust_env=False, follow_redirects=False) as client:
        yield client


def put(
    client: httpx.Client, method: str, url: str, *, headers: Mapping[str, str], content: bytes = b"", limits: Limits
) -> Answer:
    address = checked(url)
    try:
        with client.stream(method, address, headers={**USUAL, **headers}, content=content or None) as told:
            packed = told.headers.get("content-encoding", "")
            pieces = told.iter_raw() if 200 <= told.status_code < 300 else ()
            body = unpacked(pieces, packed if pieces else "", most=limits.content, where=address.host)
            return Answer(url=str(address), status=told.status_code, headers=told.headers, content=body)
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise _failure(error, address.host) from error
    except (httpcore.UnsupportedProtocol, httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise unfit(address.host) from error


def checked(url: str) -> httpx.URL:
    """The address, if it is one of the web that names no password; ChannelError otherwise."""
    try:
        address = httpx.URL(url) if len(url) <= LONGEST_ADDRESS else httpx.URL("")
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise unfit("") from error
    if address.scheme not in {"http", "https"} or not address.host or (address.port or 0) > 65535:
        raise unfit(address.host)
    if address.userinfo:
        raise ChannelError(_("The address holds a user name or a password"), retry=False, where=address.host)
    if address.scheme == "http" and not (settings.FETCH_PLAIN or is_this_machine(address.host)):
        raise InTheOpenError(
            _("What is asked by http can be read and changed on the way"),
            retry=False,
            where=address.host,
            fix=_("Use its https:// address. If its owner has none, set fetch_plain = true in huiying.toml."),
        )
    return address


def unfit(host: str) -> ChannelError:
    return ChannelError(
        _("This is not an address of the web"),
        retry=False,
        where=host,
        fix=_("It begins with http:// or https:// and a name."),
    )


def _failure(error: Exception, host: str) -> ChannelError:
    cause = error.args[0] if error.args else None  # httpcore keeps what it is about here
    if isinstance(error, httpcore.TimeoutException):
        return ChannelError(_("No whole answer came in time"), retry=True, where=host)
    if isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError):
        return ChannelError(
            _("The connection is not secure: the certificate does not prove that this is the site it says"),
            retry=False,
            where=host,
            fix=_("Check the address with a browser, and the clock of this machine; tell the owner of the site."),
        )
    return ChannelError(_("The other side does not answer or broke off"), retry=True, where=host)
