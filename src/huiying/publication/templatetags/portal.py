"""What the portal's templates ask for beside a page's own facts."""

from typing import Any

from django import template

from ..models.catalogue import index_of
from ..prose import shown
from ..statutory import Statutory

register = template.Library()

register.filter("index_number", index_of)
register.filter("prose", shown)


@register.filter
def statutory_label(item: str) -> Any:
    """The words of an item of art. 20."""
    return Statutory(item).label if item in Statutory.values else ""
