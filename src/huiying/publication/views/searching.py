"""搜索 · The portal's search: a form that works without scripts, and what is offered while somebody types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from huiying.language.wanted import MOST_TYPED

from ..actions.missed import is_personal, note_missed
from ..columns import COLUMNS
from ..models import PublishedAnswer
from ..search import hits
from ..searching.engines import Filters
from ..searching.findable import KINDS
from ..searching.finding import BEST, MOST, NEWEST, Found, find
from ..searching.finding import suggest as suggested
from ..searching.visitors import counts
from ..similar import similar_published

PAGE_SIZE = 30
READ = 4 * MOST_TYPED  # characters of what was typed that are looked at
TITLES: Mapping[str, str] = {slug: title for slug, title, _intro in COLUMNS}


@dataclass(frozen=True, slots=True)
class Asking:
    """What a visitor asks for; whatever makes no sense is left out."""

    words: str
    cut: bool
    order: str
    as_typed: bool
    filters: Filters = field(default_factory=Filters)

    @classmethod
    def read(cls, told: QueryDict) -> "Asking":
        raw = told.get("q", "")
        words = clean(raw)
        return cls(
            words=words[:MOST_TYPED].strip(),
            cut=len(words) > MOST_TYPED or len(raw) > READ,
            order=NEWEST if told.get("sort") == NEWEST else BEST,
            as_typed="exact" in told,
            filters=Filters(
                kind=told.get("kind", "") if told.get("kind") in KINDS else "",
                column=told.get("column", "") if told.get("column") in TITLES else "",
                since=_day(told.get("since", "")),
                until=_day(told.get("until", "")),
            ),
        )


def clean(typed: str) -> str:
    """What was typed without what cannot be seen, in one line."""
    return " ".join("".join(char if char.isprintable() else " " for char in typed[:READ]).split())


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """What the portal has for the words; where it has nothing, the answers that come closest."""
    asking = Asking.read(request.GET)
    found = find(
        asking.words, today=timezone.localdate(), filters=asking.filters, order=asking.order, as_typed=asking.as_typed
    )
    page = Paginator(found.keys, PAGE_SIZE).get_page(request.GET.get("page"))
    personal = bool(asking.words) and is_personal(asking.words)
    if _is_missed(asking, found, first=request.GET.get("page", "1") == "1") and not personal and counts(request):
        note_missed(asking.words, at=timezone.now())
    context = {
        "asking": asking,
        "words": asking.words,
        "found": found,
        "page_obj": page,
        "hits": hits(list(page.object_list), found.wanted.words),
        "most": MOST,
        "personal": personal,
        "kinds": KINDS,
        "columns": TITLES,
        "close": [] if found.keys or asking.filters else similar_published(asking.words, top=5),
        "asked_most": [] if found.wanted.terms else PublishedAnswer.objects.by_theme()[:8],
    }
    return render(request, "publication/search.html", context)


def _is_missed(asking: Asking, found: Found, *, first: bool) -> bool:
    """Whether the portal has nothing for the words, in any of its columns and of any day."""
    return bool(found.wanted.terms) and not found.keys and not asking.filters and first


@require_POST
def suggest(request: HttpRequest) -> HttpResponse:
    """What somebody may be looking for; posted, so that half a word stands in no address and no log."""
    typed = clean(request.POST.get("q", ""))[:MOST_TYPED]
    found = suggested(typed, today=timezone.localdate())
    context = {"hits": hits(found.keys, found.wanted.words), "meant": found.meant}
    shown = bool(found.keys or found.meant)
    return render(request, "publication/parts/suggestions.html", context) if shown else HttpResponse()
