"""附件 · A document of the editors' room is what its name says, as every other file that comes in."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models.signals import pre_delete
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images import get_image_model
from wagtail.images.forms import BaseImageForm

from huiying.core.errors import InputError
from huiying.handling.files import MOST_BYTES, checked, require_harmless

from .referring import everybody_may_see
from .reviewing import is_on

MOST_PARTS, MOST_TIMES = 5_000, 200  # of an archive: as of an office document (`intake.officefiles`)
INSIDE = {".ofd": "OFD.xml"}  # GB/T 33190: the entry file of an OFD
# What an archive of papers holds; no program and no archive in it.
PAPERS = frozenset(
    (".pdf", ".docx", ".doc", ".xlsx", ".xls", ".pptx", ".wps", ".et", ".ofd", ".txt", ".csv", ".jpg", ".jpeg", ".png")
)


class CheckedPictureForm(BaseImageForm):  # type: ignore[misc]  # Wagtail has no types
    """That it is a picture is Wagtail's to see."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            _refuse_while_shown(self.instance)
            with _refusing():
                require_harmless(file.name, _content(file))
        return file


class CheckedForm(BaseDocumentForm):  # type: ignore[misc]  # Wagtail has no types
    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            _refuse_while_shown(self.instance)
            refuse_unfit(file)
        return file


def watch() -> None:
    """What a public page shows is not deleted, by whatever road."""
    for model in (get_document_model(), get_image_model()):
        pre_delete.connect(_refuse_deletion, sender=model, dispatch_uid=f"shown-{model._meta.label}")


def _is_reviewed(kept: Any) -> bool:
    """Whether a public page shows it that three have reviewed."""
    return kept.pk is not None and is_on() and everybody_may_see(kept)


def _refuse_while_shown(kept: Any) -> None:
    if _is_reviewed(kept):
        told = _("A public page shows this file. Upload the new one beside it, and change the page, which is reviewed.")
        raise ValidationError(told)


def _refuse_deletion(instance: Any, **_more: object) -> None:
    if _is_reviewed(instance):
        raise PermissionDenied(_("A public page shows this file. Take it out of the page first."))


def refuse_unfit(file: Any) -> None:
    """ValidationError for a file whose content is not what its ending says, or that would burst."""
    if file.size > MOST_BYTES:
        raise ValidationError(_("The file is larger than %(most)d MiB.") % {"most": MOST_BYTES // 1024**2})
    content = _content(file)
    ending = PurePosixPath(file.name).suffix.lower()
    with _refusing():
        if ending not in {".zip", *INSIDE}:
            checked(file.name, content)
        elif not _is_archive(ending, content):
            raise ValidationError(_("This archive is damaged, or holds what is not taken."))
        else:
            require_harmless(file.name, content)


def _content(file: Any) -> bytes:
    file.seek(0)
    content: bytes = file.read()
    file.seek(0)
    return content


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
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
