"""查毒 · Files are shown to the office's virus scanner before they are kept, where it has one: clamd, by INSTREAM.

What nobody could look at is not kept. A verdict holds for ten minutes, so that a file is looked at once, and never
while the database waits: who receives files by themselves shows them first (`show`).
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import Final
from urllib.parse import urlsplit

from clamav_client.clamd import BufferTooLongError, ClamdError, ClamdNetworkSocket, ClamdUnixSocket, CommunicationError
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from .channel import Attached, ChannelError

SILENCE: Final = 30  # seconds until an answer is no longer waited for
HOLDS: Final = 600  # seconds for which a verdict does
CLEAN: Final = ""
TOO_LARGE: Final = "StreamMaxLength"  # clamd's own word for how much it takes
LONGEST_NAME: Final = 80


class ScannerAway(ChannelError):
    """The scanner cannot be asked."""

    def __init__(self) -> None:
        super().__init__(
            _("Files cannot be looked at for viruses just now"),
            retry=True,
            fix=_("It is tried again by itself. If it stays so, see whether clamd runs (scanner in huiying.toml)."),
        )


class _HungUpError(Exception):
    """The scanner was there, and closed the connection while it was sent a file."""


def show(files: Iterable[Attached]) -> None:
    """Let the scanner look at files that came by themselves; ScannerAway where it cannot, so that they wait."""
    for file in files if settings.SCANNER else ():
        found_in(file.content)


def found_in(content: bytes) -> str:
    """What the scanner calls what it found in a file; "" where that is nothing, or no file is scanned."""
    if not settings.SCANNER or not content:
        return CLEAN
    key = f"scanned-{hashlib.sha256(content).hexdigest()}"
    known: str | None = cache.get(key)
    if known is None:
        known = _asked(content)
        cache.set(key, known, HOLDS)
    return known


def version() -> str:
    """What the scanner says of itself and its signatures; ScannerAway where it does not answer."""
    with _clamd() as clamd:
        return clamd.version()[:200]


def _asked(content: bytes) -> str:
    """What clamd answers; it hangs up on what is larger than it takes, mostly before its answer can be read.

    A scanner that ended in the midst hangs up as well, but is not there again at once, and takes the file when it is.
    """
    for _attempt in range(2):
        with suppress(_HungUpError):
            return _answered(content)
    return TOO_LARGE


def _answered(content: bytes) -> str:
    with _clamd() as clamd:
        try:
            verdict, what = clamd.instream(BytesIO(content)).get("stream", ("", None))
        except BufferTooLongError:
            return TOO_LARGE
        except (OSError, CommunicationError) as error:
            if {type(error), type(error.__cause__)} & {BrokenPipeError, ConnectionResetError}:
                raise _HungUpError from error
            raise
    if verdict == "OK":
        return CLEAN
    if verdict == "FOUND":
        return str(what)[:LONGEST_NAME]
    raise ScannerAway


@contextmanager
def _clamd() -> Iterator[ClamdNetworkSocket]:
    """The scanner; ScannerAway for whatever fails on the way to it and back."""
    parts = urlsplit(settings.SCANNER)
    clamd = (
        ClamdNetworkSocket(parts.hostname, parts.port or 0, timeout=SILENCE)
        if parts.hostname
        else ClamdUnixSocket(parts.path, timeout=SILENCE)
    )
    try:
        yield clamd
    except (ClamdError, OSError, ValueError) as error:
        raise ScannerAway from error
    finally:
        with suppress(AttributeError):
            clamd.clamd_socket.close()  # which the library leaves open where nobody answered
