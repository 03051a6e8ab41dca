"""Who may do what: one table from deed to roles, and how far each role reaches.

A role reaches the whole installation (`WHOLE`, only where its unit stands above every other), its unit and those under
it (`TREE`), its unit alone (`UNIT`), the matters in which its own sections have a part (`SECTION`) or lead (`LEAD`), or
those it handles itself (`OWN`). A city's bureaus share an installation and see nothing of each other; the superior
reads its own tree.
No person (None) is the machine, or whoever holds the command line: it may do only what `MACHINE` lists, and never
decides, sends or publishes.
"""

from enum import StrEnum
from typing import Protocol, runtime_checkable

from django.db.models import Q
from django.utils.translation import gettext as _

from huiying.core.errors import NotAllowed

from .deeds import in_words
from .models import Role, User


class Reach(StrEnum):
    WHOLE = "whole"
    TREE = "tree"
    UNIT = "unit"
    SECTION = "section"
    LEAD = "lead"
    OWN = "own"


WIDE = (Reach.WHOLE, Reach.TREE, Reach.UNIT)


@runtime_checkable
class Owned(Protocol):
    """A thing that belongs to a unit; None is the installation's own."""

    def owning_unit(self) -> int | None: ...


class Installation:
    """What belongs to no unit: rules and interfaces that hold for every one."""

    def owning_unit(self) -> int | None:
        return None


INSTALLATION = Installation()


@runtime_checkable
class Governed(Protocol):
    """A thing with responsible sections and handlers, as the policies need to know it."""

    def responsible_sections(self) -> frozenset[int]: ...

    def leading_sections(self) -> frozenset[int]: ...

    def responsible_handlers(self) -> frozenset[int]: ...


