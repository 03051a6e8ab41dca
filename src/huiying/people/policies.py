"""Who may do what: one table from deed to roles, and how far each role reaches.

A role reaches everywhere (`ANY`), the matters in which its own sections have a part (`SECTION`) or lead (`LEAD`), or
those it handles itself (`OWN`).
No person (None) is the machine, or whoever holds the command line: it may do only what `MACHINE` lists, and never
decides, sends or publishes.
"""

from enum import StrEnum
from typing import Protocol, runtime_checkable

from django.utils.translation import gettext as _

from huiying.core.errors import NotAllowed

from .models import Role, User


class Reach(StrEnum):
    ANY = "any"
    SECTION = "section"
    LEAD = "lead"
    OWN = "own"


@runtime_checkable
class Governed(Protocol):
    """A thing with responsible sections and handlers, as the policies need to know it."""

    def responsible_sections(self) -> frozenset[int]: ...

    def leading_sections(self) -> frozenset[int]: ...

    def responsible_handlers(self) -> frozenset[int]: ...


R = Role
POLICY: dict[str, dict[Role, Reach]] = {
    "intake.import": {R.INFORMATION: Reach.ANY},
    "intake.read": {R.INFORMATION: Reach.ANY, R.LEADER: Reach.ANY},
    "intake.channels": {R.ADMINISTRATOR: Reach.ANY, R.INFORMATION: Reach.ANY},
    "intake.deliveries": {R.INFORMATION: Reach.ANY},
    "intake.persons": {R.INFORMATION: Reach.ANY},
    "intake.tokens": {R.ADMINISTRATOR: Reach.ANY},
    "assessment.confirm": {R.INFORMATION: Reach.ANY},
    "assessment.topics": {R.INFORMATION: Reach.ANY, R.LEADER: Reach.ANY, R.SECTION_HEAD: Reach.ANY},
    "assessment.topics.change": {R.INFORMATION: Reach.ANY},
    "assessment.thresholds": {R.INFORMATION: Reach.ANY, R.ADMINISTRATOR: Reach.ANY},
    "handling.open": {R.INFORMATION: Reach.ANY},
    "handling.read": {
        R.INFORMATION: Reach.ANY,
        R.LEADER: Reach.ANY,
        R.AUDITOR: Reach.ANY,
        R.SECTION_HEAD: Reach.SECTION,
        R.HANDLER: Reach.SECTION,
    },
    "handling.unmask": {R.INFORMATION: Reach.ANY, R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.SECTION},
    "handling.assign": {R.INFORMATION: Reach.ANY},
    "handling.accept": {R.SECTION_HEAD: Reach.LEAD, R.HANDLER: Reach.LEAD},
    "handling.return": {R.SECTION_HEAD: Reach.LEAD, R.HANDLER: Reach.LEAD},
    "handling.decline": {R.INFORMATION: Reach.ANY},
    "handling.transfer": {R.INFORMATION: Reach.ANY},
    "handling.merge": {R.INFORMATION: Reach.ANY},
    "handling.ask": {R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.OWN},
    "handling.extend": {R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.LEAD},
    "handling.extend.section_head": {R.SECTION_HEAD: Reach.LEAD},
    "handling.extend.information": {R.INFORMATION: Reach.ANY},
    "handling.extend.leader": {R.LEADER: Reach.ANY},
    "handling.rules": {R.INFORMATION: Reach.ANY, R.ADMINISTRATOR: Reach.ANY},
    "handling.draft": {R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.OWN},
    "handling.submit": {R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.OWN},
    "handling.review.section_head": {R.SECTION_HEAD: Reach.LEAD},
    "handling.review.leader": {R.LEADER: Reach.ANY},
    "handling.deliver": {R.INFORMATION: Reach.ANY, R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.OWN},
    "handling.close": {R.INFORMATION: Reach.ANY, R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.OWN},
    "handling.inquire": {R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.LEAD},
    "handling.adoption": {R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.LEAD},
    "handling.anonymise": {R.INFORMATION: Reach.ANY},
    "handling.hold": {R.INFORMATION: Reach.ANY},
    "publication.publish": {R.INFORMATION: Reach.ANY, R.EDITOR: Reach.ANY},
    "reporting.read": {
        R.INFORMATION: Reach.ANY,
        R.LEADER: Reach.ANY,
        R.AUDITOR: Reach.ANY,
        R.SECTION_HEAD: Reach.ANY,
    },
    "reporting.write": {R.INFORMATION: Reach.ANY},
    "people.appoint": {R.SECURITY: Reach.ANY},
    "people.absences": {R.INFORMATION: Reach.ANY, R.SECURITY: Reach.ANY},
    "ledger.read": {R.AUDITOR: Reach.ANY},
}

MACHINE = frozenset(
    {"people.appoint", "intake.import", "intake.tokens", "handling.open", "handling.rules", "handling.anonymise"}
    | {"reporting.write"}
)


def allows(by: User | None, deed: str, thing: object = None) -> bool:
    """Whether `by` may do `deed`, to `thing` where one is given. None is the machine."""
    if by is None:
        return deed in MACHINE
    if not by.is_active:
        return False
    grants = POLICY.get(deed, {})
    return any(_reaches(by, role, reach, thing) for role, reach in grants.items() if role in by.roles)


def require(by: User | None, deed: str, thing: object = None) -> None:
    """Refuse, with a sentence, what the table does not grant."""
    if not allows(by, deed, thing):
        raise NotAllowed(
            _("%(who)s may not do this: %(deed)s.") % {"who": by or _("The machine"), "deed": deed},
            fix=_("Ask the information section or the person responsible for the matter."),
        )


def on_behalf(by: User, deed: str, thing: object = None) -> User | None:
    """Whom `by` stands in for where their own posts do not grant the deed to `thing`; the first whose posts do."""
    grants = POLICY.get(deed, {})
    for person, alone in by.as_each():
        if any(_reaches(alone, role, reach, thing) for role, reach in grants.items() if role in alone.roles):
            return None if person == by else person
    return None


def _reaches(by: User, role: Role, reach: Reach, thing: object) -> bool:
    if reach is Reach.ANY or thing is None:
        return True
    if not isinstance(thing, Governed):
        return False
    if reach is Reach.OWN:
        return bool(by.acts_for & thing.responsible_handlers())
    reached = thing.leading_sections() if reach is Reach.LEAD else thing.responsible_sections()
    return bool(by.sections_as(role) & reached)
