"""Files that came with voices are checked and kept; one that is not taken is told in the voice's own record."""

import hashlib
from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from ..channel import Attached, Heard
from ..filetypes import MOST_FILES, UnfitFile, media_type, plain_name
from ..models import Attachment, Voice

REFUSED = "refused_files"  # in `Voice.raw`: [{"name", "reason"}]


def attach(told: Sequence[tuple[Heard, Voice]]) -> None:
    """Keep the files of new voices. A bad file never keeps its letter out: the letter says which one and why."""
    for heard, voice in told:
        if heard.attached:
            _attach(voice, heard.attached)


def _attach(voice: Voice, files: Sequence[Attached]) -> None:
    refused = [_refusal(file, _("more than %(most)d files") % {"most": MOST_FILES}) for file in files[MOST_FILES:]]
    for file in files[:MOST_FILES]:
        try:
            _keep(voice, file, media_type(file))
        except UnfitFile as unfit:
            refused.append(_refusal(file, str(unfit)))
    if refused:
        voice.raw = {**voice.raw, REFUSED: refused}
        voice.save(update_fields=["raw"])


def _refusal(file: Attached, reason: str) -> dict[str, str]:
    return {"name": plain_name(file.name), "reason": reason}


def _keep(voice: Voice, file: Attached, kind: str) -> None:
    """A file is kept under its digest, once: what a transaction that failed left behind is used by the next try."""
    digest = hashlib.sha256(file.content).hexdigest()
    row = Attachment(voice=voice, name=plain_name(file.name), media_type=kind, size=len(file.content), digest=digest)
    keep_content(row.file, digest, file.content)
    row.save()


def keep_content(file: FieldFile, digest: str, content: bytes) -> None:
    """Keep the bytes under their digest; those that are there already are used again."""
    place = f"{digest[:2]}/{digest}"
    if file.storage.exists(place):
        file.name = place
    else:
        file.save(place, ContentFile(content), save=False)
