"""期限表 · The terms of a regulation as a table for people: how long, how far extended, when warned, on what ground."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from huiying.core.alarms import Alarms, Level, Passed, Point
from huiying.core.provisions import Regulation
from huiying.core.term import Term, counted

from ..clocks.terms import spoken
from ..models import Lamp


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term in words. `extension` is empty where none is allowed; `alarms` are sentences, one for each lamp."""

    name: str
    title: str
    amount: str
    citation: str
    extension: str
    approver: str
    alarms: tuple[str, ...]
    confidence: str


def term_table(regulation: Regulation) -> list[TermRow]:
    return [_row(term, regulation) for term in regulation.terms.values()]


def _row(term: Term, regulation: Regulation) -> TermRow:
    return TermRow(
        name=term.id,
        title=spoken(term.title),
        amount=spoken(counted(term.unit, term.amount)),
        citation=spoken(term.cited),
        extension=_extension(term),
        approver=_approver(term),
        alarms=tuple(_alarms(term, regulation)),
        confidence=_confidence(term.confidence),
    )


def _extension(term: Term) -> str:
    if not term.extend:
        return ""
    return _("at most %(amount)s") % {"amount": spoken(counted(term.unit, term.extend))}


def _approver(term: Term) -> str:
    """Who grants it, as the act says and as the step of the office that does it."""
    if not term.extend:
        return ""
    steps = {
        "section_head": _("section head"),
        "information": _("information section"),
        "leader": _("leader in charge"),
    }
    step = steps.get(term.approver, term.approver)
    told = _("granted by the %(step)s") % {"step": step}
    return f"{told} · {spoken(term.extend_by)}" if term.extend_by else told


def _alarms(term: Term, regulation: Regulation) -> Iterator[str]:
    """Each lamp with its moment; where kinds of case differ, under the name of each."""
    kinds = [kind for kind in regulation.kinds.values() if any(each.term == term.id for each in kind.terms.values())]
    told = {kind.title: tuple(_alarm_lines(kind.alarms)) for kind in kinds}
    alike = len(set(told.values())) == 1
    for title, lines in list(told.items())[:1] if alike else told.items():
        joined = _("; ").join(lines)
        yield from lines if alike else [f"{title}：{joined}"]


def _alarm_lines(alarms: Alarms) -> Iterator[str]:
    for level in Level:
        if level in alarms:
            yield f"{Lamp(level.value).label}：{_moment(alarms[level])}"


def _moment(point: Point) -> str:
    if isinstance(point, Passed):
        return _("when %(percent)d%% of the time has passed") % {"percent": point.percent}
    if point.amount == 0:
        return _("at the end")
    return _("%(amount)s before the end") % {"amount": spoken(counted(point.unit, point.amount))}


def _confidence(mark: str) -> str:
    told = {
        "A": _("the act's own text was read"),
        "B": _("read in another source"),
        "B2": _("read in two or more sources"),
        "M": _("an unverified default, to be set by the office"),
    }
    return told.get(mark, mark)
