"""Whom a deed concerns, and what it asks of them. A deed that is missing here is nobody's message."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huiying.ledger.models import Entry
from huiying.people.models import Absence, Post, Role

from ..actions.signing import waiting_review
from ..models import Case, Extension, Grant, Mention
from ..rulebook import terms_granted_by

Keys = set[int]


@dataclass(frozen=True, slots=True)
class Matter:
    """What concerns these people: `at_once` is told outside a daily digest too."""

    people: Keys
    words: Any
    at_once: bool = False


def matter_of(entry: Entry, case: Case) -> Matter | None:
    """Whom an entry about a case concerns: without who did it, and with those who stand in today."""
    told = TABLE[entry.deed](entry, case)
    if told is None or not told.people:
        return None
    today = timezone.localdate()
    stand_ins = Absence.objects.on(today).filter(user__in=told.people).values_list("stand_in", flat=True)
    actor = entry.actor.partition(" ")[0]
    people = Post.objects.filter(user__in=told.people | set(stand_ins), user__is_active=True)
    keys = set(people.exclude(user__username=actor).values_list("user", flat=True))
    return Matter(keys, told.words, told.at_once)


def _handlers(case: Case, *, lead_only: bool = True) -> Keys:
    return {p.handler_id for p in case.parts.all() if p.handler_id and (p.is_lead or not lead_only)}


def _heads(sections: Iterable[int]) -> Keys:
    posts = Post.objects.filter(role=Role.SECTION_HEAD, section__in=sections)
    return set(posts.values_list("user", flat=True))


def _all(role: Role) -> Keys:
    return set(Post.objects.filter(role=role).values_list("user", flat=True))


def _assigned(entry: Entry, case: Case) -> Matter:
    return Matter(_heads(case.responsible_sections()), _("to be accepted"))


def _accepted(entry: Entry, case: Case) -> Matter:
    return Matter(_handlers(case, lead_only=False), _("given to you to handle"))


def _submitted(entry: Entry, case: Case) -> Matter | None:
    return _to_sign(case)


def _to_sign(case: Case) -> Matter | None:
    review = waiting_review(case)
    if review is None:
        return None
    signers = _heads(case.leading_sections()) if review.step == Role.SECTION_HEAD else _all(Role(review.step))
    return Matter(signers, _("waits for your signature"))


def _reviewed(entry: Entry, case: Case) -> Matter | None:
    if entry.facts.get("decision") == "sent_back":
        return Matter(_handlers(case), _("draft sent back to you"))
    return _to_sign(case) or Matter(_handlers(case), _("approved; the reply can be sent"))


def _alarm(entry: Entry, case: Case) -> Matter:
    level = entry.facts.get("level")
    people = _handlers(case, lead_only=False)
    if level in ("yellow", "red") or not people:
        people |= _heads(case.leading_sections())
    if level == "red" or not people:
        people |= _all(Role.INFORMATION)
    return Matter(people, ALARMS.get(str(level), ALARMS["first"]), at_once=True)


def _officers(words: Any) -> Callable[[Entry, Case], Matter]:
    return lambda entry, case: Matter(_all(Role.INFORMATION), words)


def _writers(words: Any) -> Callable[[Entry, Case], Matter]:
    return lambda entry, case: Matter(_handlers(case) or _heads(case.leading_sections()), words)


def _extension(entry: Entry, case: Case) -> Matter | None:
    asked = Extension.objects.filter(clock__case=case, grant=Grant.WAITING).select_related("clock").last()
    if asked is None:
        return None
    for role in (Role.LEADER, Role.INFORMATION):
        if asked.clock.term in terms_granted_by(role):
            return Matter(_all(role), _("an extension waits for your decision"))
    return Matter(_heads(case.leading_sections()), _("an extension waits for your decision"))


def _called(entry: Entry, case: Case) -> Matter:
    """Whom a note calls, while it stands; its words stay on the desk."""
    people = Mention.objects.filter(note=entry.facts.get("note"), note__withdrawn_at=None, read_at=None)
    return Matter(set(people.values_list("user", flat=True)), _("a note calls you"))


ALARMS = {
    "first": _("first reminder of the due date"),
    "yellow": _("yellow lamp: nearly due"),
    "red": _("red lamp: due or overdue"),
}
TABLE: dict[str, Callable[[Entry, Case], Matter | None]] = {
    "case.assigned": _assigned,
    "case.accepted": _accepted,
    "case.returned": _officers(_("returned; to be assigned again")),
    "case.reopened": _officers(_("opened again by its writer")),
    "case.more_said": _writers(_("the writer added something")),
    "writer.answered": _writers(_("the question was answered")),
    "note.added": _called,
    "draft.submitted": _submitted,
    "draft.reviewed": _reviewed,
    "clock.alarm": _alarm,
    "extension.asked": _extension,
    "extension.refused": _writers(_("the extension was refused")),
    "case.extended": _writers(_("the extension was granted")),
}
