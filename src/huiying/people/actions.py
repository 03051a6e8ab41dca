"""The verbs of people: an office is founded with its sections, and staff take their posts."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from huiying.ledger.actions import record

from . import policies
from .models import LeadingGroupSeat, Post, Section, Unit, User


@transaction.atomic
def found_office(name: str, sections: Iterable[tuple[str, str, bool]], *, at: datetime) -> Unit:
    """Found a unit with its sections: (name, duties in words, is it the information section)."""
    unit = Unit.objects.create(name=name)
    for rank, (section, duties, is_information) in enumerate(sections):
        Section.objects.create(unit=unit, name=section, duties=duties, is_information=is_information, rank=rank)
    record("office.founded", about=f"unit:{unit.pk}", by=None, at=at, name=name)
    return unit


@transaction.atomic
def appoint(user: User, *, role: str, section: Section | None, by: User | None, at: datetime) -> Post:
    """Give a person a post; their permissions follow from it."""
    policies.require(by, "people.appoint")
    post = Post.objects.create(user=user, role=role, section=section)
    where = section.name if section else ""
    record("post.given", about=f"user:{user.username}", by=by, at=at, role=role, section=where)
    return post


@transaction.atomic
def seat(user: User, *, unit: Unit, seat: str, by: User | None, at: datetime) -> LeadingGroupSeat:
    """Seat a person in the unit's leading group (组长、副组长、成员、联络员)."""
    policies.require(by, "people.appoint")
    taken = LeadingGroupSeat.objects.create(unit=unit, user=user, seat=seat)
    record("leading_group.seated", about=f"user:{user.username}", by=by, at=at, seat=seat)
    return taken
