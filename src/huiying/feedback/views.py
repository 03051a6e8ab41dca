"""评价 · The writer of a letter, having opened it by number and code, says whether the reply helped."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huiying.handling.models import Reply
from huiying.handling.views.status import may_open

from .actions import rate
from .forms import STARS, RatingForm
from .models import Rating


@never_cache
@require_http_methods(["GET", "POST"])
def rating(request: HttpRequest, number: str) -> HttpResponse:
    """Rate the latest reply to one's own letter, once."""
    if not may_open(request, number):
        return redirect("status")
    replies = Reply.objects.filter(case__voice__number=number).select_related("case").order_by("-pk")
    reply = get_object_or_404(replies[:1])
    given = Rating.objects.filter(reply=reply).first()
    form = RatingForm(request.POST or None)
    if given is None and request.method == "POST" and form.is_valid():
        rate(reply, **form.cleaned_data, at=timezone.now())
        messages.success(request, _("Thank you. Your rating is counted."))
        return redirect("status-letter", number=number)
    words = dict(STARS)[given.stars] if given else ""
    context = {"form": form, "given": given, "number": number, "reply": reply, "given_words": words}
    return render(request, "feedback/rating.html", context)
