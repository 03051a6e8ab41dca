"""From the tables of a file to a scenario, part by part; what is wrong is collected, nothing is guessed."""

import re
from collections.abc import Sequence
from datetime import timedelta
from difflib import get_close_matches

from django.utils.translation import gettext as _

from .durations import written
from .fields import Fields
from .mistakes import nearest
from .model import (
    ADDRESSED_CHANNELS,
    CHANNELS,
    FIGURES,
    LEVELS,
    MINUTE,
    MOST_TEMPER,
    PARTS,
    Moment,
    MomentKind,
    Reaction,
    Rumour,
    Sort,
    Stream,
    Truth,
    When,
)

MOST_RATE = 600
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_HOUR = re.compile(r"([01]?\d|2[0-3])[:：][0-5]\d", re.ASCII)
VOICES = frozenset({MomentKind.LETTER, MomentKind.POST, MomentKind.NEWS})
WITH_CHANNEL = VOICES | {MomentKind.DOWN, MomentKind.UP}
SIGNED = frozenset({MomentKind.CALL, MomentKind.INSTRUCTION})
WAITING = frozenset({When.SILENCE, When.CALL, When.PROMISE})
OWN_KEYS = {
    When.SILENCE: ("after",),
    When.CALL: ("after",),
    When.PROMISE: ("after",),
    When.RELEASE: ("has", "lacks"),
    When.WORDS: ("words",),
    When.RUMOUR: ("rumour",),
}
"""The keys of a reaction that mean something only with some of what it may wait for."""


def slug(fields: Fields, key: str) -> str:
    found = fields.text(key, need=True, most=40)
    if found and not _SLUG.fullmatch(found):
        what = _("“%(key)s: %(text)s” is no key") % {"key": key, "text": found}
        fields.wrong(key, what, _("Use small letters, digits and hyphens, as subsidy-rumour."))
    return found


def hour(fields: Fields, key: str) -> str:
    found = fields.text(key, need=True)
    if found and not _HOUR.fullmatch(found):
        what = _("“%(key)s: %(text)s” is no hour of the day") % {"key": key, "text": found}
        fields.wrong(key, what, _("Write it as 08:30."))
    return found.replace("：", ":").zfill(5)


def channel_of(fields: Fields, *, need: bool) -> str:
    """A form, a connector, or the key of a channel of the office's own, which nobody knows before the drill begins."""
    found = fields.text("channel", need=need, most=50)
    own = _SLUG.fullmatch(found) and ("-" in found or not get_close_matches(found, CHANNELS, n=1, cutoff=0.75))
    if found and found not in CHANNELS and not own:
        what = _("“%(key)s: %(text)s” is not known") % {"key": "channel", "text": found}
        fields.wrong("channel", what, nearest(found, CHANNELS))
    return found


def level(fields: Fields) -> str:
    return fields.one_of("level", LEVELS)


def sort(fields: Fields) -> Sort:
    found = fields.one_of("sort", [one.value for one in Sort], need=True)
    return Sort(found) if found else Sort.MISREAD


def rumour(fields: Fields) -> Rumour:
    made = Rumour(
        key=slug(fields, "key"),
        says=fields.text("says", need=True),
        answers=fields.texts("answers", need=True),
        unlawful=fields.flag("unlawful", False),
        line=fields.line,
    )
    fields.finish()
    return made


def truth(fields: Fields, lasts: timedelta) -> Truth:
    made = Truth(
        name=fields.text("name", need=True, most=80),
        tells=fields.texts("tells", need=True),
        denies=fields.texts("denies"),
        known_at=fields.duration("known_at"),
        line=fields.line,
    )
    _within(fields, "known_at", made.known_at, lasts)
    fields.finish()
    return made


def stream(fields: Fields, lasts: timedelta, rumours: Sequence[str]) -> Stream:
    channel = channel_of(fields, need=True)
    made = Stream(
        name=fields.text("name", need=True, most=40),
        channel=channel,
        start=fields.duration("from"),
        end=fields.duration("until", lasts),
        rate=fields.number("rate", 0.1, MOST_RATE, need=True),
        wordings=fields.texts("wordings", need=True),
        title=fields.text("title", most=100),
        writers=fields.texts("writers", most=60),
        addressed=fields.flag("addressed", channel in ADDRESSED_CHANNELS),
        follows_temper=fields.flag("follows_temper", True),
        rises=fields.duration("rises"),
        fades=fields.duration("fades"),
        rumour=fields.one_of("rumour", rumours),
        spread=fields.ranges("spread", FIGURES),
        line=fields.line,
    )
    _span(fields, made.start, made.end, lasts)
    if made.start < made.end < made.start + made.rises + made.fades:
        what = _("“rises” and “fades” are longer than the stream")
        fields.wrong("rises" if made.rises else "fades", what, _("Make them shorter, or the stream longer."))
    fields.finish()
    return made


