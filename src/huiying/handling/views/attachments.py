"""附件 · A file of a voice, for whoever may read the voice or its case; that it was taken is a deed."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiying.intake.models import Attachment, Voice
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from .. import actions
from ..files import handed_out
from ..models import Case
from ..work import visible


@require_GET
@desk()
def attachment(request: HttpRequest, pk: int) -> Any:
    """Hand the file out as a download. What one may not read does not exist."""
    found = get_object_or_404(Attachment.objects.select_related("voice__continues"), pk=pk)
    person, case = staff(request), _case(found.voice)
    if not (policies.allows(person, "intake.read", found.voice) or _may_read(person, case)):
        raise Http404
    answer = handed_out(found)
    actions.take_attachment(found, case, by=person, at=timezone.now())
    return answer


def _case(voice: Voice) -> Case | None:
    """The case that answers a voice, its own or that of the one it continues."""
    return Case.objects.filter(Q(voice=voice) | Q(voice=voice.continues_id)).order_by("-pk").first()


def _may_read(person: User, case: Case | None) -> bool:
    if case is None or not policies.allows(person, "handling.read"):
        return False
    return visible(person).filter(pk=case.pk).exists()
