"""The fields that the portal's forms share."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.intake.channel import Attached
from huiying.intake.filetypes import ENDINGS, MOST_BYTES, MOST_FILES, UnfitFile, media_type, plain_name

from .uploads import MOST_TOGETHER, DroppedFile

PHONE = re.compile(r"^\+?[0-9][0-9 -]{5,19}$")
TOO_LONG = gettext_lazy("Please make it shorter: at most %(limit_value)d characters.")
MIB = 1024**2
DRAFTED = {"data-drafted": ""}  # kept in the writer's browser until it has arrived; never on what names a person


class LetterText(forms.CharField):
    """Text over several lines; a line's end counts as one character, as the browser counts it."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").strip()


class Phone(forms.CharField):
    """A number however it is written: full-width, with spaces and hyphens."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"autocomplete": "tel", "inputmode": "tel"})
        super().__init__(label=gettext_lazy("Phone"), max_length=20, widget=widget, **kwargs)
        self.error_messages["max_length"] = TOO_LONG

    def clean(self, value: Any) -> str:
        phone = unicodedata.normalize("NFKC", super().clean(value)).strip()
        if phone and not PHONE.match(phone):
            raise ValidationError(_("A phone number has digits, spaces and hyphens only."))
        return phone.replace(" ", "").replace("-", "")


class Mail(forms.EmailField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Mail address"),
            max_length=120,
            widget=forms.EmailInput({"autocomplete": "email"}),
            help_text=gettext_lazy("With it you get the receipt and the answer by mail too."),
            **kwargs,
        )
        self.error_messages |= {
            "invalid": gettext_lazy("Write the mail address like name@example.cn."),
            "max_length": TOO_LONG,
        }


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of files up to the office's bounds; cleaned they are `Attached`, each checked by its content."""

    widget = _Files

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.widget.attrs["accept"] = ",".join(f".{ending}" for ending in ENDINGS)

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        files = [file for file in files if isinstance(file, UploadedFile)]
        kept: list[Attached] = []
        errors = _bounds(files)
        for file in files:
            if isinstance(file, DroppedFile):
                continue
            attached = Attached(name=file.name or "", content=file.read())
            try:
                media_type(attached)
                kept.append(attached)
            except UnfitFile as unfit:
                errors.append(_("“%(name)s”: %(reason)s.") % {"name": plain_name(attached.name), "reason": unfit})
        if errors:
            raise ValidationError(errors)
        return kept


def _bounds(files: "Sequence[UploadedFile[Any]]") -> list[str]:
    """What was dropped while it came in, in words."""
    dropped = [file for file in files if isinstance(file, DroppedFile)]
    told = []
    if len(files) > MOST_FILES or any(file.why == "many" for file in dropped):
        told.append(
            _("%(n)d files are too many; at most %(most)d can be sent.") % {"n": len(files), "most": MOST_FILES}
        )
    names = "、".join(plain_name(file.name or "") for file in dropped if file.why == "large")
    if names:
        told.append(_("Larger than %(most)d MiB: %(names)s.") % {"most": MOST_BYTES // MIB, "names": names})
    if any(file.why == "together" for file in dropped):
        told.append(_("The files are larger than %(most)d MiB together.") % {"most": MOST_TOGETHER // MIB})
    return told


def files_hint() -> str:
    told = {"n": MOST_FILES, "each": MOST_BYTES // MIB, "all": MOST_TOGETHER // MIB}
    return (
        _("Pictures, PDF, Office files, text, sound, film; at most %(n)d files, %(each)d MiB each, %(all)d MiB in all.")
        % told
    )


def say_files_again(form: forms.Form) -> None:
    """A browser sends files once: where a form comes back, say that they have to be chosen anew."""
    if form.errors and form.files and form.files.getlist("attachments"):
        form.add_error("attachments", _("The files were not kept. Please choose them again."))
