"""The index follows what is published: whoever saves, moves, hides or deletes a page, an answer or a document need not
think of it.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction, get_page_models
from wagtail.signals import page_slug_changed, post_page_move

from ..actions.finding import look_at_answers, look_at_documents, look_at_pages
from ..models import PublishedAnswer, SearchEntry


def _answer_changed(sender: Any, instance: PublishedAnswer, *, raw: bool = False, **more: Any) -> None:
    if not raw:
        look_at_answers([instance.pk])


def _page_changed(sender: Any, instance: Page, *, raw: bool = False, **more: Any) -> None:
    """The page is read again: what `instance` holds may be a draft. What stands under a page bears its title."""
    if raw:
        return
    known = SearchEntry.objects.filter(source=f"page:{instance.pk}").values_list("title", flat=True).first()
    look_at_pages([instance.pk])
    now = SearchEntry.objects.filter(source=f"page:{instance.pk}").values_list("title", flat=True).first()
    if instance.numchild and known not in (None, now):
        _look_below(instance)


def _page_gone(sender: Any, instance: Page, **more: Any) -> None:
    look_at_pages([instance.pk])


def _place_changed(sender: Any, instance: Page, **more: Any) -> None:
    _look_below(instance)


def _restricted(sender: Any, instance: PageViewRestriction, *, raw: bool = False, **more: Any) -> None:
    """Who may see a page changed, and with it who may see what stands under it."""
    if not raw and (page := Page.objects.filter(pk=instance.page_id).first()):
        _look_below(page)


def _document_changed(sender: Any, instance: Any, *, raw: bool = False, **more: Any) -> None:
    if not raw:
        look_at_documents([instance.pk])


def _look_below(page: Page) -> None:
    look_at_pages(Page.objects.filter(path__startswith=page.path).values_list("pk", flat=True))


def watch() -> None:
    """Follow every save, move and deletion of what can be found."""
    for model in get_page_models():
        post_save.connect(_page_changed, sender=model, dispatch_uid=f"found-again-{model._meta.label}")
    # That of `Page` comes when the row of its own kind is gone too: before, half a page could be read.
    post_delete.connect(_page_gone, sender=Page, dispatch_uid="found-no-more")
    for signal in (page_slug_changed, post_page_move):
        signal.connect(_place_changed, dispatch_uid="found-in-its-new-place")
    followed = (
        (PublishedAnswer, _answer_changed),
        (PageViewRestriction, _restricted),
        (get_document_model(), _document_changed),
    )
    for other, looked in followed:
        for changed in (post_save, post_delete):
            changed.connect(looked, sender=other, dispatch_uid=f"found-again-{other._meta.label}")
