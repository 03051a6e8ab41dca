"""校对 · A person has read a version word for word; each is another one, and it counts for the text as it then was."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.core.lifecycle import State
from huiying.people.models import User

from ..models import Draft, Proofreading
from .moving import require, tell_ledger

WHILE = (State.DRAFTING, State.IN_REVIEW)


@transaction.atomic
def proofread(draft: Draft, *, by: User, at: datetime) -> None:
    """Record that `by` proofread the newest version; once a person and text."""
    case = draft.case
    require(by, "handling.proofread", case)
    if case.state not in WHILE or case.drafts.filter(version__gt=draft.version).exists():
        raise RuleError(_("Only the newest draft is proofread, until it is approved."), where=case.number)
    digest = draft.digest
    if draft.proofreadings.filter(by=by, digest=digest).exists():
        return
    Proofreading.objects.update_or_create(draft=draft, by=by, defaults={"at": at, "digest": digest})
    count = draft.proofreadings.filter(digest=digest).count()
    tell_ledger("draft.proofread", case, by, at, version=draft.version, count=count)
