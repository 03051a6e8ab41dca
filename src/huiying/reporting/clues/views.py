"""The letter and the whole file of a rumour clue, as downloads."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiying.handling.models import Clue
from huiying.handling.work import visible_clues
from huiying.people.access import desk, staff

from .taking import take_bundle, take_letter

READ = "handling.clues.read"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
@desk(READ)
def paper(request: HttpRequest, number: str) -> HttpResponse:
    """The letter; of a draft it says that it is one."""
    clue = _clue(request, number)
    content = take_letter(clue, by=staff(request), at=timezone.now())
    return _download(content, DOCX, f"涉嫌网络谣言线索移送函-{clue.number}.docx")


@require_GET
@desk(READ)
def whole(request: HttpRequest, number: str) -> HttpResponse:
    """Letter, captures, content and manifest of a signed clue."""
    clue = _clue(request, number)
    content = take_bundle(clue, by=staff(request), at=timezone.now())
    return _download(content, "application/zip", f"涉嫌网络谣言线索-{clue.number}.zip")


def _clue(request: HttpRequest, number: str) -> Clue:
    found = visible_clues(staff(request)).select_related("unit", "made_by", "signed_by", "handover")
    return get_object_or_404(found, number=number)


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response
