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

from clamav_client.clamd import BufferTooLongError, ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from .channel import Attached, ChannelError

SILENCE: Final = 30  # seconds until an answer is no longer waited for
HOLDS: Final = 600  # seconds for which a verdict does
CLEAN: Final = ""
LONGEST_NAME: Final = 80


class ScannerAway(ChannelError):
    """The scanner cannot be asked."""

    def __init__(self) -> None:
        super().__init__(
            _("Files cannot be looked at for viruses just now"),
            retry=True,
            fix=_("It is tried again by itself. If it stays so, see whether clamd runs (scanner in huiying.toml)."),
        )


def show(files: Iterable[Attached]) -> None:
    """Let the scanner look at files that came by themselves; ScannerAway where it cannot, so that they wait."""
    for file in files:
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
    with _clamd() as clamd:
        try:
            verdict, what = clamd.instream(BytesIO(content)).get("stream", ("", None))
        except BufferTooLongError:
            return _("larger than the scanner takes")
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
