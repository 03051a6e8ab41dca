"""Takes the result of a drill from another world, which may say anything: only what has the right form is let in."""

import json
import math
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, NoReturn

from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.drills.scenario.model import Sort

from .rubric import NAMES
from .scoring import VERSION, total

MOST_BYTES: Final = 8 * 1024 * 1024
MOST_ROWS: Final = 20_000
MOST_LINE, MOST_TEXT = 500, 4000
MOST_DAYS: Final = 3660
"""Of a drill, and until something is trained."""
LONGEST: Final[Mapping[str, int]] = {"reasons": 50, "evidence": 50, "buckets": 2000, "posts": 50, "lessons": 100}
"""Lists that a paper has to hold; the others may have MOST_ROWS."""

Form = Any
"""str, float or bool (a number and a truth), None with another as a tuple, [form] of a list, a mapping of names."""

LINE: Final = "line"
TEXT: Final = "text"
MOMENT: Final = "moment"
NUMBER: Final = "number"
COUNT: Final = "count"
SHARE: Final = "share"
MAYBE_SHARE: Final = "share or nothing"
FLAG: Final = "flag"
COUNTS: Final = "counts by name"
EVIDENCE: Final = {"what": LINE, "at": (MOMENT, ""), "ref": LINE, "words": TEXT}
POINT: Final = {
    "key": LINE,
    "name": LINE,
    "weight": NUMBER,
    "points": MAYBE_SHARE,
    "reasons": [TEXT],
    "evidence": [EVIDENCE],
}
EVENT: Final = {
    "at": MOMENT,
    "minute": NUMBER,
    "kind": LINE,
    "what": LINE,
    "who": LINE,
    "ref": LINE,
    "words": TEXT,
}
FORM: Final = {
    "version": COUNT,
    "drill": {
        "key": LINE,
        "title": LINE,
        "scenario": LINE,
        "scenario_title": LINE,
        "about": TEXT,
        "sort": LINE,
        "level": LINE,
        "place": LINE,
        "seed": COUNT,
        "organ": LINE,
        "information": LINE,
        "regulation": LINE,
    },
    "began_at": MOMENT,
    "ended_at": MOMENT,
    "minutes": COUNT,
    "score": SHARE,
    "points": [POINT],
    "figures": {
        "voices": COUNT,
        "matter": COUNT,
        "taken_in": COUNT,
        "injected": COUNT,
        "channels": COUNTS,
        "rumours": COUNT,
        "releases": COUNT,
        "posts": COUNT,
        "replies": COUNT,
        "calls": COUNT,
        "calls_answered": COUNT,
        "incidents": COUNT,
        "clues": COUNT,
        "peak_temper": NUMBER,
        "last_temper": NUMBER,
    },
    "timeline": [EVENT],
    "series": {
        "step": COUNT,
        "buckets": [{"at": MOMENT, "minute": NUMBER, "count": COUNT, "channels": COUNTS}],
        "temper": [{"at": MOMENT, "minute": NUMBER, "value": NUMBER}],
    },
    "participants": [{"name": LINE, "posts": [LINE], "trainer": FLAG, "deeds": COUNT, "calls": COUNT}],
    "lessons": [{"what": TEXT, "because": TEXT, "point": LINE, "days": COUNT}],
}


