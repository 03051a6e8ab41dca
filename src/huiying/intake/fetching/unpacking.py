"""The content of an answer, unpacked as it comes and cut off where it grows too large: a gzip of 5 KB may hold 5 GB.

httpx would unpack each piece whole, and one packed many times over at once; here no more is unpacked than is taken.
"""

import zlib
from collections.abc import Iterable

from django.utils.translation import gettext as _

from ..channel import ChannelError

PACKED = {"gzip", "x-gzip", "deflate"}
GZIP_OR_ZLIB = 47  # zlib's window bits: either header


def unpacked(pieces: Iterable[bytes], coding: str, *, most: int, where: str) -> bytes:
    """The whole content; ChannelError where there is more than `most` bytes or it is packed in a way we did not ask."""
    coding = coding.strip().lower()
    if coding in PACKED:
        return _unzipped(pieces, most, where)
    if coding in {"", "identity"}:
        return _gathered(pieces, most, where)
    raise ChannelError(_("The answer is packed in an unknown way"), retry=False, where=where)


def _gathered(pieces: Iterable[bytes], most: int, where: str) -> bytes:
    content = bytearray()
    for piece in pieces:
        content += piece
        if len(content) > most:
            raise _too_large(most, where)
    return bytes(content)


def _unzipped(pieces: Iterable[bytes], most: int, where: str) -> bytes:
    content, unzip, empty = bytearray(), zlib.decompressobj(GZIP_OR_ZLIB), True
    try:
        for piece in pieces:
            empty = False
            content += unzip.decompress(piece, most + 1 - len(content))
            if len(content) > most:
                raise _too_large(most, where)
    except zlib.error as error:
        raise _damaged(where) from error
    if not unzip.eof and not empty:
        raise _damaged(where)
    return bytes(content)


def _too_large(most: int, where: str) -> ChannelError:
    return ChannelError(
        _("The answer is larger than %(most)d MiB") % {"most": most // 1024**2},
        retry=False,
        where=where,
        fix=_("Use an address with less on it, for instance the feed of one column."),
    )


def _damaged(where: str) -> ChannelError:
    return ChannelError(_("The answer broke off or is damaged"), retry=True, where=where)
