"""留痕 · The auditor's look at the chain: every entry, and whether it holds."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from .anchors import first_loose_of_all
from .models import Entry, Head, Watch
from .seal import verify
from .sentences import NAMES

PAGE_SIZE = 50


@require_GET
def entries(request: HttpRequest, within: Q | None = None) -> HttpResponse:
    """The newest entries first, by deed, by person or by what they are about; those `within` what somebody may see."""
    found = Entry.objects.filter(within or Q()).order_by("-pk")
    if about := request.GET.get("about", "").strip():
        found = found.filter(about__in=[about, f"case:{about}", f"voice:{about}", f"user:{about}"])
    if deed := request.GET.get("deed", "").strip():
        found = found.filter(deed=deed)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "page_obj": page,
        "filters": request.GET,
        "deeds": NAMES.items(),
        "head": Head.objects.filter(pk=1).first(),
        "watch": Watch.objects.first(),
    }
    if "verify" in request.GET:
        context |= {"proof": verify(), "loose": first_loose_of_all()[1]}
    return render(request, "ledger/entries.html", context)