def read_result(text: str | bytes) -> dict[str, Any]:
    """The result that a text holds. InputError says where it has not the form of one."""
    if len(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        _refuse("", _("it is larger than %(most)d MB") % {"most": MOST_BYTES // (1024 * 1024)})
    try:
        told = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise InputError(_("This is not the result of a drill."), fix=_FIX()) from error
    if not isinstance(told, dict) or told.get("version") != VERSION or isinstance(told.get("version"), bool):
        _refuse("version", _("version %(version)d is what is read here") % {"version": VERSION})
    _check(told, FORM, "")
    _check_whole(told)
    return told


def _FIX() -> str:  # noqa: N802
    return _("Take the result from the drill's own world again.")


def _refuse(where: str, why: str) -> NoReturn:
    raise InputError(_("This is not the result of a drill: %(why)s.") % {"why": why}, where=where, fix=_FIX())


def _no_constant(told: str) -> NoReturn:
    raise ValueError(told)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name that stands twice says two things."""
    told = dict(pairs)
    if len(told) != len(pairs):
        raise ValueError("a name stands twice")
    return told


def _check(told: Any, form: Form, where: str) -> None:
    if isinstance(form, str):
        if not CHECKS[form](told):
            _refuse(where, _("“%(where)s” is not as it should be") % {"where": where})
    elif isinstance(form, tuple):
        first, otherwise = form
        if told != otherwise:
            _check(told, first, where)
    elif isinstance(form, list):
        most = LONGEST.get(where.rpartition(".")[2], MOST_ROWS)
        if not isinstance(told, list) or len(told) > most:
            _refuse(where, _("“%(where)s” is not as it should be") % {"where": where})
        for place, each in enumerate(told):
            _check(each, form[0], f"{where}[{place}]")
    else:
        if not isinstance(told, dict) or told.keys() != form.keys():
            _refuse(where, _("“%(where)s” has not the names that it should") % {"where": where})
        for name, inner in form.items():
            _check(told[name], inner, f"{where}.{name}".lstrip("."))


def _is_line(told: Any) -> bool:
    return isinstance(told, str) and len(told) <= MOST_LINE and _is_clean(told) and "\n" not in told


def _is_text(told: Any) -> bool:
    return isinstance(told, str) and len(told) <= MOST_TEXT and _is_clean(told)


def _is_clean(told: str) -> bool:
    """Neither half a character nor one that no reader sees and a database refuses."""
    return not any((ord(char) < 32 and char not in "\n\r\t") or 0xD800 <= ord(char) < 0xE000 for char in told)


def _is_number(told: Any) -> bool:
    return isinstance(told, int | float) and not isinstance(told, bool) and math.isfinite(told) and 0 <= told <= 1e9


def _is_count(told: Any) -> bool:
    return isinstance(told, int) and _is_number(told)


def _is_share(told: Any) -> bool:
    return _is_number(told) and told <= 100


def _is_moment(told: Any) -> bool:
    if not isinstance(told, str) or len(told) > 40:
        return False
    try:
        return datetime.fromisoformat(told).tzinfo is not None
    except ValueError:
        return False


def _is_counts(told: Any) -> bool:
    named = isinstance(told, dict) and len(told) <= 200
    return named and all(_is_line(name) and _is_count(count) for name, count in told.items())


CHECKS: Final[Mapping[str, Callable[[Any], bool]]] = {
    LINE: _is_line,
    TEXT: _is_text,
    MOMENT: _is_moment,
    NUMBER: _is_number,
    COUNT: _is_count,
    SHARE: _is_share,
    MAYBE_SHARE: lambda told: told is None or _is_share(told),
    FLAG: lambda told: isinstance(told, bool),
    COUNTS: _is_counts,
}


def _check_whole(told: dict[str, Any]) -> None:
    """What the parts say of each other: the points are those of the rubric, and the score is their mean."""
    if [point["key"] for point in told["points"]] != list(NAMES):
        _refuse("points", _("the points are not those of the score"))
    if abs(total(told["points"]) - told["score"]) > 0.05:
        _refuse("score", _("the score is not the mean of its points"))
    if told["drill"]["sort"] not in set(Sort):
        _refuse("drill.sort", _("this sort of drill is not known"))
    if any(not lesson["what"].strip() or lesson["days"] > MOST_DAYS for lesson in told["lessons"]):
        _refuse("lessons", _("a lesson says nothing, or has no day"))
    if not told["series"]["temper"] or not told["series"]["step"] or told["minutes"] > MOST_DAYS * 24 * 60:
        _refuse("series", _("the curves do not fit the time"))
    if datetime.fromisoformat(told["began_at"]) > datetime.fromisoformat(told["ended_at"]):
        _refuse("ended_at", _("it ended before it began"))
