"""Captures of a clue: checked by content, their digest taken at once, never changed; withdrawn where they do not belong
here, and then kept all the same.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.intake.channel import Attached
from huiying.intake.filetypes import MOST_FILES, UnfitFile, media_type, plain_name
from huiying.intake.models.attachment import keep
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ...models import Clue, ClueFile
from .moving import checked, open_for_writing

MOST_CAPTURES = 100
MOST_REASON = 300


@transaction.atomic
def add_captures(
    clue: Clue, files: Sequence[Attached], *, captured_at: datetime, by: User, at: datetime
) -> list[ClueFile]:
    """Keep captures that were made at `captured_at`: all of them, or none where one is not taken."""
    open_for_writing(clue, by)
    if not files:
        raise InputError(_("No file was chosen."), where="files", fix=_("Choose the captures."))
    if len(files) > MOST_FILES or clue.files.count() + len(files) > MOST_CAPTURES:
        raise InputError(
            _("Too many files: at most %(most)d at once and %(all)d in a clue.")
            % {"most": MOST_FILES, "all": MOST_CAPTURES},
            where="files",
        )
    if captured_at > at:
        raise InputError(
            _("This moment is still to come."), where="captured_at", fix=_("Write when the capture was made.")
        )
    kept = [keep_file(clue, file, ClueFile.Sort.CAPTURE, captured_at=captured_at, by=by, at=at) for file in files]
    digests = [file.digest for file in kept]
    record("clue.captured", about=clue.ref, by=by, at=at, files=len(kept), digests=digests)
    return kept


def keep_file(clue: Clue, file: Attached, sort: str, *, captured_at: datetime, by: User, at: datetime) -> ClueFile:
    """One file with its type by its content and its digest; InputError where it is not taken."""
    name = plain_name(file.name)
    try:
        kind = media_type(file)
    except UnfitFile as unfit:
        raise InputError(_("“%(name)s”: %(reason)s.") % {"name": name, "reason": unfit}, where="files") from unfit
    digest = hashlib.sha256(file.content).hexdigest()
    if clue.files.filter(digest=digest, withdrawn_at=None).exists():
        raise InputError(_("“%(name)s” is in this clue already.") % {"name": name}, where="files")
    row = ClueFile(clue=clue, sort=sort, name=name, media_type=kind, size=len(file.content), digest=digest)
    row.captured_at, row.by, row.at = captured_at, by, at
    keep(row.file, file.content, digest)
    row.save()
    return row


@transaction.atomic
def withdraw_file(file: ClueFile, *, reason: str, by: User, at: datetime) -> None:
    """Mark a file that does not belong to this clue; it is kept, and left out of what is signed. A receipt, too, of a
    clue that was handed over.
    """
    if file.sort == ClueFile.Sort.RECEIPT:
        policies.require(by, "handling.clues.hand_over", file.clue)
    else:
        open_for_writing(file.clue, by)
    reason = checked(reason, "reason", _("reason"), MOST_REASON, needed=True)
    standing = ClueFile.objects.filter(pk=file.pk, withdrawn_at=None)
    if not standing.update(withdrawn_at=at, withdrawn_by=by, withdrawn_because=reason):
        raise RuleError(_("This file has been withdrawn already."), where=file.clue.number)
    file.refresh_from_db()
    record("clue.file_withdrawn", about=file.clue.ref, by=by, at=at, file=file.pk, digest=file.digest, reason=reason)


@transaction.atomic
def take_file(file: ClueFile, *, by: User, at: datetime) -> None:
    """Record the download: which file by its digest."""
    policies.require(by, "handling.clues.read", file.clue)
    record("clue.file_taken", about=file.clue.ref, by=by, at=at, file=file.pk, digest=file.digest)
