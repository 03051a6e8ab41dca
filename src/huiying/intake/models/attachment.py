from typing import Any, ClassVar

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _

from .voice import Voice


def store() -> Storage:
    """Beside the media that the web serves, never among them: attachments are read through the desk alone."""
    return storages["kept"]


def keep(file: FieldFile, content: bytes, digest: str) -> None:
    """Keep a file under its digest, once: what a transaction that failed left behind is used by the next try."""
    place = f"{digest[:2]}/{digest}"
    if file.storage.exists(place):
        file.name = place
    else:
        file.save(place, ContentFile(content), save=False)


class KeptFileField(models.FileField):
    """A file in that store. To migrations it is a plain file column."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"storage": store} | kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("storage", None)
        return name, "django.db.models.FileField", args, kwargs


class KeptFile(models.Model):
    """A file by its content: the name under which it is shown, its type, its digest, where it is kept."""

    name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size"))
    digest = models.CharField(max_length=64)
    file = KeptFileField(_("file"), max_length=120)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Attachment(KeptFile):
    """附件 · A file that came with a voice."""

    voice = models.ForeignKey(Voice, models.CASCADE, related_name="attachments", verbose_name=_("voice"))

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering: ClassVar = ["id"]
