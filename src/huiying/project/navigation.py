"""What stands in the desk's rail and the portal's head: only doors that are open, counts only where someone
must act.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiying.handling.waiting import waits
from huiying.people import policies
from huiying.people.models import User


@dataclass(frozen=True, slots=True)
class Door:
    """One line of the rail: the group it stands in, its address, its words, the deeds that open it, what waits behind
    it by the names of `handling.waiting`, and the letter that opens it after g.
    """

    group: Any
    route: str
    label: Any
    icon: str
    deed: str
    waiting: tuple[str, ...] = ()
    go: str = ""


NO_GROUP = ""  # what stands over every group
WORK = _("Casework")
WATCH = _("Oversight")
URGENT = _("Hot matters")
TELL = _("Publishing")
LEARN = _("Review and reports")
SETTINGS = _("Settings")  # folded, for those who have other work beside it

SUPERVISED = ("cards", "orders", "orders answered", "errands", "errands reported")
DOORS = (
    Door(NO_GROUP, "desk", _("Home"), "home", "", go="h"),
    Door(NO_GROUP, "desk-search", _("Search"), "search", "handling.read intake.read", go="s"),
    Door(WORK, "desk-inbox", _("Inbox"), "inbox", "intake.read", ("voices",), go="i"),
    Door(WORK, "desk-mine", _("My work"), "work", "handling.draft", ("cases", "parts"), go="m"),
    Door(
        WORK,
        "desk-review",
        _("Review"),
        "review",
        "handling.review.section_head handling.review.leader handling.review.office",
        ("reviews", "extensions"),
        go="r",
    ),
    Door(WORK, "desk-held-up", _("Held up"), "alert", "handling.part.assign", ("parts returned",)),
    Door(WORK, "desk-cases", _("Cases"), "case", "handling.read", go="c"),
    Door(WORK, "desk-disclosures", _("Disclosure requests"), "open-book", "handling.read"),
    Door(WORK, "desk-templates", _("Templates"), "template", "handling.templates"),
    Door(WATCH, "desk-clocks", _("Clocks"), "clock", "handling.read", ("late",), go="t"),
    Door(WATCH, "desk-supervision", _("Supervision"), "supervise", "handling.supervision", SUPERVISED, go="d"),
    Door(WATCH, "desk-loops", _("Four loops"), "loop", "handling.read"),
    Door(WATCH, "desk-personal", _("Requests of persons"), "keep", "handling.personal.read"),
    Door(WATCH, "desk-ledger", _("Ledger"), "ledger", "ledger.read"),
    Door(URGENT, "desk-topics", _("Topics"), "topic", "assessment.topics", go="p"),
    Door(URGENT, "desk-clues", _("Rumour clues"), "clue", "handling.clues.read", ("clues",)),
    Door(
        URGENT,
        "desk-emergencies",
        _("Emergencies"),
        "emergency",
        "handling.read",
        ("incidents", "releases"),
        go="e",
    ),
    Door(TELL, "desk-publish", _("Publish"), "publish", "publication.publish", ("answers",)),
    Door(TELL, "desk-releases", _("Releases"), "paper", "publication.manuscripts.read", ("manuscripts",)),
    Door(TELL, "desk-board", _("Public board"), "letter", "publication.board", ("board letters",)),
    Door(
        TELL,
        "desk-consultations",
        _("Consultations"),
        "consult",
        "publication.consultation.read",
        ("points", "results"),
    ),
    Door(LEARN, "desk-gap", _("Gap"), "filter", "publication.gap"),
    Door(LEARN, "desk-portal-search", _("Portal search"), "search", "publication.search"),
    Door(LEARN, "desk-inspection", _("Inspection"), "check", "publication.inspect"),
    Door(LEARN, "desk-reports", _("Reports"), "report", "reporting.read"),
    Door(LEARN, "desk-measures", _("Promised measures"), "check", "reporting.read"),
    Door(LEARN, "desk-drills", pgettext_lazy("drill", "Drills"), "drill", "drills.read"),
    Door(LEARN, "desk-lessons", _("Lessons"), "loop", "reporting.read"),
    Door(LEARN, "desk-trainings", _("Trainings"), "open-book", "people.trainings"),
    Door(SETTINGS, "desk-rules", _("Rules of time"), "calendar", "handling.rules"),
    Door(SETTINGS, "desk-keeping", _("Personal data"), "keep", "handling.anonymise"),
    Door(SETTINGS, "desk-channels", _("Channels"), "mail", "intake.channels"),
    Door(SETTINGS, "desk-interfaces", _("Interfaces"), "plug", "intake.tokens"),
    Door(SETTINGS, "desk-structure", _("Units and sections"), "people", "people.structure"),
    Door(SETTINGS, "desk-staff", _("Staff and posts"), "people", "people.appoint"),
    Door(SETTINGS, "desk-access", _("Access review"), "check", "accounts.review"),
)

OFFICE_ALONE = "desk-drills"  # no drill is set up in the world of another

PORTAL = (
    (_("Government information"), ("/zhengwu-gongkai/",)),
    (_("News"), ("/xinxi-fabu/",)),
    (_("Interaction"), ("/hudong-jiaoliu/", "/ask/", "/receipt/", "/status/", "/answers/", "/board/", "/due/")),
    (_("Consultations"), ("/yijian-zhengji/", "/consultations/")),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The rail of the desk for a signed-in person, and the columns of the portal for everyone else's pages."""
    person = getattr(request, "user", None)
    if isinstance(person, User) and request.path.startswith("/desk/"):
        # a part of a page that shows no rail does not pay for it
        rail = SimpleLazyObject(lambda: _rail(person, request.path))
        return {
            "rail": SimpleLazyObject(lambda: _lines(rail)),
            "rail_groups": SimpleLazyObject(lambda: _grouped(_lines(rail))),
            "rail_doors": SimpleLazyObject(lambda: _drawn("desk/rail_doors.html", get_language() or "", tuple(rail))),
            "rail_keys": SimpleLazyObject(lambda: _drawn("desk/rail_keys.html", get_language() or "", tuple(rail))),
        }
    return {"portal_nav": [_column(label, places, request.path) for label, places in PORTAL]}


