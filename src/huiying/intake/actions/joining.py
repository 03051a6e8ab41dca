"""One person who writes by several ways is one person: joined by what was verified, or by a clerk; parted again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ..models import Address, Correspondent, Joining, Voice

DEED = "intake.persons"
MACHINE = "machine"


@transaction.atomic
def join_persons(kept: Correspondent, other: Correspondent, *, by: User | None, at: datetime) -> Joining:
    """`other` is the same person as `kept`: its addresses and voices go there. The machine (None) joins only persons
    who share verified addresses, and is asked by intake alone.
    """
    if by is not None:
        policies.require(by, DEED, kept)
        policies.require(by, DEED, other)
    if kept.pk == other.pk:
        raise InputError(_("This is one person already."), where=str(kept.pk))
    addresses = list(other.addresses.values_list("pk", flat=True))
    voices = list(other.voices.values_list("pk", flat=True))
    Address.objects.filter(pk__in=addresses).update(correspondent=kept)
    Voice.objects.filter(correspondent=other).update(correspondent=kept)
    Joining.objects.filter(kept=other).update(kept=kept)
    told = Joining.objects.create(
        kept=kept, name=other.name, addresses=addresses, voices=voices, by=str(by or MACHINE), at=at
    )
    if not kept.name and other.name:
        Correspondent.objects.filter(pk=kept.pk).update(name=other.name)
    former = other.pk
    other.delete()
    tell_ledger("persons.joined", kept, by, at, former=former, voices=len(voices), addresses=len(addresses))
    return told


@transaction.atomic
def part_persons(joining: Joining, *, by: User, at: datetime) -> Correspondent:
    """They are two after all: what came with the other goes to a person of its own again. Voices that came in later
    stay with whom their address belongs to.
    """
    policies.require(by, DEED, joining.kept)
    if not Joining.objects.filter(pk=joining.pk, undone_at=None).update(undone_at=at):
        raise RuleError(_("These were parted already."), where=str(joining.kept_id))
    other = Correspondent.objects.create(name=joining.name)
    Address.objects.filter(pk__in=joining.addresses, correspondent=joining.kept).update(correspondent=other)
    Voice.objects.filter(pk__in=joining.voices, correspondent=joining.kept).update(correspondent=other)
    tell_ledger("persons.parted", joining.kept, by, at, now=other.pk, voices=len(joining.voices))
    return other


def tell_ledger(name: str, person: Correspondent, by: User | None, at: datetime, **facts: object) -> None:
    record(name, about=f"person:{person.pk}", by=by, at=at, **facts)
