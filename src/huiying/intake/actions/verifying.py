"""The link in a receipt mail by which a mail address is verified: signed, for one address and letter, for a week."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from huiying.ledger.actions import PUBLIC, record

from ..models import Address, AddressKind, Channel, Voice
from .knowing import place_of, plain_value

GOOD_FOR = timedelta(days=7)
_signer = signing.Signer(salt="huiying.verify.mail")


@dataclass(frozen=True, slots=True)
class Told:
    """What a link stands for."""

    address: Address
    number: str


def mail_address(mail: str, channel: Channel) -> Address | None:
    """The address as it is kept, however it is written."""
    digest = place_of(channel).digest(AddressKind.MAIL, plain_value(AddressKind.MAIL, mail))
    return Address.objects.filter(digest=digest).first()


def link(address: Address, voice: Voice, at: datetime) -> str:
    facts = {"address": address.pk, "digest": address.digest[:16], "number": voice.number, "at": at.timestamp()}
    token = _signer.sign_object(facts).replace(":", "~")  # mail programs cut a link at a colon
    return f"{settings.SITE_ADDRESS}{reverse('verify-mail', args=[token])}"


def told_by(token: str, at: datetime) -> Told | None:
    """What a link stands for; None where it is not ours, too old, or its address is gone."""
    try:
        facts = _signer.unsign_object(token.replace("~", ":"))
    except (signing.BadSignature, ValueError):
        return None
    if not 0 <= at.timestamp() - facts["at"] <= GOOD_FOR.total_seconds():
        return None
    address = Address.objects.filter(pk=facts["address"], digest__startswith=facts["digest"]).first()
    return Told(address, facts["number"]) if address else None


@transaction.atomic
def verify_address(told: Told, *, at: datetime) -> None:
    """Mark the address of a link as verified; a second time nothing changes."""
    if Address.objects.filter(pk=told.address.pk, verified_at=None).update(verified_at=at):
        record("address.verified", about=f"voice:{told.number}", by=PUBLIC, at=at, kind=told.address.kind)
    told.address.refresh_from_db()
