"""Contacts are masked until somebody who needs them asks, and that is a deed of its own (个人信息保护法 arts.
6, 51).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from huiying.intake.models import AddressKind
from huiying.intake.particulars import particulars
from huiying.people.models import User

from ..models import Case
from .moving import refuse_restricted, require, tell_ledger


@dataclass(frozen=True, slots=True)
class Contact:
    """A person's name, and how they are reached: (kind in words, value), in the order in which we came to know them;
    and what an applicant told of themselves in this very request.
    """

    name: str
    reaches: tuple[tuple[str, str], ...]
    particulars: tuple[tuple[str, str], ...] = ()


@transaction.atomic
def show_contact(case: Case, *, by: User, at: datetime) -> Contact | None:
    """The writer's name and contacts, unmasked, to a person whose work needs them; None where the letter gave none."""
    require(by, "handling.unmask", case)
    refuse_restricted(case)
    person = case.voice.correspondent
    tell_ledger("contact.shown", case, by, at)
    if person is None:
        return None
    known = person.addresses.exclude(kind=AddressKind.NAME)
    reaches = tuple((row.get_kind_display(), row.value) for row in known)
    return Contact(person.name, reaches, particulars(case.voice))


@transaction.atomic
def read_whole(case: Case, *, by: User, at: datetime) -> None:
    """Whoever redacts a letter for the public reads it unmasked: that is a look like any other, and recorded."""
    require(by, "handling.unmask", case)
    refuse_restricted(case)
    tell_ledger("contact.shown", case, by, at)