R = Role
POLICY: dict[str, dict[Role, Reach]] = {
    "intake.import": {R.INFORMATION: Reach.UNIT},
    "intake.read": {R.INFORMATION: Reach.TREE, R.LEADER: Reach.TREE},
    "intake.channels": {R.ADMINISTRATOR: Reach.UNIT, R.INFORMATION: Reach.UNIT},
    "intake.deliveries": {R.INFORMATION: Reach.UNIT},
    "intake.persons": {R.INFORMATION: Reach.UNIT},
    "intake.tokens": {R.ADMINISTRATOR: Reach.UNIT},
    "assessment.confirm": {R.INFORMATION: Reach.UNIT},
    "assessment.topics": {R.INFORMATION: Reach.TREE, R.LEADER: Reach.TREE, R.SECTION_HEAD: Reach.UNIT},
    "assessment.topics.change": {R.INFORMATION: Reach.UNIT},
    "assessment.thresholds": {R.INFORMATION: Reach.WHOLE, R.ADMINISTRATOR: Reach.WHOLE},
    "handling.open": {R.INFORMATION: Reach.UNIT, R.LEADER: Reach.UNIT},
    "handling.read": {
        R.INFORMATION: Reach.TREE,
        R.LEADER: Reach.TREE,
        R.AUDITOR: Reach.TREE,
        R.SECTION_HEAD: Reach.SECTION,
        R.HANDLER: Reach.SECTION,
    },
    "handling.unmask": {R.INFORMATION: Reach.UNIT, R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.SECTION},
    "handling.assign": {R.INFORMATION: Reach.UNIT},
    "handling.accept": {R.SECTION_HEAD: Reach.LEAD, R.HANDLER: Reach.LEAD},
    "handling.return": {R.SECTION_HEAD: Reach.LEAD, R.HANDLER: Reach.LEAD},
    "handling.decline": {R.INFORMATION: Reach.UNIT},
    "handling.transfer": {R.INFORMATION: Reach.UNIT},
    "handling.merge": {R.INFORMATION: Reach.UNIT, R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.OWN},
    "handling.views.share": {R.INFORMATION: Reach.UNIT},
    "handling.ask": {R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.OWN},
    "handling.extend": {R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.LEAD},
    "handling.extend.section_head": {R.SECTION_HEAD: Reach.LEAD},
    "handling.extend.information": {R.INFORMATION: Reach.UNIT},
    "handling.extend.leader": {R.LEADER: Reach.UNIT},
    "handling.rules": {R.INFORMATION: Reach.WHOLE, R.ADMINISTRATOR: Reach.WHOLE},
    "handling.draft": {R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.OWN},
    "handling.submit": {R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.OWN},
    "handling.recall": {R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.OWN},
    "handling.withdraw": {R.INFORMATION: Reach.UNIT, R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.OWN},
    "handling.review.section_head": {R.SECTION_HEAD: Reach.LEAD},
    "handling.review.countersign": {R.SECTION_HEAD: Reach.SECTION},
    "handling.review.office": {R.INFORMATION: Reach.UNIT},
    "handling.review.secrecy": {R.INFORMATION: Reach.UNIT},
    "handling.review.leader": {R.LEADER: Reach.UNIT},
    "handling.review.principal": {R.LEADER: Reach.UNIT},
    "handling.comment": {
        R.INFORMATION: Reach.UNIT,
        R.LEADER: Reach.UNIT,
        R.SECTION_HEAD: Reach.SECTION,
        R.HANDLER: Reach.SECTION,
    },
    "handling.proofread": {
        R.INFORMATION: Reach.UNIT,
        R.LEADER: Reach.UNIT,
        R.SECTION_HEAD: Reach.SECTION,
        R.HANDLER: Reach.SECTION,
    },
    "handling.part.accept": {R.SECTION_HEAD: Reach.SECTION, R.HANDLER: Reach.SECTION},
    "handling.part.give": {R.SECTION_HEAD: Reach.SECTION, R.HANDLER: Reach.OWN},
    "handling.part.assign": {R.INFORMATION: Reach.UNIT},
    "handling.part.leave_out": {R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.OWN},
    "handling.deliver": {R.INFORMATION: Reach.UNIT, R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.OWN},
    "handling.close": {R.INFORMATION: Reach.UNIT, R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.OWN},
    "handling.inquire": {R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.LEAD},
    "handling.adoption": {R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.LEAD},
    "handling.disclosure.register": {R.INFORMATION: Reach.UNIT},
    "handling.disclosure.receipt": {R.INFORMATION: Reach.UNIT, R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.OWN},
    "handling.disclosure.consult": {R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.OWN},
    "handling.disclosure.override": {R.LEADER: Reach.UNIT},
    "handling.disclosure.fee": {R.INFORMATION: Reach.UNIT, R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.OWN},
    "handling.disclosure.redact": {R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.OWN},
    "handling.disclosure.decide": {R.HANDLER: Reach.OWN, R.SECTION_HEAD: Reach.OWN},
    "handling.anonymise": {R.INFORMATION: Reach.UNIT},
    "handling.hold": {R.INFORMATION: Reach.UNIT},
    "handling.personal": {R.INFORMATION: Reach.UNIT},
    "handling.personal.approve": {R.LEADER: Reach.UNIT},
    "handling.personal.read": {R.INFORMATION: Reach.UNIT, R.LEADER: Reach.UNIT, R.AUDITOR: Reach.UNIT},
    "handling.note": {
        R.INFORMATION: Reach.UNIT,
        R.LEADER: Reach.UNIT,
        R.AUDITOR: Reach.UNIT,
        R.SECTION_HEAD: Reach.SECTION,
        R.HANDLER: Reach.SECTION,
    },
    "handling.enclose": {R.INFORMATION: Reach.UNIT, R.SECTION_HEAD: Reach.SECTION, R.HANDLER: Reach.SECTION},
    "handling.templates": {R.INFORMATION: Reach.UNIT, R.SECTION_HEAD: Reach.UNIT},
    "handling.export": {
        R.INFORMATION: Reach.UNIT,
        R.LEADER: Reach.UNIT,
        R.AUDITOR: Reach.UNIT,
        R.SECTION_HEAD: Reach.SECTION,
        R.HANDLER: Reach.OWN,
    },
    "handling.incident.open": {R.INFORMATION: Reach.UNIT, R.LEADER: Reach.UNIT},
    "handling.incident.grade": {R.INFORMATION: Reach.UNIT, R.LEADER: Reach.UNIT},
    "handling.incident.correct": {R.INFORMATION: Reach.UNIT, R.LEADER: Reach.UNIT},
    "handling.incident.letters": {R.INFORMATION: Reach.UNIT},
    "handling.incident.end": {R.INFORMATION: Reach.UNIT, R.LEADER: Reach.UNIT},
    "handling.incident.review": {R.INFORMATION: Reach.UNIT, R.LEADER: Reach.UNIT, R.SECTION_HEAD: Reach.SECTION},
    "handling.incident.close": {R.LEADER: Reach.UNIT},
    "handling.release.draft": {
        R.INFORMATION: Reach.UNIT,
        R.LEADER: Reach.UNIT,
        R.SECTION_HEAD: Reach.SECTION,
        R.HANDLER: Reach.SECTION,
    },
    "handling.release.sign": {R.LEADER: Reach.UNIT},
    "handling.conferral": {R.INFORMATION: Reach.UNIT, R.LEADER: Reach.UNIT, R.SECTION_HEAD: Reach.SECTION},
    "handling.duty": {R.INFORMATION: Reach.UNIT},
    "handling.clues.read": {R.INFORMATION: Reach.TREE, R.LEADER: Reach.TREE, R.AUDITOR: Reach.TREE},
    "handling.clues.make": {R.INFORMATION: Reach.UNIT},
    "handling.clues.sign": {R.LEADER: Reach.UNIT},
    "handling.clues.hand_over": {R.INFORMATION: Reach.UNIT},
    "handling.supervision": {
        R.INFORMATION: Reach.TREE,
        R.LEADER: Reach.TREE,
        R.AUDITOR: Reach.TREE,
        R.SECTION_HEAD: Reach.SECTION,
        R.HANDLER: Reach.SECTION,
    },
    "handling.card.explain": {R.SECTION_HEAD: Reach.SECTION, R.HANDLER: Reach.SECTION},
    "handling.card.withdraw": {R.INFORMATION: Reach.UNIT},
    "handling.chase": {R.INFORMATION: Reach.UNIT, R.LEADER: Reach.UNIT},
    "handling.chase.answer": {R.SECTION_HEAD: Reach.SECTION, R.HANDLER: Reach.SECTION, R.INFORMATION: Reach.SECTION},
    "handling.instruct": {R.LEADER: Reach.UNIT},
    "handling.report_back": {R.SECTION_HEAD: Reach.SECTION, R.HANDLER: Reach.SECTION, R.INFORMATION: Reach.SECTION},
    "handling.remind": {R.INFORMATION: Reach.UNIT, R.LEADER: Reach.UNIT},
    "publication.publish": {R.INFORMATION: Reach.UNIT, R.EDITOR: Reach.UNIT},
    "publication.board": {R.INFORMATION: Reach.UNIT},
    "publication.inspect": {
        R.INFORMATION: Reach.UNIT,
        R.EDITOR: Reach.UNIT,
        R.LEADER: Reach.UNIT,
        R.AUDITOR: Reach.UNIT,
    },
    "publication.consultation": {R.INFORMATION: Reach.UNIT, R.EDITOR: Reach.UNIT},
    "publication.consultation.read": {
        R.INFORMATION: Reach.TREE,
        R.LEADER: Reach.TREE,
        R.AUDITOR: Reach.TREE,
        R.EDITOR: Reach.UNIT,
        R.SECTION_HEAD: Reach.UNIT,
        R.HANDLER: Reach.UNIT,
    },
    "publication.consultation.decide": {
        R.INFORMATION: Reach.UNIT,
        R.SECTION_HEAD: Reach.SECTION,
        R.HANDLER: Reach.SECTION,
    },
    "publication.consultation.unmask": {R.INFORMATION: Reach.UNIT},
    "publication.consultation.approve": {R.LEADER: Reach.UNIT},
    "publication.search": {R.INFORMATION: Reach.WHOLE, R.EDITOR: Reach.WHOLE},
    "publication.gap": {
        R.INFORMATION: Reach.TREE,
        R.LEADER: Reach.TREE,
        R.EDITOR: Reach.UNIT,
        R.SECTION_HEAD: Reach.UNIT,
    },
    "publication.gap.judge": {R.INFORMATION: Reach.UNIT, R.EDITOR: Reach.UNIT},
    "publication.manuscripts.read": {
        R.INFORMATION: Reach.UNIT,
        R.EDITOR: Reach.UNIT,
        R.LEADER: Reach.UNIT,
        R.SECTION_HEAD: Reach.SECTION,
        R.HANDLER: Reach.SECTION,
    },
    "publication.manuscripts.write": {
        R.INFORMATION: Reach.UNIT,
        R.EDITOR: Reach.UNIT,
        R.SECTION_HEAD: Reach.SECTION,
        R.HANDLER: Reach.SECTION,
    },
    "publication.manuscripts.review.editor": {R.EDITOR: Reach.UNIT, R.INFORMATION: Reach.UNIT},
    "publication.manuscripts.review.section_head": {R.SECTION_HEAD: Reach.SECTION},
    "publication.manuscripts.review.leader": {R.LEADER: Reach.UNIT},
    "publication.manuscripts.publish": {R.INFORMATION: Reach.UNIT, R.EDITOR: Reach.UNIT},
    "publication.manuscripts.plan": {R.INFORMATION: Reach.UNIT, R.EDITOR: Reach.UNIT},
    "reporting.read": {
        R.INFORMATION: Reach.TREE,
        R.LEADER: Reach.TREE,
        R.AUDITOR: Reach.TREE,
        R.SECTION_HEAD: Reach.UNIT,
    },
    "reporting.write": {R.INFORMATION: Reach.UNIT},
    "reporting.improve": {R.INFORMATION: Reach.UNIT, R.LEADER: Reach.UNIT},
    "reporting.schedule": {R.INFORMATION: Reach.UNIT},
    "reporting.templates": {R.INFORMATION: Reach.UNIT},
    "drills.read": {
        R.INFORMATION: Reach.TREE,
        R.LEADER: Reach.TREE,
        R.AUDITOR: Reach.TREE,
        R.SECTION_HEAD: Reach.UNIT,
        R.HANDLER: Reach.UNIT,
        R.EDITOR: Reach.UNIT,
    },
    "drills.run": {R.INFORMATION: Reach.UNIT, R.LEADER: Reach.UNIT},
    "drills.scenarios": {R.INFORMATION: Reach.UNIT},
    "drills.play": {
        R.INFORMATION: Reach.UNIT,
        R.LEADER: Reach.UNIT,
        R.SECTION_HEAD: Reach.UNIT,
        R.HANDLER: Reach.UNIT,
    },
    "people.trainings": {
        R.INFORMATION: Reach.TREE,
        R.LEADER: Reach.TREE,
        R.AUDITOR: Reach.TREE,
        R.SECTION_HEAD: Reach.UNIT,
        R.HANDLER: Reach.UNIT,
        R.EDITOR: Reach.UNIT,
    },
    "people.trainings.persons": {
        R.INFORMATION: Reach.TREE,
        R.LEADER: Reach.TREE,
        R.AUDITOR: Reach.TREE,
        R.SECTION_HEAD: Reach.UNIT,
    },
    "people.trainings.record": {R.INFORMATION: Reach.UNIT},
    "people.trainings.items": {R.INFORMATION: Reach.UNIT, R.LEADER: Reach.UNIT},
    "people.appoint": {R.SECURITY: Reach.TREE},
    "people.absences": {R.INFORMATION: Reach.UNIT, R.SECURITY: Reach.UNIT},
    "people.structure": {R.ADMINISTRATOR: Reach.TREE},
    "accounts.manage": {R.SECURITY: Reach.TREE},
    "accounts.review": {R.SECURITY: Reach.TREE, R.AUDITOR: Reach.TREE},
    "ledger.read": {R.AUDITOR: Reach.TREE},
}

