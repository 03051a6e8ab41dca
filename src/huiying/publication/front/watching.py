"""Everything that the portal shows changes its stamp when it changes."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from ..models import PolicyAttachment, PortalStamp, PublishedAnswer

SHOWN: list[type[Model]] = [PublishedAnswer, PolicyAttachment, Document, Image, PageViewRestriction, Site]
NAME = "the-portal-changed"


def _changed(sender: Any, **_told: Any) -> None:
    PortalStamp.change()


def _saved(sender: type[Model], **_told: Any) -> None:
    if issubclass(sender, Page):
        PortalStamp.change()


def show(model: type[Model]) -> None:
    """Pages show rows of this model: a change of one changes the portal."""
    for signal in (post_save, post_delete):
        signal.connect(_changed, sender=model, dispatch_uid=NAME)


def watch() -> None:
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_changed, dispatch_uid=NAME)
    for signal in (post_save, post_delete):
        signal.connect(_saved, dispatch_uid=f"{NAME}-page")
    for model in SHOWN:
        show(model)
