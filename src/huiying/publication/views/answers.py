"""公开答复: answers as the public reads them."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.handling.models import Outcome

from ..describing import Described, crumb_list, plain
from ..front.marks import shared
from ..models import PublishedAnswer
from ..similar import similar_published

PAGE_SIZE = 20
ANY_SUGGESTION = "any"
ADOPTIONS = frozenset({ANY_SUGGESTION, *Outcome.values})


@require_GET
@shared
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
        "described": _described_list(request),
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
@shared
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """One answer, read like a letter."""
    found = get_object_or_404(PublishedAnswer, reference=reference)
    related = PublishedAnswer.objects.exclude(theme="").filter(theme=found.theme).exclude(pk=found.pk)
    context = {"answer": found, "related": related[:5], "described": _described(request, found)}
    return render(request, "publication/answer.html", context)


def _described_list(request: HttpRequest) -> Described:
    """The list for search engines; its months and themes are the same page for them."""
    title, address = _("Published answers"), request.build_absolute_uri(reverse("answers"))
    data = {"@type": "CollectionPage", "name": title, "url": address}
    return Described(title=title, description="", address=address, data=(data, crumb_list(request, [(title, address)])))


def _described(request: HttpRequest, answer: PublishedAnswer) -> Described:
    """An answer for search engines: a question of somebody who is not named, and the office's answer."""
    above, address = reverse("answers"), request.build_absolute_uri()
    told = {"@type": "Answer", "text": answer.answer, "dateCreated": answer.replied_on}
    told["author"] = {"@type": "GovernmentOrganization", "name": answer.section}
    question = {
        "@type": "Question",
        "name": answer.title,
        "text": answer.question,
        "dateCreated": answer.accepted_on,
        "answerCount": 1,
        "acceptedAnswer": told,
    }
    data = {"@type": "QAPage", "url": address, "mainEntity": question}
    crumbs = crumb_list(request, [(_("Published answers"), above), (answer.title, address)])
    return Described(answer.title, plain(answer.gist), address, answer.replied_on, (data, crumbs))


@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """What others were told, for somebody who is writing; posted, so that no letter stands in an address or a log."""
    found = similar_published(request.POST.get("text", "")[:1000])
    return render(request, "publication/parts/similar.html", {"found": found}) if found else HttpResponse()
