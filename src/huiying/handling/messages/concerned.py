"""Whom a deed concerns, and what it asks of them. A deed that is missing here is nobody's message."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huiying.ledger.models import Entry
from huiying.people.models import Absence, LeadingGroupSeat, Post, Role, Seat

from ..actions.signing import waiting_reviews
from ..models import Case, Duty, Extension, Grant, IncidentTask, Mention, Part, Release, Review
from ..rulebook import terms_granted_by
from ..signers import ROLE_OF
from .matter import Keys, Matter
from .supervised import OF_THEIR_OWN, SUPERVISED, all_of


def matter_of(entry: Entry, case: Case) -> Matter | None:
    """Whom an entry about a case concerns: without who did it, and with those who stand in today."""
    return _without_who_did_it(entry, TABLE[entry.deed](entry, case))


def matter_of_its_own(entry: Entry) -> Matter | None:
    """The same for an entry that is about no case."""
    return _without_who_did_it(entry, OF_THEIR_OWN[entry.deed](entry))


def _without_who_did_it(entry: Entry, told: Matter | None) -> Matter | None:
    if told is None or not told.people:
        return None
    today = timezone.localdate()
    stand_ins = Absence.objects.on(today).filter(user__in=told.people).values_list("stand_in", flat=True)
    actor = entry.actor.partition(" ")[0]
    people = Post.objects.filter(user__in=told.people | set(stand_ins), user__is_active=True)
    keys = set(people.exclude(user__username=actor).values_list("user", flat=True))
    return replace(told, people=keys)


def _handlers(case: Case, *, lead_only: bool = True) -> Keys:
    return {p.handler_id for p in case.parts.all() if p.handler_id and (p.is_lead or not lead_only)}


def _heads(sections: Iterable[int]) -> Keys:
    posts = Post.objects.filter(role=Role.SECTION_HEAD, section__in=sections)
    return set(posts.values_list("user", flat=True))


def _assigned(entry: Entry, case: Case) -> Matter:
    return Matter(_heads(case.responsible_sections()), _("to be accepted"))


def _accepted(entry: Entry, case: Case) -> Matter:
    return Matter(_handlers(case, lead_only=False), _("given to you to handle"))


def _submitted(entry: Entry, case: Case) -> Matter | None:
    return _to_sign(case)


def _to_sign(case: Case) -> Matter | None:
    waiting = waiting_reviews(case)
    if not waiting:
        return None
    signers: Keys = set()
    for review in waiting:
        signers |= _signers(review, case)
    return Matter(signers, _("waits for your signature"))


def _signers(review: Review, case: Case) -> Keys:
    """Whom a step asks: the head of a section, the head of the leading group, or all who hold the post."""
    if ROLE_OF[review.step] == Role.SECTION_HEAD:
        return _heads([review.section_id] if review.section_id else case.leading_sections())
    heads = LeadingGroupSeat.objects.filter(seat=Seat.HEAD, unit=case.unit_id)
    principal = set(heads.values_list("user", flat=True))
    if review.step == "principal":
        return principal
    return all_of(ROLE_OF[review.step], case.unit_id) - (principal if "principal" in review.draft.steps else set())


def _part(entry: Entry) -> Part | None:
    """The part that an entry names by its section."""
    case = entry.about.partition(":")[2]
    return Part.objects.filter(case__number=case, section__name=entry.facts.get("to") or entry.facts["section"]).first()


def _part_accepted(entry: Entry, case: Case) -> Matter | None:
    part = _part(entry)
    return Matter({part.handler_id}, _("a part was given to you")) if part and part.handler_id else None


def _part_moved(entry: Entry, case: Case) -> Matter | None:
    part = _part(entry)
    return Matter(_heads([part.section_id]), _("a part for your section")) if part else None


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
        people |= all_of(Role.INFORMATION, case.unit_id)
    return Matter(people, ALARMS.get(str(level), ALARMS["first"]), at_once=True)


def _officers(words: Any) -> Callable[[Entry, Case], Matter]:
    return lambda entry, case: Matter(all_of(Role.INFORMATION, case.unit_id), words)


def _writers(words: Any) -> Callable[[Entry, Case], Matter]:
    return lambda entry, case: Matter(_handlers(case) or _heads(case.leading_sections()), words)


def _extension(entry: Entry, case: Case) -> Matter | None:
    asked = Extension.objects.filter(clock__case=case, grant=Grant.WAITING).select_related("clock").last()
    if asked is None:
        return None
    for role in (Role.LEADER, Role.INFORMATION):
        if asked.clock.term in terms_granted_by(role):
            return Matter(all_of(role, case.unit_id), _("an extension waits for your decision"))
    return Matter(_heads(case.leading_sections()), _("an extension waits for your decision"))


def _incident(words: Any) -> Callable[[Entry, Case], Matter | None]:
    """Something about an incident that the leaders and the people on duty are told at any hour."""

    def told(entry: Entry, case: Case) -> Matter:
        return Matter(
            all_of(Role.LEADER, case.unit_id) | _on_duty(entry, case),
            words,
            at_once=True,
            wakes=True,
            route="desk-emergency",
        )

    return told


def _on_duty(entry: Entry, case: Case) -> Keys:
    duties = Duty.objects.filter(unit__incidents__case=case, day=timezone.localtime(entry.at).date())
    return {key for pair in duties.values_list("leader", "officer") for key in pair}


def _release_sent_back(entry: Entry, case: Case) -> Matter:
    writers = set(Release.objects.filter(incident__case=case, state="draft").values_list("by", flat=True))
    return Matter(
        writers | _on_duty(entry, case), _("release sent back"), at_once=True, wakes=True, route="desk-emergency"
    )


def _tasks_given(entry: Entry, case: Case) -> Matter:
    given = IncidentTask.objects.filter(incident__case=case, at=entry.at, done_at=None)
    return Matter(
        set(given.values_list("who", flat=True)),
        _("a task was given to you"),
        at_once=True,
        route="desk-emergency-tasks",
    )


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
    "part.accepted": _part_accepted,
    "part.reassigned": _part_moved,
    "part.returned": _officers(_("a part was returned; to be given to another section")),
    "part.given": _writers(_("a section has given its part")),
    "comment.made": _writers(_("a passage of your draft was commented on")),
    "draft.withdrawn": _writers(_("the approved text was withdrawn to drafting")),
    "note.added": _called,
    "draft.submitted": _submitted,
    "draft.reviewed": _reviewed,
    "clock.alarm": _alarm,
    "extension.asked": _extension,
    "extension.refused": _writers(_("the extension was refused")),
    "case.extended": _writers(_("the extension was granted")),
    **SUPERVISED,
    "incident.opened": _incident(_("an incident was opened")),
    "incident.graded": _incident(_("the level of the incident was changed")),
    "incident.corrected": _incident(_("the hours of the incident were corrected")),
    "incident.overdue": _incident(_("the next release is overdue")),
    "release.altered": _incident(_("the portal does not say what was signed")),
    "release.submitted": _incident(_("a release waits for a signature")),
    "release.sent_back": _release_sent_back,
    "conferral.kept": _tasks_given,
    "review.kept": _tasks_given,
}
