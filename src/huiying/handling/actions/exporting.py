"""卷宗导出 · The whole file of a case leaves the desk: masked, or with a reason as it is; that it did is recorded."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.people.models import User

from ..models import Case
from .moving import refuse_restricted, require, tell_ledger

MOST_REASON = 200


def may_export(case: Case, *, unmasked: bool, reason: str, by: User) -> None:
    """Refuse what the posts do not grant, or what lacks its reason, before anything is put together."""
    require(by, "handling.export", case)
    if not unmasked:
        return
    require(by, "handling.unmask", case)
    refuse_restricted(case)
    if not reason.strip():
        raise InputError(
            _("A file leaves unmasked with a reason."), where="reason", fix=_("Say what it is needed for.")
        )


@transaction.atomic
def export_case(
    case: Case, *, sort: str, unmasked: bool = False, files: int = 0, reason: str = "", by: User, at: datetime
) -> None:
    """Record that the file leaves: as `sort` (pdf or zip), masked or not, with how many files as they are, and why."""
    may_export(case, unmasked=unmasked, reason=reason, by=by)
    told = {"sort": sort, "unmasked": unmasked, "files": files}
    tell_ledger("case.exported", case, by, at, reason=reason.strip()[:MOST_REASON], **told)