MACHINE = frozenset(
    {
        "people.appoint",
        "people.structure",
        "intake.import",
        "intake.tokens",
        "handling.open",
        "handling.rules",
        "handling.anonymise",
        "publication.inspect",
        "reporting.write",
        "drills.run",
    }
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
            _("%(who)s may not do this: %(deed)s.") % {"who": by or _("The machine"), "deed": in_words(deed)},
            fix=_("Ask the information section or the person responsible for the matter."),
        )


def on_behalf(by: User, deed: str, thing: object = None) -> User | None:
    """Whom `by` stands in for where their own posts do not grant the deed to `thing`; the first whose posts do."""
    grants = POLICY.get(deed, {})
    for person, alone in by.as_each():
        if any(_reaches(alone, role, reach, thing) for role, reach in grants.items() if role in alone.roles):
            return None if person == by else person
    return None


def units(by: User, deed: str) -> frozenset[int] | None:
    """Keys of the units in whose every matter `by` may do the deed; None where that is every unit there is."""
    reached: set[int] = set()
    for role, reach in POLICY.get(deed, {}).items():
        if reach in WIDE and role in by.roles:
            found = by.units_as(role, below=reach is not Reach.UNIT)
            if found is None:
                return None
            reached |= found
    return frozenset(reached)


def within(by: User, deed: str, field: str = "unit") -> Q:
    """The rows that belong by `field` to the units in whose every matter `by` may do the deed; all of them, if so."""
    reached = units(by, deed)
    return Q() if reached is None else Q(**{f"{field}__in": reached})


def _reaches(by: User, role: Role, reach: Reach, thing: object) -> bool:
    if reach in WIDE:
        return _reaches_unit(by, role, reach, thing)
    if thing is None:
        return True
    if not isinstance(thing, Governed):
        return False
    if reach is Reach.OWN:
        return bool(by.acts_for & thing.responsible_handlers())
    reached = thing.leading_sections() if reach is Reach.LEAD else thing.responsible_sections()
    return bool(by.sections_as(role) & reached)


def _reaches_unit(by: User, role: Role, reach: Reach, thing: object) -> bool:
    if thing is None and reach is not Reach.WHOLE:
        return True
    reached = by.units_as(role, below=reach is not Reach.UNIT)
    if reached is None:
        return True
    return reach is not Reach.WHOLE and isinstance(thing, Owned) and thing.owning_unit() in reached