def moment(fields: Fields, lasts: timedelta, rumours: Sequence[str]) -> Moment:
    found = fields.one_of("kind", [one.value for one in MomentKind], need=True)
    kind = MomentKind(found) if found else MomentKind.POST
    made = Moment(
        at=fields.duration("at", need=True),
        kind=kind,
        text=fields.text("text", need=kind not in (MomentKind.DOWN, MomentKind.UP), most=_longest(kind)),
        title=fields.text("title", most=100),
        who=fields.text("who", need=kind in SIGNED, most=60),
        channel=channel_of(fields, need=bool(found) and kind in WITH_CHANNEL),
        within=fields.duration("within", 10 * MINUTE),
        rumour=fields.one_of("rumour", rumours),
        spread=fields.counts("spread", FIGURES),
        line=fields.line,
    )
    _within(fields, "at", made.at, lasts)
    if found:
        nothing = [] if kind in VOICES else ["rumour", "spread"]
        nothing += [] if kind in WITH_CHANNEL else ["channel"]
        nothing += [] if kind is MomentKind.CALL else ["within"]
        fields.meaningless(nothing, f"kind: {kind}")
    if kind is MomentKind.CALL and made.within < MINUTE:
        fields.wrong("within", _("Nobody can answer a call in so short a time"), _("Give at least 1m."))
    fields.finish()
    return made


def _longest(kind: MomentKind) -> int:
    return 500 if kind is MomentKind.HINT else 5000


def reaction(fields: Fields, lasts: timedelta, rumours: Sequence[str]) -> Reaction:
    found = fields.one_of("when", [one.value for one in When], need=True)
    when = When(found) if found else When.REPLY
    says = fields.texts("says")
    made = Reaction(
        when=when,
        temper=fields.number("temper", 0.1, 10, 1),
        after=fields.duration("after", need=when is When.SILENCE),
        every=fields.duration("every"),
        start=fields.duration("from"),
        end=fields.duration("until", lasts),
        has=fields.some_of("has", PARTS),
        lacks=fields.some_of("lacks", PARTS),
        words=fields.texts("words", need=when is When.WORDS),
        rumour=fields.one_of("rumour", rumours, need=when is When.RUMOUR),
        says=says,
        channel=channel_of(fields, need=bool(says)),
        because=fields.text("because", most=200),
        line=fields.line,
    )
    if found:
        own = OWN_KEYS.get(when, ())
        fields.meaningless(sorted({key for keys in OWN_KEYS.values() for key in keys} - {*own}), f"when: {when}")
    _does_something(fields, made)
    _span(fields, made.start, made.end, lasts)
    fields.finish()
    return made


def _does_something(fields: Fields, made: Reaction) -> None:
    if not fields.has("temper") and not fields.has("says"):
        what = _("A reaction changes the temper or lets people say something; this one does neither")
        fields.mistakes.add(fields.line, what, _("Add “temper: 1.3” or “says: [...]”."))
    both = sorted({*made.has} & {*made.lacks})
    if both:
        what = _("“%(part)s” stands in “has” and in “lacks”") % {"part": both[0]}
        fields.wrong("lacks", what, _("Leave it in one of them."))
    if fields.has("every") and made.every < MINUTE:
        fields.wrong("every", _("“every” is too short"), _("Give at least 1m."))


def _within(fields: Fields, key: str, at: timedelta, lasts: timedelta) -> None:
    if at > lasts:
        what = _("“%(key)s: %(at)s” is after the end of the drill") % {"key": key, "at": written(at)}
        fields.wrong(key, what, _("The drill lasts %(lasts)s.") % {"lasts": written(lasts)})


def _span(fields: Fields, start: timedelta, end: timedelta, lasts: timedelta) -> None:
    _within(fields, "from", start, lasts)
    _within(fields, "until", end, lasts)
    if start >= end and start <= lasts:
        key = "from" if fields.has("from") else "until"
        what = _("“from: %(start)s” is not before “until: %(end)s”") % {"start": written(start), "end": written(end)}
        fields.wrong(key, what, _("Put “from” before “until”."))


def total(streams: Sequence[Stream], reactions: Sequence[Reaction], lasts: timedelta) -> int:
    """How many voices there could ever be: every stream at the highest temper, every reaction as often as it may."""
    hours = timedelta(hours=1)
    made = 0.0
    for one in streams:
        made += one.rate * (one.end - one.start) / hours * (MOST_TEMPER if one.follows_temper else 1)
    for each in reactions:
        made += lasts / each.every if each.says and each.every else 1
    return round(made)


def both_ways(moments: Sequence[Moment]) -> list[Moment]:
    """Sources that come up and were not down before, or go down twice."""
    down: set[str] = set()
    wrong = []
    for one in sorted(moments, key=lambda moment: moment.at):
        if one.kind is MomentKind.DOWN:
            wrong += [one] if one.channel in down else []
            down.add(one.channel)
        elif one.kind is MomentKind.UP:
            wrong += [] if one.channel in down else [one]
            down.discard(one.channel)
    return wrong
