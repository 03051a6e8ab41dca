"""Passkeys join and prove: the device signs a challenge that is used once, for the very address that asked.

WebAuthn level 2, 7.1 and 7.2. The library checks type, challenge, origin, relying party, presence and signature; that a
counter which went back is the sign of a copied key (7.2, 21) is checked here.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    UserVerificationRequirement,
)

from huiying.core.errors import InputError
from huiying.ledger.actions import record
from huiying.people.models import User

from ..models import Passkey

MOST = 10
LONGEST_NAME = 60
PREFERRED = UserVerificationRequirement.PREFERRED


@dataclass(frozen=True, slots=True)
class Site:
    """Where the browser stands: the origin (`https://zs.example.gov.cn`), its host, and what the office is called."""

    origin: str
    host: str
    name: str

    def server(self) -> Fido2Server:
        told = PublicKeyCredentialRpEntity(name=self.name, id=self.host)
        return Fido2Server(told, verify_origin=lambda origin: origin == self.origin)


def ask_to_join(user: User, site: Site) -> tuple[dict[str, Any], Any]:
    """What the browser is asked, and the state that has to come back with its answer."""
    if user.passkeys.count() >= MOST:
        raise InputError(_("There are %(count)s passkeys already.") % {"count": MOST}, fix=_("Take one out first."))
    told = PublicKeyCredentialUserEntity(name=user.username, id=f"huiying-{user.pk}".encode(), display_name=str(user))
    asked, state = site.server().register_begin(told, credentials=_kept(user), user_verification=PREFERRED)
    return _plain(asked), state


@transaction.atomic
def join(user: User, answer: Mapping[str, Any], *, state: Any, site: Site, name: str, at: datetime) -> Passkey:
    """Keep the public key that the device made."""
    try:
        data = site.server().register_complete(state, answer).credential_data
    except Exception as error:
        raise _unfit() from error
    assert data is not None
    credential = _name(data.credential_id)
    if Passkey.objects.filter(credential=credential).exists():
        raise InputError(_("This passkey is joined already."))
    kept = Passkey.objects.create(
        user=user,
        name=name.strip()[:LONGEST_NAME] or _("Passkey"),
        credential=credential,
        attested=bytes(data),
        made_at=at,
    )
    record("second_factor.joined", about=f"user:{user.username}", by=user, at=at, factor="passkey")
    return kept


def ask_to_prove(user: User, site: Site) -> tuple[dict[str, Any], Any]:
    """The same for somebody who signs in."""
    asked, state = site.server().authenticate_begin(_kept(user), user_verification=PREFERRED)
    return _plain(asked), state


def prove(user: User, answer: Mapping[str, Any], *, state: Any, site: Site, at: datetime) -> bool:
    """Whether one of the person's passkeys signed the challenge."""
    try:
        read = AuthenticationResponse.from_dict(answer)
        used = site.server().authenticate_complete(state, _kept(user), read)
        count = read.response.authenticator_data.counter
    except Exception:
        return False
    row = Passkey.objects.filter(user=user, credential=_name(used.credential_id))
    grown = row.filter(count__lt=count) if count else row.filter(count=0)
    return bool(grown.update(count=count, used_at=at))


def _kept(user: User) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(key.attested)) for key in user.passkeys.all()]


def _name(credential: bytes) -> str:
    return base64.urlsafe_b64encode(credential).decode().rstrip("=")


def _plain(asked: Any) -> dict[str, Any]:
    """As JSON has it: bytes in base64url."""
    told: dict[str, Any] = json.loads(json.dumps(dict(asked)))
    return told


def _unfit() -> InputError:
    return InputError(_("The passkey did not answer as it should."), fix=_("Try again."))
