"""Whom a deed of supervision concerns: what is about a case is told with its number, what is not by its own. Never what
was written.
"""

from collections.abc import Callable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from huiying.ledger.models import Entry
from huiying.people.models import Post, Role, Section

from ..models import Case, ChaseOrder, ChaseState, Instruction, LateList, PersonRequest
from .matter import Keys, Matter

CARDS = {"yellow": gettext_lazy("a yellow card was given"), "red": gettext_lazy("a red card was given")}
OF_A_SECTION = (Role.SECTION_HEAD, Role.HANDLER, Role.INFORMATION)


def heads_of(sections: set[int] | frozenset[int]) -> Keys:
    posts = Post.objects.filter(role=Role.SECTION_HEAD, section__in=sections)
    return set(posts.values_list("user", flat=True))


def all_of(role: Role, unit: int | None) -> Keys:
    """Whoever holds the role in a unit, by its key, or in the whole installation."""
    posts = Post.objects.filter(role=role)
    if unit is not None:
        posts = posts.filter(Q(unit=unit) | Q(unit=None))
    return set(posts.values_list("user", flat=True))


def people_of(sections: set[int] | frozenset[int]) -> Keys:
    """The head of each section; everybody there where it has none."""
    posts = Post.objects.filter(role__in=OF_A_SECTION, section__in=sections)
    held = list(posts.values_list("section", "role", "user"))
    led = {section for section, role, _user in held if role == Role.SECTION_HEAD}
    return {user for section, role, user in held if role == Role.SECTION_HEAD or section not in led}


def card_given(entry: Entry, case: Case) -> Matter:
    part = case.lead_part()
    people = heads_of(case.leading_sections()) | ({part.handler_id} if part and part.handler_id else set())
    words = CARDS[str(entry.facts.get("colour", "yellow"))]
    return Matter(people or all_of(Role.INFORMATION, case.unit_id), words, at_once=True)


def card_explained(entry: Entry, case: Case) -> Matter:
    return Matter(all_of(Role.INFORMATION, case.unit_id), gettext_lazy("a card was explained"))


def card_withdrawn(entry: Entry, case: Case) -> Matter:
    return Matter(people_of(case.leading_sections()), gettext_lazy("a card was withdrawn"))


def reminded(entry: Entry, case: Case) -> Matter:
    part = case.lead_part()
    people = {part.handler_id} if part and part.handler_id else people_of(case.leading_sections())
    return Matter(people, gettext_lazy("you are reminded of it"), at_once=True)


# ── chase orders ──


def _order(entry: Entry) -> ChaseOrder | None:
    """The order that an entry tells of, by its key or by its number on the case."""
    orders = ChaseOrder.objects.select_related("issued_by", "section")
    sort, _colon, name = entry.about.partition(":")
    if sort == "chase":
        return orders.filter(pk=name).first()
    year, _dash, serial = str(entry.facts.get("number", "")).partition("-")
    if not serial.isdigit():
        return None
    return orders.filter(case__number=name, year=year, serial=serial).first()


def chase(entry: Entry, case: Case | None = None) -> Matter | None:
    order = _order(entry)
    if order is None:
        return None
    words = {
        "chase.issued": gettext_lazy("Chase order %(number)s: to be signed for and answered"),
        "chase.answered": gettext_lazy("Chase order %(number)s: answered; to be accepted"),
        "chase.sent_back": gettext_lazy("Chase order %(number)s: the answer was sent back"),
        "chase.accepted": gettext_lazy("Chase order %(number)s: accepted and closed"),
        "chase.cancelled": gettext_lazy("Chase order %(number)s: cancelled"),
    }[entry.deed]
    people = people_of({order.section_id})
    if entry.deed == "chase.answered":
        people = {order.issued_by_id}
        if order.state == ChaseState.ANSWERED:
            people |= all_of(Role.INFORMATION, order.section.unit_id)
    text = words % {"number": order.number}
    at_once = entry.deed in ("chase.issued", "chase.sent_back", "chase.cancelled")
    return Matter(people, "", at_once, text=text, path=reverse("desk-chase", args=[order.pk]))


# ── instructions ──


