"""Reads a scenario: all that is wrong in it is told at once, each with its line and what to do."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TypeVar

from django.utils.translation import gettext as _

from huiying.core.errors import InputError

from . import checking
from .durations import LONGEST
from .fields import Fields
from .mistakes import Mistake, Mistakes, ScenarioError, TooMany, nearest
from .model import MINUTE, POINTS, Rumour, Scenario, Stream, Truth, When
from .nodes import Table, composed, decoded

__all__ = ["Mistake", "ScenarioError", "read", "shipped", "shipped_named"]

SHIPPED = Path(__file__).parent.parent / "scenarios"
MOST_VOICES = 20_000
T = TypeVar("T", Stream, Truth, Rumour)


def read(text: str | bytes, *, where: str = "") -> Scenario:
    """ScenarioError names every mistake; `where` is the file's name, for the message."""
    mistakes, found = Mistakes(), None
    with suppress(TooMany):
        found = _read(text, mistakes)
    if found is None or mistakes:
        raise ScenarioError(mistakes, where=where)
    return found


@cache
def shipped() -> tuple[Scenario, ...]:
    """The scenarios that come with Huiying, in the order of their keys."""
    return tuple(read(path.read_bytes(), where=path.name) for path in sorted(SHIPPED.glob("*.yaml")))


def shipped_named(key: str) -> Scenario:
    """InputError where there is none of that key, with the nearest."""
    for scenario in shipped():
        if scenario.key == key:
            return scenario
    raise InputError(
        _("No scenario is called “%(key)s”") % {"key": key}, fix=nearest(key, [scenario.key for scenario in shipped()])
    )


def _read(given: str | bytes, mistakes: Mistakes) -> Scenario | None:
    text = decoded(given, mistakes)
    root = composed(text, mistakes) if text is not None else None
    if text is None or mistakes:
        return None
    if not isinstance(root, Table):
        fix = _("Begin with “key: …” and “title: …”, a line each.")
        mistakes.add(1, _("This is no scenario: a table of keys and values is missing"), fix)
        return None
    words = _words(Fields(root, "scenario", mistakes, {}))
    return _scenario(Fields(root, "scenario", mistakes, words), text, mistakes)


def _words(top: Fields) -> dict[str, str]:
    """The variables of the texts; a word holds no other word."""
    table = top.table("words")
    return {key: table.text(key, need=True, most=200) for key in table.keys()} if table else {}  # noqa: SIM118


def _scenario(top: Fields, text: str, mistakes: Mistakes) -> Scenario:
    lasts = top.duration("lasts", LONGEST, need=True)
    if top.has("lasts") and lasts < 10 * MINUTE:
        top.wrong("lasts", _("A drill lasts longer than that"), _("Give at least 10m."))
    top.allow(["words"])  # read already
    rumours = [checking.rumour(fields) for fields in top.tables("rumours")]
    names = [one.key for one in rumours]
    moments = [checking.moment(fields, lasts, names) for fields in top.tables("moments")]
    made = Scenario(
        key=checking.slug(top, "key"),
        title=top.text("title", need=True, most=100),
        about=top.text("about", need=True, most=500),
        sort=checking.sort(top),
        begins=checking.hour(top, "begins"),
        lasts=lasts,
        level=checking.level(top),
        place=top.text("place", most=100),
        brief=top.text("brief"),
        streams=tuple(checking.stream(fields, lasts, names) for fields in top.tables("streams")),
        moments=tuple(sorted(moments, key=lambda one: one.at)),
        reactions=tuple(checking.reaction(fields, lasts, names) for fields in top.tables("reactions")),
        truths=tuple(checking.truth(fields, lasts) for fields in top.tables("truths")),
        rumours=tuple(rumours),
        weights=_weights(top),
        lessons=top.texts("lessons", most=300),
        text=text,
    )
    top.finish()
    _unique(made.streams, lambda one: one.name, mistakes)
    _unique(made.truths, lambda one: one.name, mistakes)
    _unique(made.rumours, lambda one: one.key, mistakes)
    _as_a_whole(top, made)
    return made


def _weights(top: Fields) -> dict[str, float]:
    table = top.table("weights")
    if table is None:
        return {}
    found = {key: table.number(key, 0, 10, need=True) for key in POINTS if table.has(key)}
    table.allow(POINTS)
    table.finish()
    return found


def _unique(made: Sequence[T], name: Callable[[T], str], mistakes: Mistakes) -> None:
    lines: dict[str, int] = {}
    for one in made:
        first = lines.setdefault(name(one), one.line)
        if first != one.line and name(one):
            what = _("The name “%(name)s” is given twice") % {"name": name(one)}
            mistakes.add(one.line, what, _("Change one; the first is in line %(line)s.") % {"line": first})


def _as_a_whole(top: Fields, made: Scenario) -> None:
    """What no part can know by itself."""
    if not made.streams and not made.moments:
        top.mistakes.add(1, _("Nothing happens in this scenario"), _("Add “streams” or “moments”."))
    count = checking.total(made.streams, made.reactions, made.lasts)
    if count > MOST_VOICES:
        what = _("In the worst case there would be %(count)s voices") % {"count": count}
        fix = _("Keep it below %(most)s: lower rates, or shorten streams.") % {"most": MOST_VOICES}
        top.wrong("streams", what, fix)
    for one in checking.both_ways(made.moments):
        what = _("“%(channel)s” cannot come up or go down here") % {"channel": one.channel}
        top.mistakes.add(one.line, what, _("A source goes down first, then comes up, then may go down again."))
    if not any(truth.denies for truth in made.truths):
        for each in made.reactions:
            if each.when is When.CONTRADICTION:
                fix = _("Add “denies” to one of “truths”, or take this reaction away.")
                top.mistakes.add(each.line, _("Nothing can be contradicted"), fix)
