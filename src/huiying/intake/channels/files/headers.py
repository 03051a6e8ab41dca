"""Which column of a file is which field of a letter: told by `--map`, else recognised by its header."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from huiying.core.errors import InputError

from .synonyms import FIELDS, MEANING

SHOWN = 30
_NOTE = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]$")
_FILLING = re.compile(r"[\s_\-*:#.\u200b\ufeff]+")


def plain(header: str) -> str:
    """A header without what differs from file to file: width, case, spaces, marks, a note in brackets at its end.

    "Reply_Time" → "replytime", "＊留言时间（必填）" → "留言时间".
    """
    folded = unicodedata.normalize("NFKC", header).casefold().strip()
    bare = _FILLING.sub("", folded)
    return _NOTE.sub("", bare) or bare


def check_fields(mapping: Mapping[str, str]) -> None:
    """A mapping names fields that exist, each once; else InputError."""
    for header, field in mapping.items():
        if field not in FIELDS:
            raise InputError(
                _("“%(header)s” is mapped to “%(field)s”, which is not a field") % {"header": header, "field": field},
                where="--map",
                fix=_("Fields: %(known)s") % {"known": ", ".join(FIELDS)},
            )
    twice = sorted({f for f in mapping.values() if list(mapping.values()).count(f) > 1})
    if twice:
        raise InputError(
            _("More than one header is mapped to %(fields)s") % {"fields": ", ".join(twice)},
            where="--map",
            fix=_("Map each field once."),
        )


def fields_of(headers: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Field → header, of the headers that are recognised; `mapping` wins, then the better synonym."""
    told = {field: header for header, field in _told(headers, mapping).items()}
    best: dict[str, tuple[int, str]] = {}
    for header in headers:
        field, rank = MEANING.get(plain(header), ("", 0))
        if field and field not in told and header not in told.values() and rank < best.get(field, (1000, ""))[0]:
            best[field] = (rank, header)
    return told | {field: header for field, (_rank, header) in best.items()}


def missing(headers: Iterable[str], mapping: Mapping[str, str]) -> list[str]:
    """The headers that `mapping` names and the file does not have."""
    there = {plain(h) for h in headers}
    return [h for h in mapping if plain(h) not in there]


def suffices(fields: Mapping[str, str]) -> bool:
    """A table of letters says at least what was said (a text, or a title) and when."""
    return "time" in fields and ("text" in fields or "title" in fields)


def refuse(headers: Sequence[str], mapping: Mapping[str, str]) -> InputError:
    """Why these headers are not those of letters, and what there is to map."""
    there = _("Headers of this file: %(headers)s") % {"headers": _shown(headers)}
    lost = missing(headers, mapping)
    if lost:
        what = _("The file has no header named %(headers)s") % {"headers": ", ".join(lost)}
        return InputError(what, fix=there)
    fields = fields_of(headers, mapping)
    if "text" in fields or "title" in fields:
        what, field = _("No header was recognised as the time of the letters"), "time"
    else:
        what, field = _("No header was recognised as the text of the letters"), "text"
    advice = _("%(there)s. Name the column with --map HEADER=%(field)s.") % {"there": there, "field": field}
    return InputError(what, fix=advice)


def _told(headers: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    exact = {h: f for h, f in mapping.items() if h in headers}
    loose = {plain(h): f for h, f in mapping.items() if h not in exact}
    return exact | {h: loose[plain(h)] for h in reversed(headers) if h not in exact and plain(h) in loose}


def _shown(headers: Sequence[str]) -> str:
    named = [h for h in headers if h]
    return ", ".join(h[:40] for h in named[:SHOWN]) + ("…" if len(named) > SHOWN else "")
