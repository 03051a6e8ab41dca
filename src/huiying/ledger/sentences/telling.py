"""An entry as a sentence."""

from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiying.core.remaining import closing_time, last_day

from ..actions import MACHINE, PUBLIC
from ..models import Entry
from .names import NAMES
from .texts import SENTENCES
from .words import (
    COLOURS,
    FACTORS,
    INQUIRIES,
    OUTCOMES,
    PAPERS,
    PARTS,
    RELEASES,
    RESULTS,
    ROLES,
    RULINGS,
    STEPS,
    THINGS,
    VERDICTS,
)

PERSONS = ("for", "stand_in", "leader", "officer", "signer", "player")  # facts that name one of the staff
SHORT = 12  # characters of a digest that a sentence shows; the entry has it whole


class _Facts(dict[str, str]):
    """Facts as words; what an entry does not tell is left out of its sentence."""

    def __missing__(self, key: str) -> str:
        return "—"


def sentence(entry: Entry) -> str:
    """What was done, by whom, in the reader's language."""
    told = SENTENCES.get(_variant(entry)) or SENTENCES.get(entry.deed)
    if told is None:
        return f"{who(entry.actor)} · {entry.deed}"
    return str(told) % _words(entry)


def who(actor: str) -> str:
    """An actor by name: staff without their login, the machine, the writer, or a channel's key."""
    if actor in (MACHINE, PUBLIC):
        return _("The machine") if actor == MACHINE else _("The writer")
    login, _space, name = actor.partition(" ")
    return name or login


def quoted(entry: Entry) -> str:
    """The person's own words that go with a deed: a comment, or a reason."""
    return str(entry.told.get("comment") or entry.told.get("reason") or "")


def thing(about: str) -> str:
    """What an entry is about, in words: case 2026-00017."""
    sort, _colon, name = about.partition(":")
    return f"{THINGS.get(sort, sort)} {name}".strip()


def _variant(entry: Entry) -> str:
    facts: Any = entry.told
    deed = entry.deed
    variants = {
        "archive.written": "plain" if facts.get("plain") else "",
        "voice.heard": "by hand" if " " in entry.actor else "",
        "proposal.confirmed": "corrected" if facts.get("changed") else "",
        "case.assigned": "to several" if facts.get("co_sections") else "",
        "office.backed_up": "sealed" if facts.get("sealed") else "",
        "draft.submitted": "open" if facts.get("open") else "",
        "draft.reviewed": _reviewed(facts),
        "answer.published": "masked" if facts.get("masked") else "",
        "writer.asked": facts.get("why", ""),
        "writer.answered": facts.get("why", ""),
        "clock.alarm": facts.get("level", ""),
        "card.given": facts.get("colour", ""),
        "chase.answered": "late" if facts.get("late") else "",
        "instruction.reported": "late" if facts.get("late") else "",
        "instruction.accepted": "done" if facts.get("done") else "",
        "clock.moved": "same" if facts.get("before") == facts.get("after") else "",
        "clue.written": "checked" if facts.get("checked") else "",
        "clue.signed": "for" if facts.get("for") else "",
        "incident.opened": "happened" if facts.get("starts") == "happened" else "",
        "incident.graded": "same" if facts.get("level") == facts.get("level_before") else "",
        "incident.ended": "final" if facts.get("final") else "",
        "release.signed": " ".join(word for word in ("late", "for") if facts.get(word)),
        "drill.injected": "call" if facts.get("kind") == "call" else "",
        "drill.call_answered": "late" if facts.get("late") else "",
        "task.done": "late" if facts.get("late") else "",
        "reply.delivered": _delivered(facts),
        "training.attended": "" if facts.get("outcome") else "off",
        "note.added": "calling" if facts.get("mentioned") else "",
        "file.enclosed": "to the writer" if facts.get("to_writer") else "",
        "case.exported": "unmasked" if facts.get("unmasked") else "with files" if facts.get("files") else "",
        **dict.fromkeys(INQUIRIES, "corrected" if facts.get("corrects") else ""),
        "reply.rated": {True: "solved", False: "unsolved"}.get(facts.get("solved"), ""),
    }
    return f"{deed} {variants.get(deed, '')}".strip()


