"""Contacts are masked until somebody who needs them asks, and that is a deed of its own (个人信息保护法 arts.
6, 51).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from huiying.people.models import User

from ..models import Case
from .moving import require, tell_ledger


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    phone: str
    mail: str


@transaction.atomic
def show_contact(case: Case, *, by: User, at: datetime) -> Contact | None:
    """The writer's name and contacts, unmasked, to a person whose work needs them; None where the letter gave none."""
    require(by, "handling.unmask", case)
    person = case.voice.correspondent
    tell_ledger("contact.shown", case, by, at)
    return Contact(person.name, person.phone, person.mail) if person else None
