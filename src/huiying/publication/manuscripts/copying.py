"""A manuscript's row as `Content`: what the forms are made from, with its pictures read from the store."""

from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError

from ..models import Manuscript, Picture
from .content import Content, Image


def copy_of(manuscript: Manuscript, *, today: date, with_pictures: bool = True) -> Content:
    """Everything of it; of pictures only their captions where no form draws them."""
    told = manuscript.published_at or manuscript.approved_at
    return Content(
        title=manuscript.title,
        body=manuscript.body,
        summary=manuscript.summary,
        source=manuscript.source or manuscript.unit.name,
        section=manuscript.section.name,
        signer=manuscript.signer,
        contact=manuscript.contact,
        dated=timezone.localdate(told) if told else today,
        link=f"{settings.SITE_ADDRESS}{manuscript.page}" if manuscript.page else "",
        images=tuple(_image(picture, with_pictures) for picture in manuscript.pictures.all()),
        approved=manuscript.state == Manuscript.State.APPROVED,
    )


def _image(picture: Picture, drawn: bool) -> Image:
    content = content_of(picture) if drawn else b""
    return Image(picture.caption, picture.media_type, picture.width, picture.height, content)


def content_of(picture: Picture) -> bytes:
    """The picture from the store; RuleError where it is gone, since a form without it would be another one."""
    try:
        with picture.file.open("rb") as kept:
            return bytes(kept.read())
    except FileNotFoundError as error:
        raise RuleError(
            _("The picture is missing from the store."),
            where=picture.caption,
            fix=_("Take it out of the manuscript, or restore the backup."),
        ) from error
