"""附件 · A document of the editors' room is what its name says, as every other file that comes in."""

import zipfile
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from huiying.core.errors import InputError
from huiying.handling.files import MOST_BYTES, checked, require_harmless

MOST_PARTS, MOST_TIMES = 5_000, 200  # of an archive: as of an office document (`intake.officefiles`)
INSIDE = {".ofd": "OFD.xml"}  # GB/T 33190: the entry file of an OFD
# What an archive of papers holds; no program and no archive in it.
PAPERS = frozenset(
    (".pdf", ".docx", ".doc", ".xlsx", ".xls", ".pptx", ".wps", ".et", ".ofd", ".txt", ".csv", ".jpg", ".jpeg", ".png")
)


class CheckedPictureForm(BaseImageForm):  # type: ignore[misc]  # Wagtail has no types
    """Wagtail looks whether it is a picture."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            file.seek(0)
            _require_harmless(file.read())
            file.seek(0)
        return file


class CheckedForm(BaseDocumentForm):  # type: ignore[misc]  # Wagtail has no types
    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            refuse_unfit(file)
        return file


def refuse_unfit(file: Any) -> None:
    """ValidationError for a file whose content is not what its ending says, or that would burst."""
    if file.size > MOST_BYTES:
        raise ValidationError(_("The file is larger than %(most)d MiB.") % {"most": MOST_BYTES // 1024**2})
    content = file.read()
    file.seek(0)
    ending = PurePosixPath(file.name).suffix.lower()
    if ending in {".zip", *INSIDE}:
        if not _is_archive(ending, content):
            raise ValidationError(_("This archive is damaged, or holds what is not taken."))
        _require_harmless(content)
        return
    try:
        checked(file.name, content)
    except InputError as unfit:
        raise ValidationError(unfit.what) from unfit


def _require_harmless(content: bytes) -> None:
    try:
        require_harmless(content)
    except InputError as unfit:
        raise ValidationError(unfit.what) from unfit


def _is_archive(ending: str, content: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False
    if not parts or len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_TIMES * len(content):
        return False
    names = [part.filename for part in parts]
    if ending in INSIDE:
        return INSIDE[ending] in names
    return all(PurePosixPath(name).suffix.lower() in PAPERS for name in names)