def _reviewed(facts: dict[str, Any]) -> str:
    decision = str(facts.get("decision", ""))
    if facts.get("for"):
        return f"{decision} for"
    if "public" in facts and decision == "approved":
        return "approved secrecy" if facts["public"] else "approved secrecy kept"
    return decision


def _delivered(facts: dict[str, Any]) -> str:
    if facts.get("into"):
        return "merged"
    return "late" if facts.get("late") else "added" if facts.get("additions") else ""


def _words(entry: Entry) -> _Facts:
    facts: dict[str, Any] = entry.told
    words = _Facts({key: str(value) for key, value in facts.items() if value not in ("", None)})
    words |= {key: _moment(words[key]) for key in ("before", "after", "due", "since", "since_before") if key in words}
    words["who"] = who(entry.actor)
    words["judged"] = " · ".join(str(facts[key]) for key in ("kind", "theme", "level") if facts.get(key)) or "—"
    words["short"] = _listed([digest[:SHORT] for digest in facts.get("digests", [facts.get("digest", "")])])
    words["merged"] = _listed(facts.get("cases", []))
    words["undone"] = str(NAMES.get(facts.get("undone", ""), ""))
    words["others"] = _listed(facts.get("co_sections", []))
    words["mentioned"] = _listed([who(str(name)) for name in facts.get("mentioned", [])])
    words["listed"] = _listed([f"“{name}”" for name in facts.get("others", [])])
    words["changed"] = _listed([PARTS.get(key, key) for key in facts.get("changed", [])])
    words["handler"] = who(str(facts.get("handler", "")))
    words["steps"] = _listed([STEPS.get(step, step) for step in facts.get("steps", [])])
    words["additions"] = _listed(facts.get("additions", []))
    words["step"] = str(STEPS.get(str(facts.get("step")), facts.get("step", "")))
    words |= {key: who(words[key]) for key in ("for", "stand_in") if key in words}
    words["colour"] = str(COLOURS.get(str(facts.get("colour")), ""))
    words["sections"] = _listed(facts.get("sections", []))
    if entry.deed == "card.given" and not facts.get("section"):
        words["section"] = _("The information section")
    words |= {key: who(words[key]) for key in PERSONS if key in words}
    words["release"] = str(RELEASES.get(str(facts.get("sort")), facts.get("sort", "")))
    for key, told in (("verdict", VERDICTS), ("result", RESULTS), ("outcome", OUTCOMES)):
        words[key] = str(told.get(str(facts.get(key)), facts.get(key, "")))
    words["person_name"] = who(str(facts.get("person", "")))
    words["writer_name"] = who(str(facts.get("writer", "")))
    words |= {key: str(RULINGS.get(str(facts[key]), facts[key])) for key in ("ruling", "machine") if key in facts}
    words["role"] = str(ROLES.get(str(facts.get("role")), facts.get("role", "")))
    words["factor"] = str(FACTORS.get(str(facts.get("factor")), facts.get("factor", "")))
    words["paper"] = str(PAPERS.get(str(facts.get("kind")), facts.get("kind", "")))
    return words


def _moment(told: str) -> str:
    """The end of a term as people say it: 2026-03-24 24:00, 2026年3月24日 24:00. What is no moment stays as it is."""
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        return told
    day = last_day(at)
    in_chinese = (get_language() or "").startswith("zh")
    return f"{f'{day.year}年{day.month}月{day.day}日' if in_chinese else day} {closing_time(at)}"


def _listed(names: list[Any]) -> str:
    return _(", ").join(str(name) for name in names)
