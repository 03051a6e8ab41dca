"""The sources of a channel as an office writes them: feeds, hot lists, pages; each mistake named by source and key."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from django.utils.translation import gettext as _

from huiying.core.errors import InputError

from ...channel import ChannelError
from ...fetching.asking import checked
from .parsing.pages import is_selector

MOST = 100
LONGEST = 1000  # characters of a value
MOST_MINUTES = 7 * 24 * 60
RSSHUB = "rsshub:"
COMMON = ("kind", "url", "name", "minutes")
NEEDS = {"feed": (), "hot": ("items", "title"), "page": ("select",)}
MAY = {"feed": (), "hot": ("text", "link", "id", "at", "heat", "reads", "likes", "reposts", "comments"), "page": ()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One address that is read. `how` tells the parser where things stand in what comes from it; `minutes` is the least
    time between two looks, 0 where the channel's own interval does.
    """

    kind: str
    url: str
    name: str
    minutes: int = 0
    how: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """By what its progress is found again: another address, or another place on it, is another source."""
        told = "\x1f".join([self.kind, self.url, *(f"{k}={v}" for k, v in sorted(self.how.items()))])
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def sources(settings: Mapping[str, Any]) -> tuple[Source, ...]:
    """The sources of a channel's settings; InputError with source and key where one is wrong."""
    rows = _rows(settings.get("sources") or "")
    if not rows:
        raise InputError(_("No source is named"), where="sources", fix=_("Name one with kind, url and name."))
    if len(rows) > MOST:
        raise InputError(_("There are more than %(most)d sources") % {"most": MOST}, where="sources")
    base = str(settings.get("rsshub") or "").strip()
    found = tuple(_source(row, n, base) for n, row in enumerate(rows, 1))
    for n, source in enumerate(found, 1):
        if any(source.key == other.key for other in found[: n - 1]):
            raise _error(_("This source stands here twice"), n, "url")
    return found


def _rows(told: Any) -> list[Any]:
    if isinstance(told, str):
        try:
            told = tomllib.loads(told)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise InputError(_("This is not TOML: %(why)s") % {"why": error}, where="sources") from error
    if isinstance(told, Mapping):
        if unknown := [str(key) for key in told if key != "sources"]:
            raise InputError(
                _("Unknown: %(keys)s") % {"keys": ", ".join(unknown)[:200]},
                where="sources",
                fix=_("Begin each source with a line [[sources]]."),
            )
        told = told.get("sources", [])
    if not isinstance(told, list):
        raise InputError(_("Sources are a list"), where="sources", fix=_("Begin each source with a line [[sources]]."))
    return told


def _source(row: Any, n: int, base: str) -> Source:
    if not isinstance(row, Mapping):
        raise _error(_("This is not a source"), n, "", _("Begin each source with a line [[sources]]."))
    kind = row.get("kind", "feed")
    if not isinstance(kind, str) or kind not in NEEDS:
        raise _error(_("There is no such kind"), n, "kind", _("It is one of %(kinds)s.") % {"kinds": ", ".join(NEEDS)})
    allowed = (*COMMON, *NEEDS[kind], *MAY[kind])
    for key, value in row.items():
        if key not in allowed:
            raise _error(_("Unknown key"), n, str(key)[:40], _("Allowed: %(keys)s") % {"keys": ", ".join(allowed)})
        if key != "minutes" and not (isinstance(value, str) and 0 < len(value.strip()) <= LONGEST):
            raise _error(_("A text in quotes is missing"), n, key)
    for key in ("url", *NEEDS[kind]):
        if key not in row:
            raise _error(_("This key is missing"), n, key)
    url = _address(row["url"].strip(), n, base)
    name = row.get("name", "").strip()[:60] or httpx.URL(url).host[:60]
    how = {key: row[key].strip() for key in (*NEEDS[kind], *MAY[kind]) if key in row}
    if kind == "page" and not is_selector(how["select"]):
        raise _error(_("The selector cannot be read"), n, "select", _("For example: .news-list li"))
    return Source(kind=kind, url=url, name=name, minutes=_minutes(row.get("minutes", 0), n), how=how)


def _address(url: str, n: int, base: str) -> str:
    if url.startswith(RSSHUB):
        if not base:
            fix = _("Set the address of your RSSHub in the channel's settings.")
            raise _error(_("No RSSHub is set"), n, "url", fix)
        url = f"{base.rstrip('/')}/{url.removeprefix(RSSHUB).lstrip('/')}"
    try:
        checked(url)
    except ChannelError as error:
        raise _error(error.what, n, "url", error.fix) from error
    return url


def _minutes(value: Any, n: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_MINUTES:
        raise _error(_("A whole number of minutes from 0 to %(most)d") % {"most": MOST_MINUTES}, n, "minutes")
    return value


def _error(what: str, n: int, key: str, fix: str = "") -> InputError:
    where = _("source %(n)d, key %(key)s") if key else _("source %(n)d")
    return InputError(what, where=where % {"n": n, "key": key}, fix=fix)
