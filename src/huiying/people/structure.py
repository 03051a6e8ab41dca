"""组织结构 · The units of an installation, their sections with the duties by which letters find them, who leads."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.ledger.actions import record

from . import policies
from .models import LeadingGroupSeat, Section, Unit, User


def refuse_foreign(sections: Iterable[Section], unit: int | None) -> None:
    """A matter of one unit is given to its own sections only."""
    for section in sections:
        if unit is not None and section.unit_id != unit:
            raise InputError(
                _("%(section)s belongs to another unit.") % {"section": section},
                where="lead",
                fix=_("Choose a section of this unit, or transfer the case to that one."),
            )


@transaction.atomic
def found_unit(name: str, *, parent: Unit, by: User | None, at: datetime) -> Unit:
    """Found a unit under another; its information section, staff and channels follow."""
    policies.require(by, "people.structure", parent)
    name = _checked(name)
    if Unit.objects.filter(name=name).exists():
        raise InputError(_("There is a unit of this name already."), where="name", fix=_("Choose another name."))
    unit = Unit.objects.create(name=name, parent=parent)
    section = Section.objects.create(unit=unit, name="综合信息科", duties=FIRST_DUTIES, is_information=True)
    record("office.founded", about=f"unit:{unit.pk}", by=by, at=at, name=name, parent=parent.name)
    record("section.made", about=f"unit:{unit.pk}", by=by, at=at, section=section.name)
    return unit


FIRST_DUTIES = "来信统一收集、登记、研判、分办、督办。"


@transaction.atomic
def make_section(unit: Unit, *, name: str, duties: str, by: User | None, at: datetime) -> Section:
    """Add a section; its duties in words are what routing reads."""
    policies.require(by, "people.structure", unit)
    name, duties = _checked(name), _checked(duties, "duties")
    _refuse_a_second(unit, name)
    last = unit.sections.order_by("-rank").values_list("rank", flat=True).first()
    section = Section.objects.create(unit=unit, name=name, duties=duties, rank=0 if last is None else last + 1)
    record("section.made", about=f"unit:{unit.pk}", by=by, at=at, section=name)
    return section


@transaction.atomic
def change_section(section: Section, *, name: str, duties: str, by: User, at: datetime) -> None:
    """Give a section another name or other duties; from then on letters are proposed to it by those."""
    policies.require(by, "people.structure", section)
    name, duties = _checked(name), _checked(duties, "duties")
    if name != section.name:
        _refuse_a_second(section.unit, name)
    former = section.name
    section.name, section.duties = name, duties
    section.save(update_fields=["name", "duties"])
    record("section.changed", about=f"unit:{section.unit_id}", by=by, at=at, section=name, former=former)


@transaction.atomic
def take_seat(user: User, *, unit: Unit, seat: str, by: User, at: datetime) -> LeadingGroupSeat:
    """Give a person a seat in the unit's leading group; who sits there already moves to this one."""
    policies.require(by, "people.structure", unit)
    if user.unit_id != unit.pk:
        raise InputError(_("%(who)s works elsewhere.") % {"who": user}, where="user", fix=_("Choose another person."))
    headed = LeadingGroupSeat.objects.filter(unit=unit, seat="组长").exclude(user=user)
    if seat == "组长" and headed.exists():
        raise RuleError(_("The leading group has a head."), where="seat", fix=_("Give the head another seat first."))
    taken, _made = LeadingGroupSeat.objects.update_or_create(unit=unit, user=user, defaults={"seat": seat})
    record("leading_group.seated", about=f"user:{user.username}", by=by, at=at, seat=seat)
    return taken


@transaction.atomic
def leave_seat(taken: LeadingGroupSeat, *, by: User, at: datetime) -> None:
    """Take a person out of the leading group."""
    policies.require(by, "people.structure", taken.unit)
    record("leading_group.left", about=f"user:{taken.user.username}", by=by, at=at, seat=taken.seat)
    taken.delete()


def _checked(words: str, where: str = "name") -> str:
    words = " ".join(words.split())
    if not words:
        raise InputError(_("This must not be empty."), where=where)
    return words


def _refuse_a_second(unit: Unit, name: str) -> None:
    if unit.sections.filter(name=name).exists():
        raise InputError(_("This unit has a section of this name."), where="name", fix=_("Choose another name."))
