"""That somebody took a file of the public out of the house is recorded (个人信息保护法 art. 51)."""

from datetime import datetime

from django.db import transaction

from huiying.intake.models import Attachment
from huiying.ledger.actions import record
from huiying.people.models import User

from ..models import Case


@transaction.atomic
def take_attachment(taken: Attachment, case: Case | None, *, by: User, at: datetime) -> None:
    """Record the download: which file by its digest, of which voice; its name may name a person and stays out."""
    about = case.ref if case else f"voice:{taken.voice.number}"
    facts = {"voice": taken.voice.number, "attachment": taken.pk, "digest": taken.digest}
    record("attachment.taken", about=about, by=by, at=at, **facts)
