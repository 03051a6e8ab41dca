"""公开答复: answers as the public reads them."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from huiying.handling.models import Outcome

from ..models import PublishedAnswer
from ..similar import similar_published

PAGE_SIZE = 20
ANY_SUGGESTION = "any"
ADOPTIONS = frozenset({ANY_SUGGESTION, *Outcome.values})


@require_GET
def answers(request: HttpRequest) -> HttpResponse:
    """The published answers, newest first, by theme or month, with how many each month had."""
    theme, month = request.GET.get("theme", ""), _month(request.GET.get("month", ""))
    adoption = request.GET.get("adoption", "")
    found = PublishedAnswer.objects.filter(theme=theme) if theme else PublishedAnswer.objects.all()
    if month:
        found = found.of_month(month)
    if adoption in ADOPTIONS:
        found = found.to_suggestions("" if adoption == ANY_SUGGESTION else adoption)
    context = {
        "page_obj": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "themes": PublishedAnswer.objects.by_theme(),
        "theme": theme,
        "months": PublishedAnswer.objects.by_month()[:13],
        "month": month,
        "adoption": adoption,
        "outcomes": _outcomes(),
    }
    return render(request, "publication/answers.html", context)


def _outcomes() -> list[tuple[str, str, int]]:
    """What became of the suggestions whose answers are published: each outcome that there is, with how many."""
    counts = PublishedAnswer.objects.by_outcome()
    return [(key, str(label), counts[key]) for key, label in Outcome.choices if key in counts]


def _month(written: str) -> date | None:
    """The first day of a month written as 2026-03; None for anything else."""
    try:
        return date.fromisoformat(f"{written}-01")
    except ValueError:
        return None


@require_GET
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """One answer, read like a letter."""
    found = get_object_or_404(PublishedAnswer, reference=reference)
    related = PublishedAnswer.objects.exclude(theme="").filter(theme=found.theme).exclude(pk=found.pk)
    return render(request, "publication/answer.html", {"answer": found, "related": related[:5]})


@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """What others were told, for somebody who is writing; posted, so that no letter stands in an address or a log."""
    found = similar_published(request.POST.get("text", "")[:1000])
    return render(request, "publication/parts/similar.html", {"found": found}) if found else HttpResponse()
