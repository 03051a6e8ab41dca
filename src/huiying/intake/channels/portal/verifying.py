"""验证邮箱 · Whoever opens the link of a receipt mail and presses the button shows that the mail address is theirs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huiying.intake.actions import verify_address
from huiying.intake.actions.verifying import told_by
from huiying.language.privacy import mask


@never_cache
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """The button, and after it the thanks. Opening the link alone verifies nothing: mail filters open links too."""
    at = timezone.now()
    told = told_by(token, at)
    if told is None:
        return render(request, "intake/verify.html", {"told": None}, status=404)
    if request.method == "POST":
        verify_address(told, at=at)
    context = {"told": told, "address": mask(told.address.value), "done": told.address.verified_at is not None}
    return render(request, "intake/verify.html", context)
