"""在看 · The page of a case says every few seconds that it is open, and hears who else has it open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from huiying.people.access import desk, staff

from .. import actions
from ..actions.looking import others
from ..work import visible


@require_POST
@desk("handling.read")
def presence(request: HttpRequest, number: str) -> HttpResponse:
    """Not a deed: nothing of it is recorded, and it is forgotten after a minute."""
    case, person, at = get_object_or_404(visible(staff(request)), number=number), staff(request), timezone.now()
    actions.look(case, writing=bool(request.POST.get("writing")), by=person, at=at)
    return render(request, "handling/parts/others.html", {"others": others(case, person, at=at), "now": at})
