"""That somebody took the letter or the whole file of a clue is recorded, with the digest of what they took."""

import hashlib
from datetime import datetime

from django.db import transaction

from huiying.handling.models import Clue
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from .bundle import bundle, letter


@transaction.atomic
def take_letter(clue: Clue, *, by: User, at: datetime) -> bytes:
    policies.require(by, "handling.clues.read", clue)
    return _taken(clue, letter(clue), "DOCX", by, at)


@transaction.atomic
def take_bundle(clue: Clue, *, by: User, at: datetime) -> bytes:
    policies.require(by, "handling.clues.read", clue)
    return _taken(clue, bundle(clue), "ZIP", by, at)


def _taken(clue: Clue, content: bytes, form: str, by: User, at: datetime) -> bytes:
    digest = hashlib.sha256(content).hexdigest()
    record("clue.paper_taken", about=clue.ref, by=by, at=at, form=form, state=clue.state, digest=digest)
    return content
