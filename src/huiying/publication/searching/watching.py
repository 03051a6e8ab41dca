"""The index follows what is published: whoever saves, moves, hides or deletes a page, an answer or a document need not
think of it.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from modelcluster.models import get_all_child_relations
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, ReferenceIndex, get_page_models
from wagtail.signals import page_slug_changed, post_page_move

from ..actions.finding import look_at, look_at_pages
from ..models import BoardThread, Consultation, PublishedAnswer, SearchEntry
from .findable import ANSWER, CONSULTATION, DOCUMENT, THREAD

ROWS: dict[type[Model], str] = {
    PublishedAnswer: ANSWER,
    BoardThread: THREAD,
    Consultation: CONSULTATION,
    get_document_model(): DOCUMENT,
}


def _row_changed(sender: type[Model], instance: Model, *, raw: bool = False, **more: Any) -> None:
    if not raw:
        look_at(ROWS[sender], [instance.pk])


def _page_changed(sender: Any, instance: Page, *, raw: bool = False, **more: Any) -> None:
    """The page is read again: what `instance` holds may be a draft. What stands under a page bears its title."""
    if raw:
        return
    known = _title_of(instance)
    _look_with_files(instance.pk)
    if instance.numchild and known not in (None, _title_of(instance)):
        _look_below(instance)


def _look_with_files(key: int) -> None:
    """Wagtail notes what a page leads to when it is told of the save, which is after us: it is noted now."""
    page = Page.objects.filter(pk=key).specific().first()
    if page is not None:
        ReferenceIndex.create_or_update_for_object(page)
    look_at_pages([key])


def _title_of(page: Page) -> str | None:
    return SearchEntry.objects.filter(source=f"page:{page.pk}").values_list("title", flat=True).first()


def _page_gone(sender: Any, instance: Page, **more: Any) -> None:
    look_at_pages([instance.pk])


def _part_changed(sender: Any, instance: Any, *, raw: bool = False, **more: Any) -> None:
    """The files of a page are written after the page itself."""
    if not raw:
        _look_with_files(instance.page_id)


def _reference_gone(sender: Any, instance: ReferenceIndex, **more: Any) -> None:
    """A page leads to something no longer; what leads there for the first time is told by the page."""
    if instance.to_content_type_id == ContentType.objects.get_for_model(get_document_model()).pk:
        look_at(DOCUMENT, [int(instance.to_object_id)])


def _place_changed(sender: Any, instance: Page, **more: Any) -> None:
    _look_below(instance)


def _restricted(sender: Any, instance: PageViewRestriction, *, raw: bool = False, **more: Any) -> None:
    """Who may see a page changed, and with it who may see what stands under it."""
    if not raw and (page := Page.objects.filter(pk=instance.page_id).first()):
        _look_below(page)


def _collection_restricted(sender: Any, instance: CollectionViewRestriction, *, raw: bool = False, **more: Any) -> None:
    """The same of documents: a wall stands before a collection and those under it."""
    if not raw:
        under = get_document_model().objects.filter(collection__path__startswith=instance.collection.path)
        look_at(DOCUMENT, under.values_list("pk", flat=True))


def _look_below(page: Page) -> None:
    look_at_pages(Page.objects.filter(path__startswith=page.path).values_list("pk", flat=True))


def watch() -> None:
    """Follow every save, move and deletion of what can be found."""
    for model in get_page_models():
        post_save.connect(_page_changed, sender=model, dispatch_uid=f"found-again-{model._meta.label}")
        for part in get_all_child_relations(model):
            if part.field.name == "page":  # of ours; Wagtail's own parts of a page lead to no document
                _follow(part.related_model, _part_changed)
    # That of `Page` comes when the row of its own kind is gone too: before, half a page could be read.
    post_delete.connect(_page_gone, sender=Page, dispatch_uid="found-no-more")
    post_delete.connect(_reference_gone, sender=ReferenceIndex, dispatch_uid="leads-there-no-more")
    for signal in (page_slug_changed, post_page_move):
        signal.connect(_place_changed, dispatch_uid="found-in-its-new-place")
    for row in ROWS:
        _follow(row, _row_changed)
    _follow(PageViewRestriction, _restricted)
    _follow(CollectionViewRestriction, _collection_restricted)


def _follow(model: type[Model], look: Callable[..., None]) -> None:
    for changed in (post_save, post_delete):
        changed.connect(look, sender=model, dispatch_uid=f"found-again-{model._meta.label}")
