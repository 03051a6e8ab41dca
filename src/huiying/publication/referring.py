"""引用 · A document or a picture is public while a public page refers to it, by Wagtail's index of references: what
belongs to a draft, to a page that was taken down or to no page at all is for editors.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from .editors import ENTERS


def shown_by(model: type[Model], keys: Sequence[str]) -> dict[str, int]:
    """For each of these a page that refers to it and that everybody may see, the last one."""
    pairs = _pairs(model, keys)
    seen = set(Page.objects.filter(pk__in={page for _key, page in pairs}).live().public().values_list("pk", flat=True))
    return {key: page for key, page in sorted(pairs) if page in seen}


def documents_of(pages: Iterable[int]) -> set[int]:
    """The documents to which these pages refer."""
    told = _references(get_document_model()).filter(object_id__in=[str(page) for page in pages])
    return {int(key) for key in told.values_list("to_object_id", flat=True)}


def everybody_may_see(kept: Model | None) -> bool:
    """Whether a page that everybody may see refers to this document or picture."""
    return kept is not None and bool(shown_by(type(kept), [str(kept.pk)]))


def may_see(request: HttpRequest, kept: Model | None) -> bool:
    """Everybody what a public page refers to, a reader of a protected page what that page does, an editor all."""
    if everybody_may_see(kept) or request.user.has_perm(ENTERS):
        return True
    return kept is not None and any(_opens(request, page) for page in _live_pages(kept))


def under_name(name: str) -> Any | None:
    """The picture or the document whose file has this name in the store: one of a picture's sizes, or its own file."""
    if "\0" in name:  # PostgreSQL compares no such text
        return None
    picture = get_image_model()
    if size := picture.get_rendition_model().objects.filter(file=name).select_related("image").first():
        return size.image
    found = (model.objects.filter(file=name).first() for model in (get_document_model(), picture))
    return next(filter(None, found), None)


def _references(model: type[Model]) -> Any:
    """What of this model pages refer to."""
    return ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model),
        base_content_type=ContentType.objects.get_for_model(Page),
    )


def _pairs(model: type[Model], keys: Sequence[str]) -> list[tuple[str, int]]:
    """Each of these with a page that refers to it."""
    told = _references(model).filter(to_object_id__in=keys).values_list("to_object_id", "object_id")
    return [(key, int(page)) for key, page in told]


def _live_pages(kept: Model) -> Iterable[Any]:
    keys = {page for _key, page in _pairs(type(kept), [str(kept.pk)])}
    pages: Iterable[Any] = Page.objects.filter(pk__in=keys).live()
    return pages


def _opens(request: HttpRequest, page: Any) -> bool:
    return all(restriction.accept_request(request) for restriction in page.get_view_restrictions())
