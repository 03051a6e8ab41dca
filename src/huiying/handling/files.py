"""附件 · What later rooms keep of files: checked by content, under their digest, in the store beside the media."""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.intake.channel import Attached
from huiying.intake.filetypes import MOST_BYTES, UnfitFile, media_type, plain_name
from huiying.intake.models import KeptFileField
from huiying.intake.models.attachment import keep, store

__all__ = ["MOST_BYTES", "Checked", "KeptFileField", "checked", "keep", "put_away"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that is what it says: a name that is safe to show, its type, its digest."""

    name: str
    media_type: str
    content: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def checked(name: str, content: bytes) -> Checked:
    """The file by its content; InputError where it is not what its name says, or not allowed."""
    try:
        kind = media_type(Attached(name=name, content=content))
    except UnfitFile as unfit:
        told = {"name": plain_name(name), "reason": unfit}
        raise InputError(_("“%(name)s”: %(reason)s.") % told, where="file") from unfit
    return Checked(plain_name(name), kind, content)


def put_away(content: bytes) -> str:
    """Keep a content that belongs to no row, under its digest, once; returns where it lies."""
    digest = hashlib.sha256(content).hexdigest()
    place = f"{digest[:2]}/{digest}"
    if not store().exists(place):
        place = store().save(place, ContentFile(content))
    return place
