"""我的视图 · The views of a list as tabs: a person's own, and those that their unit shares."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, QueryDict

from huiying.people.models import User

from ..models import SavedView
from .asked import Asked, ListOf

ALL = "all"


def seen(person: User, which: ListOf) -> list[SavedView]:
    """The views that this person sees over a list, those of the unit first; one query."""
    units = {post.section.unit_id for post in person.held_posts if post.section is not None}
    found = SavedView.objects.filter(Q(by=person) | Q(unit__in=units), list=which.name)
    return sorted(found, key=lambda view: (view.unit_id is None, view.pk))


def opening(request: HttpRequest, views: list[SavedView]) -> str:
    """Where a list opens at which nothing is asked of it: the person's own view of choice; "" where it is right so."""
    person = request.user.pk
    chosen = next((view for view in views if view.is_default and view.by_id == person and view.query), None)
    return f"{request.path}?{chosen.query}&view={chosen.pk}" if chosen and not request.GET else ""


def tabs(asked: Asked, views: list[SavedView]) -> dict[str, Any]:
    """The tabs, which of them is open, and what the forms over the list need."""
    query = _plain(asked.without())
    current = next((view for view in views if _plain(view.query) == query), None)
    return {
        "views": views,
        "current_view": current,
        "own_view": current if current and current.by_id == asked.person.pk else None,
        "which_list": asked.which.name,
        "query": asked.without(),
        "open_all": not query,
    }


def _plain(query: str) -> frozenset[tuple[str, str]]:
    """What a query asks for, whatever its order; a field left empty asks for nothing."""
    told = QueryDict(query[:1000])
    return frozenset((name, told[name]) for name in told if told[name] and (name, told[name]) != ("show", ALL))
