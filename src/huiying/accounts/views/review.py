"""权限复核 · The review of access rights, on the page and as a paper."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huiying.people.access import desk, staff
from huiying.sheets import XLSX

from .. import review


@never_cache
@require_http_methods(["GET", "POST"])
@desk("accounts.review")
def access(request: HttpRequest) -> HttpResponse:
    """Who holds what and signed in when; by the button, the paper to be signed, which the ledger tells of."""
    by, at = staff(request), timezone.now()
    rows = review.logins(by, at=at)
    if request.method == "GET":
        striking = sum(bool(row.why) for row in rows)
        return render(request, "accounts/access.html", {"rows": rows, "striking": striking})
    with transaction.atomic():
        content = review.paper(rows, by=by, at=at)
    name = f"access-review-{timezone.localdate(at).isoformat()}.xlsx"
    return HttpResponse(content, XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