def _column(label: Any, places: tuple[str, ...], path: str) -> dict[str, Any]:
    """A column of the portal's head: its first place is its address, in the others it is the current one too."""
    return {"label": label, "url": places[0], "current": path.startswith(places)}


@dataclass(frozen=True, slots=True)
class Line:
    """A door as one page shows it: what waits behind it, and whether it is the room that one is in."""

    route: str
    count: int
    current: bool


def _rail(person: User, path: str) -> tuple[Line, ...]:
    doors = [door for door in DOORS if _may_enter(door, person)]
    waiting = waits(person) if any(door.waiting for door in doors) else {}
    inside = {door.route for door in doors if _is_inside(door, path)}
    here = max(inside, key=lambda route: len(reverse(route)), default="")  # one room may stand in another's address
    return tuple(Line(door.route, sum(waiting[what] for what in door.waiting), door.route == here) for door in doors)


def _may_enter(door: Door, person: User) -> bool:
    if settings.DRILL and door.route == OFFICE_ALONE:
        return False
    deeds = door.deed.split()
    return not deeds or any(policies.allows(person, deed) for deed in deeds)


def _is_inside(door: Door, path: str) -> bool:
    url = reverse(door.route)
    return path == url if door.route == "desk" else path.startswith(url)


@lru_cache(maxsize=2048)
def _drawn(file: str, _language: str, rail: tuple[Line, ...]) -> SafeString:
    """The rail as it is on many pages, made once for the same doors and counts: a tenth of what a page takes."""
    lines = _lines(rail)
    return render_to_string(file, {"rail": lines, "rail_groups": _grouped(lines)})


def _lines(rail: Iterable[Line]) -> list[dict[str, Any]]:
    doors = {door.route: door for door in DOORS}
    return [_line(doors[line.route], line) for line in rail]


def _line(door: Door, line: Line) -> dict[str, Any]:
    told = {"label": door.label, "url": reverse(door.route), "icon": door.icon, "go": door.go, "group": door.group}
    return told | {"count": line.count, "current": line.current}


def _grouped(rail: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rail under its headings. The settings are folded, unless one stands in them or has no other work."""
    groups = [{"title": title, "lines": list(lines)} for title, lines in groupby(rail, key=itemgetter("group"))]
    others = [group for group in groups if group["title"] not in (NO_GROUP, SETTINGS)]
    for group in groups:
        group["folds"] = group["title"] is SETTINGS
        group["open"] = not others or any(line["current"] for line in group["lines"])
    return groups
