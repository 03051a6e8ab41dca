"""A paper of a disclosure request, as a download. Only who may see contacts gets it with the applicant's whole name."""

import hashlib
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiying.handling.models import DisclosureNotice
from huiying.handling.work import visible
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.access import desk, staff

from .paper import docx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNNAMED = "申请人"


@require_GET
@desk("handling.read")
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as it was made; that it was taken is recorded with its digest."""
    person = staff(request)
    papers = DisclosureNotice.objects.filter(request__case__in=visible(person))
    notice = get_object_or_404(
        papers.select_related("request__case__voice__correspondent", "reply").prefetch_related("reply__files"), pk=pk
    )
    case = notice.request.case
    whole = policies.allows(person, "handling.unmask", case)
    files = tuple(file.name for file in notice.reply.files.all()) if notice.reply else ()
    content = docx(notice, addressee=notice.addressee or _applicant(notice, whole=whole), files=files)
    digest = hashlib.sha256(content).hexdigest()
    at = timezone.now()
    record("disclosure.paper_taken", about=case.ref, by=person, at=at, number=notice.number, digest=digest)
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{notice.title}-{notice.number}')}.docx"
    response["Cache-Control"] = "private, no-store"
    return response


def _applicant(notice: DisclosureNotice, *, whole: bool) -> str:
    writer = notice.request.case.voice.correspondent
    if writer is None:
        return UNNAMED
    return (writer.name if whole else writer.masked_name) or UNNAMED
