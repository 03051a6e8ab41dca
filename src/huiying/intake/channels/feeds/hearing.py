"""From an entry to a voice: under which number, by whom, when, how far it spread, and whether it is watched for."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _

from ...channel import Heard, Refused
from ...watching import Watch, caught
from .reading import Entry
from .sources import Source
from .times import said_at

LONGEST_NUMBER = 120
MOST_KEPT = 20_000  # characters of the source's own form
_WORLDWIDE = ("http://", "https://", "tag:", "urn:")


@dataclass(frozen=True, slots=True)
class Piece:
    """An entry with its mark, by which its source's progress knows it again, and when it was said, if it tells."""

    entry: Entry
    mark: str
    said_at: datetime | None


def pieces(entries: Sequence[Entry], source: Source, at: datetime, most: int) -> list[Piece]:
    """The newest `most` entries, each once, the oldest first; without times, a list is newest first as feeds are."""
    found: dict[str, Piece] = {}
    for entry in entries:
        mark = digest(_told(entry, source), 12)
        found.setdefault(mark, Piece(entry, mark, said_at(entry.at, entry.moment, at)))
    newest = sorted(found.values(), key=lambda piece: piece.said_at or at, reverse=True)[:most]
    return newest[::-1]


def hear(piece: Piece, source: Source, *, base: str, watches: Sequence[Watch], at: datetime) -> Heard | Refused | None:
    """The voice; None where nobody watches for it, Refused where it says nothing."""
    entry, number = piece.entry, number_of(piece, source, at)
    text = entry.text or entry.title
    if not text:
        return Refused(external_id=number, reason=_("%(name)s: an entry without words") % {"name": source.name})
    watch = caught(watches, f"{entry.title}\n{entry.text}")
    if watch is None:
        return None
    return Heard(
        external_id=number,
        title=entry.title if entry.title != text else "",
        text=text,
        said_at=piece.said_at or at,
        said_by=entry.by or source.name,
        likes=entry.spread.get("likes", 0),
        spread={name: n for name, n in entry.spread.items() if name != "likes"},
        raw=_raw(entry, source, base, watch),
    )


def number_of(piece: Piece, source: Source, at: datetime) -> str:
    """The source's own number where it is one for all the world; else a digest, that two sources with a number 1 do not
    collide. What is hot again after months is said again: the month belongs to the number of a word on a hot list.
    """
    told = _told(piece.entry, source)
    if source.kind == "hot":
        month = timezone.localtime(piece.said_at or at).strftime("%Y-%m")
        return digest(f"{source.url}\x1f{told}\x1f{month}")
    if told.startswith(_WORLDWIDE) and len(told) <= LONGEST_NUMBER:
        return told
    return digest(f"{source.url}\x1f{told}")


def digest(told: str, length: int = 32) -> str:
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:length]


def _told(entry: Entry, source: Source) -> str:
    if source.kind == "page":
        return entry.text
    if source.kind == "hot":
        return entry.id or entry.title
    return entry.id or entry.link or f"{entry.title}\x1f{entry.text}"


def _raw(entry: Entry, source: Source, base: str, watch: str) -> dict[str, Any]:
    told = {
        "source": source.name,
        "link": _link(entry.link, base),
        "number": entry.id,
        "at": entry.at,
        "tags": list(entry.tags),
        "watch": watch,
        "content": entry.content[:MOST_KEPT] if "<" in entry.content else "",
    }
    return {key: value for key, value in told.items() if value}


def _link(link: str, base: str) -> str:
    try:
        whole = urljoin(base, link)
        return whole if link and urlsplit(whole).scheme in {"http", "https"} else ""
    except ValueError:
        return ""
