"""附卷材料 · Staff put files in a case. What goes to the writer is frozen with the draft that goes into review: what
the reviewers saw is what is sent.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.core.lifecycle import State
from huiying.intake.channel import Attached
from huiying.intake.filetypes import UnfitFile, media_type, plain_name
from huiying.intake.models.attachment import keep
from huiying.people import policies
from huiying.people.models import User

from ..models import Case, CaseFile, Draft, Reply
from .moving import require, tell_ledger

MOST_FILES_OF_A_CASE = 50
FROZEN = frozenset({State.IN_REVIEW, State.APPROVED})


@transaction.atomic
def enclose(
    case: Case, files: Sequence[Attached], *, description: str, to_writer: bool = False, by: User, at: datetime
) -> list[CaseFile]:
    """Put files in the case: what each is by its content, what they are in words, whether they go with the reply."""
    require(by, "handling.enclose", case)
    description = description.strip()[:200]
    if not description:
        raise InputError(_("Say what the file is."), where="description")
    now = _locked(case)
    if to_writer:
        require(by, "handling.draft", case)
        _check_not_frozen(now)
    if case.case_files.kept().count() + len(files) > MOST_FILES_OF_A_CASE:
        raise RuleError(_("A case holds at most %(most)d files.") % {"most": MOST_FILES_OF_A_CASE}, where="file")
    rows = [_checked(case, file) for file in files]
    for row, file in zip(rows, files, strict=True):
        row.description, row.to_writer, row.by, row.at = description, to_writer, by, at
        keep(row.file, file.content, row.digest)
        row.save()
        tell_ledger("file.enclosed", case, by, at, file=row.pk, digest=row.digest, to_writer=to_writer)
    return rows


def _checked(case: Case, file: Attached) -> CaseFile:
    """The file by its content; InputError where it is not what it says, or not allowed."""
    try:
        kind = media_type(file)
    except UnfitFile as unfit:
        told = {"name": plain_name(file.name), "reason": unfit}
        raise InputError(_("“%(name)s”: %(reason)s.") % told, where="file") from unfit
    digest = hashlib.sha256(file.content).hexdigest()
    return CaseFile(case=case, name=plain_name(file.name), media_type=kind, size=len(file.content), digest=digest)


@transaction.atomic
def take_out(row: CaseFile, *, by: User, at: datetime) -> None:
    """Take a file out of the case: it is named as taken out, and its content stays kept."""
    case = row.case
    require(by, "handling.enclose", case)
    if row.by_id != by.pk:
        require(by, "handling.draft", case)
    now = _locked(case)
    if row.to_writer:
        _check_not_frozen(now)
    if row.replies.exists():
        raise RuleError(_("The file has gone to the writer; it stays in the case."), where=case.number)
    if not CaseFile.objects.filter(pk=row.pk, removed_at=None).update(removed_at=at):
        raise RuleError(_("The file is taken out already."), where=case.number)
    tell_ledger("file.taken_out", case, by, at, file=row.pk, digest=row.digest)


@transaction.atomic
def take_case_file(row: CaseFile, *, by: User, at: datetime) -> None:
    """Record the download: which file by its digest; its name may name a person and stays out."""
    tell_ledger("file.taken", row.case, by, at, file=row.pk, digest=row.digest)


def freeze(case: Case, draft: Draft) -> None:
    """What goes into review with this draft."""
    draft.files.set(case.case_files.to_be_sent())


def go_out(reply: Reply, draft: Draft) -> None:
    """What was reviewed with this draft goes out with the reply."""
    reply.files.set(draft.files.all())


def may_send_files(case: Case, by: User) -> bool:
    """Whether a file may be added now that goes to the writer."""
    return case.is_open and case.state not in FROZEN and policies.allows(by, "handling.draft", case)


def _locked(case: Case) -> Case:
    """The case as it stands now, held until the deed is done: nobody submits or signs meanwhile."""
    return Case.objects.select_for_update().get(pk=case.pk)


def _check_not_frozen(case: Case) -> None:
    if not case.is_open:
        raise RuleError(_("The reply is out; nothing more goes with it."), where=case.number)
    if case.state in FROZEN:
        raise RuleError(
            _("The draft is in review with its files; they stay as the reviewers see them."),
            where=case.number,
            fix=_("Have it sent back first, or attach the file for the case alone."),
        )
