"""附件 · A file of a voice, for whoever may read the voice or its case; that it was taken is a deed."""

import re
from typing import Any

from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiying.intake.models import Attachment, Voice
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from .. import actions
from ..models import Case
from ..work import visible

# A browser shows nothing of it and runs nothing of it, whatever it is; no proxy and no disk keeps it.
HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}
_PLAIN = re.compile(r"[a-z]+/[a-z0-9.+-]+")


@require_GET
@desk()
def attachment(request: HttpRequest, pk: int) -> Any:
    """Hand the file out as a download. What one may not read does not exist."""
    found = get_object_or_404(Attachment.objects.select_related("voice__continues"), pk=pk)
    person, case = staff(request), _case(found.voice)
    if not (policies.allows(person, "intake.read", found.voice) or _may_read(person, case)):
        raise Http404
    try:
        content = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    actions.take_attachment(found, case, by=person, at=timezone.now())
    kind = found.media_type if _PLAIN.fullmatch(found.media_type) else "application/octet-stream"
    return FileResponse(content, as_attachment=True, filename=found.name, content_type=kind, headers=HEADERS)


def _case(voice: Voice) -> Case | None:
    """The case that answers a voice, its own or that of the one it continues."""
    return Case.objects.filter(Q(voice=voice) | Q(voice=voice.continues_id)).order_by("-pk").first()


def _may_read(person: User, case: Case | None) -> bool:
    if case is None or not policies.allows(person, "handling.read"):
        return False
    return visible(person).filter(pk=case.pk).exists()
