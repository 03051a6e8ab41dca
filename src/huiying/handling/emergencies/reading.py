"""复盘 · The frozen figures of a review as lines that people read."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import AfterAction, Starts, Stopped
from .standing import span

Line = tuple[str, str, bool]  # its name, what it says, and whether something was late


def read(review: AfterAction) -> list[Line]:
    """The figures in the order of the events."""
    told = review.figures
    lines: list[Line] = [
        (_("It happened"), _moment(told.get("happened")), False),
        (_("We found out"), _moment(told.get("found")), False),
        (_("The hours ran from"), str(Starts(told["starts"]).label) if told.get("starts") else "", False),
        _first(told),
        *(_term(term) for term in told.get("terms", [])),
        (_("Releases"), _releases(told), bool(told.get("late"))),
        (_("Conferrals"), str(told.get("conferrals", 0)), False),
        (_("Voices when it was opened, and when it ended"), _voices(told), False),
        (_("Letters merged into it, and answered"), f"{told.get('letters', 0)} → {told.get('answered', 0)}", False),
        _tasks(told),
        (_("It lasted"), span(timedelta(minutes=told.get("lasted", 0))), False),
    ]
    return lines


def _first(told: dict[str, Any]) -> Line:
    if told.get("first") is None:
        return _("First release"), _("none"), True
    after = {"moment": _moment(told["first"]), "span": span(timedelta(minutes=told["first_after"]))}
    return _("First release"), _("%(moment)s, after %(span)s") % after, False


def _term(term: dict[str, Any]) -> Line:
    name = f"{term['title']}（{term['hours']} 小时）" if term.get("hours") else term["title"]
    if term.get("because"):
        return name, str(Stopped(term["because"]).label), False
    if term.get("stopped") is None:
        return name, _("not done when it ended"), True
    if term.get("late"):
        return name, _("%(span)s late") % {"span": span(timedelta(minutes=term["late"]))}, True
    return name, _("in time"), False


def _releases(told: dict[str, Any]) -> str:
    words = ngettext("%(n)d release", "%(n)d releases", told.get("releases", 0)) % {"n": told.get("releases", 0)}
    if told.get("late"):
        words += _(", %(n)d of them late") % {"n": told["late"]}
    return words


def _voices(told: dict[str, Any]) -> str:
    return f"{told.get('voices_then', 0)} → {told.get('voices_now', 0)}"


def _tasks(told: dict[str, Any]) -> Line:
    late = told.get("tasks_late", 0)
    words = str(told.get("tasks", 0)) + (_(", %(n)d of them late") % {"n": late} if late else "")
    return _("Tasks"), words, bool(late)


def _moment(told: str | None) -> str:
    return datetime.fromisoformat(told).strftime("%Y-%m-%d %H:%M") if told else "—"