def _instruction(entry: Entry) -> Instruction | None:
    """The instruction that an entry tells of: by its key, or the last one on the case that is at this point."""
    sort, _colon, name = entry.about.partition(":")
    if sort == "instruction":
        return Instruction.objects.filter(pk=name).first()
    found = Instruction.objects.filter(case__number=name)
    if key := entry.facts.get("instruction"):
        found = found.filter(pk=key)
    return found.first()


def instruction(entry: Entry, case: Case | None = None) -> Matter | None:
    found = _instruction(entry)
    if found is None:
        return None
    words = {
        "instruction.given": _("An instruction of the leadership is to be carried out"),
        "instruction.reported": _("A report on your instruction is to be accepted"),
        "instruction.sent_back": _("A report on an instruction was sent back"),
        "instruction.accepted": _("A report on an instruction was accepted"),
        "instruction.withdrawn": _("An instruction was withdrawn"),
    }[entry.deed]
    concerned = Section.objects.filter(errands__instruction=found)
    if entry.deed in ("instruction.sent_back", "instruction.accepted"):
        concerned = concerned.filter(name=entry.facts.get("section", ""))
    people = (
        {found.by_id}
        if entry.deed == "instruction.reported"
        else people_of(set(concerned.values_list("pk", flat=True)))
    )
    if entry.deed == "instruction.given":
        people |= all_of(Role.INFORMATION, found.unit_id)
    text = f"{case.number}: {words}" if case else words
    path = reverse("desk-instruction", args=[found.pk])
    return Matter(people, "", entry.deed != "instruction.accepted", text=text, path=path)


# ── the weekly late list ──


def late_list(entry: Entry, case: Case | None = None) -> Matter | None:
    frozen = LateList.objects.filter(pk=entry.about.partition(":")[2]).first()
    if frozen is None:
        return None
    posts = Post.objects.filter(role=Role.SECTION_HEAD, section__unit=frozen.unit_id)
    people = all_of(Role.LEADER, frozen.unit_id) | set(posts.values_list("user", flat=True))
    n = int(entry.facts.get("rows", 0))
    text = ngettext("Weekly late list: %(n)d case", "Weekly late list: %(n)d cases", n) % {"n": n}
    return Matter(people, "", text=text, path=f"{reverse('desk-late-list')}?list={frozen.pk}")


# ── papers that are written by themselves ──


def paper(entry: Entry) -> Matter:
    """Whoever its schedule names is told that it is there, and who set the schedule that it could not be written: by
    its days, and by nothing of what it says.
    """
    days = {"start": entry.facts.get("start", ""), "end": entry.facts.get("end", "")}
    people = {int(key) for key in entry.facts.get("told", ())}
    if entry.deed == "commission.failed":
        text = _("The paper of %(start)s – %(end)s could not be written") % days
        return Matter(people, "", text=text, path=reverse("desk-reports"))
    text = _("The paper of %(start)s – %(end)s is written") % days
    return Matter(people, "", text=text, path=reverse("desk-snapshot", args=[entry.facts["snapshot"]]))


# ── requests of persons ──


def erasure(entry: Entry) -> Matter | None:
    """A leader decides on the erasure of a person's data; the message has the number alone."""
    found = PersonRequest.objects.filter(number=entry.about.partition(":")[2]).first()
    if found is None:
        return None
    text = _("%(number)s: a request for erasure waits for your decision") % {"number": found.number}
    path = reverse("desk-personal-request", args=[found.number])
    return Matter(all_of(Role.LEADER, found.unit_id), "", text=text, path=path)


SUPERVISED: dict[str, Callable[[Entry, Case], Matter | None]] = {
    "card.given": card_given,
    "card.explained": card_explained,
    "card.withdrawn": card_withdrawn,
    "case.reminded": reminded,
    **{f"chase.{deed}": chase for deed in ("issued", "answered", "sent_back", "accepted", "cancelled")},
    **{f"instruction.{deed}": instruction for deed in ("given", "reported", "sent_back", "accepted", "withdrawn")},
}
# Entries that are about no case.
OF_THEIR_OWN: dict[str, Callable[[Entry], Matter | None]] = {
    **{name: chase for name in SUPERVISED if name.startswith("chase.")},
    **{name: instruction for name in SUPERVISED if name.startswith("instruction.")},
    "late_list.frozen": late_list,
    "paper.scheduled": paper,
    "commission.failed": paper,
    "personal.asked": erasure,
}
