"""Where an incident stands: what was released when and whether in time, and what is due next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..clocks.terms import term_title
from ..models import Clock, Incident, Release, ReleaseSort

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Due:
    """What is due next, in words, and when; `late` at the moment that was asked about."""

    what: str
    at: datetime
    late: bool
    left: str

    @property
    def shape(self) -> str:
        return "late" if self.late else "soon"


@dataclass(frozen=True, slots=True)
class Said:
    """A signed release with the moment it was due, and how it kept it, in words."""

    release: Release
    due_at: datetime | None
    late: bool
    words: str


def next_due(incident: Incident, clocks: Iterable[Clock], signed: Sequence[Release], at: datetime) -> Due | None:
    """The running hours of the law and the next continuing release: whichever ends first."""
    if not incident.is_running:
        return None
    awaited = [(term_title(clock), clock.due_at) for clock in clocks if clock.stopped_at is None]
    last = signed[-1] if signed else None
    if last is not None and last.next_at is not None:
        awaited.append((_("Next release"), last.next_at))
    if not awaited:
        return None
    what, moment = min(awaited, key=lambda pair: pair[1])
    return Due(what, moment, moment < at, span(abs(moment - at)))


def kept(incident: Incident, clocks: Iterable[Clock], signed: Sequence[Release]) -> list[Said]:
    """Each release against what it was due by: the clock it stopped, else the hour the one before had named."""
    stopped = list(clocks)
    told, promised = [], None
    for release in signed:
        due = _clock_of(release, stopped) or promised
        told.append(_said(release, due))
        promised = release.next_at
    return told


def _clock_of(release: Release, clocks: Iterable[Clock]) -> datetime | None:
    mine = [clock.due_at for clock in clocks if clock.stopped_at == release.released_at and not clock.stopped_because]
    return min(mine, default=None)


def _said(release: Release, due: datetime | None) -> Said:
    moment = release.released_at
    assert moment is not None
    if due is None:
        return Said(release, None, late=False, words="")
    late = moment > due
    words = _("%(span)s late") if late else _("in time, with %(span)s left")
    return Said(release, due, late, words % {"span": span(abs(due - moment))})


def span(length: timedelta) -> str:
    """3 小时 20 分: as people say a stretch of time, from a minute to days."""
    minutes = int(length / MINUTE)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    told = [
        ngettext("%(n)d day", "%(n)d days", days) % {"n": days} if days else "",
        ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours} if hours else "",
        ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes} if minutes and not days else "",
    ]
    return " ".join(filter(None, told)) or _("less than a minute")


def sorts_possible(signed: Sequence[Release]) -> list[str]:
    """Which sorts of release may come now: the first one is the first, or a press conference."""
    if not signed:
        return [ReleaseSort.FIRST, ReleaseSort.PRESS]
    return [ReleaseSort.CONTINUING, ReleaseSort.PRESS, ReleaseSort.FINAL]
