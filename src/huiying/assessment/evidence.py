"""Why the machine proposes what it proposes, as lines that a page can show: the proposal, how sure it is, the words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiying.core import regulation

from .marks import Passage
from .models import Proposal

MOST_WORDS = 5
CRITERION = "criterion"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a proposal. `score` is 0 to 1, None where the machine gave none; `words` are of the letter.

    What is not `sure` is the likeliest, for a person to look at.
    """

    score: float | None = None
    words: tuple[str, ...] = ()
    because: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the five criteria that the letter meets (国办发〔2016〕61号)."""

    id: int
    title: str
    score: float | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """A warning with its icon: an emergency, or what may be a rumour."""

    sort: str
    label: str
    words: tuple[str, ...]


def judged(proposal: Proposal) -> dict[str, Line]:
    """The lines of a proposal by what they propose: kind, theme, level, lead, co_sections, rumour."""
    said = proposal.said
    routes = said.get("sections", [])
    return {
        "kind": _line(said, "kind", said.get("kind_because", "")),
        "theme": _line(said, "theme", said.get("theme_because", "")),
        "level": Line(because="；".join(said.get("level_because", ()))),
        "lead": _line(said, "section", _because(routes, lead=True)),
        "co_sections": Line(because=_because(routes, lead=False)),
        "rumour": _rumour(said),
    }


def _line(said: dict[str, Any], sort: str, because: str) -> Line:
    """Proposals of before the machine said how sure it is are shown as they were."""
    return Line(said.get(f"{sort}_score"), words_of(said, sort), because, said.get(f"{sort}_sure") is not False)


def _rumour(said: dict[str, Any]) -> Line:
    """How likely it is one is told only where the machine takes it for one."""
    if not said.get("rumour"):
        return Line(because=said.get("rumour_because", ""))
    return Line(said.get("rumour_score"), words_of(said, "rumour"), said.get("rumour_because", ""))


def criteria(proposal: Proposal) -> list[Criterion]:
    """The criteria that the letter meets, with the words that triggered each."""
    english = get_language() == "en"
    titles = {c.id: c.title_en if english else c.title for c in regulation.load().criteria}
    return [
        Criterion(hit["id"], titles.get(hit["id"], ""), hit.get("score"), tuple(hit.get("evidence", ()))[:MOST_WORDS])
        for hit in proposal.criteria
    ]


def flags(proposal: Proposal) -> list[Flag]:
    warned = (
        (proposal.emergency, "emergency", _("Emergency")),
        (proposal.rumour, "rumour", _("Possible rumour")),
    )
    return [Flag(sort, label, words_of(proposal.said, sort)) for met, sort, label in warned if met]


def words_of(said: dict[str, Any], sort: str) -> tuple[str, ...]:
    """The words of the letter that speak for a kind, a theme or a warning, the weightiest first."""
    told = said.get(f"{sort}_evidence", ())
    return tuple(word["word"] if isinstance(word, dict) else word for word in told)[:MOST_WORDS]


def sorts_of(passages: Iterable[Passage]) -> list[tuple[str, str]]:
    """The sorts of marks that fall on a letter, with the words of their switches."""
    seen = {_sort(mark) for passage in passages for mark in passage.marks}
    return [(sort, label) for sort, label in _labels() if sort in seen]


def _sort(mark: str) -> str:
    return CRITERION if mark.startswith(CRITERION) else mark


def _labels() -> list[tuple[str, str]]:
    return [
        ("kind", _("Kind")),
        ("theme", _("Theme")),
        ("section", _("Section")),
        ("place", _("Place")),
        (CRITERION, _("Criteria")),
        ("emergency", _("Emergency")),
        ("rumour", _("Rumour")),
        ("privacy", _("Personal data")),
    ]


def _because(routes: Iterable[dict[str, Any]], *, lead: bool) -> str:
    return "；".join(route["because"] for route in routes if route["lead"] is lead and route.get("because"))
