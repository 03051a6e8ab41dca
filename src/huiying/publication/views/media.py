"""Documents and pictures of published pages. Each has one address, and is handed out while a public page refers to it;
pictures are shown, every other file is downloaded, never opened as a page of ours, whoever uploaded it.
"""

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve

from ..referring import everybody_may_see, may_see, under_name

SHOWN = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp"}
A_DAY = 86400


@require_safe
@cache_control(no_cache=True)  # a document that is taken back is gone at the next asking
def document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """A document under its address, handed out by Wagtail; 404 for whoever may not see it."""
    if not may_see(request, get_object_or_404(get_document_model(), pk=document_id)):
        raise Http404
    answer: HttpResponseBase = serve(request, document_id, document_filename)
    return answer


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture under its address. Documents once lay here too: who kept such an address is sent to the new one."""
    kept = under_name(path)
    everybody = everybody_may_see(kept)
    if not everybody and not may_see(request, kept):
        raise Http404
    if isinstance(kept, get_document_model()):
        return HttpResponsePermanentRedirect(kept.url)
    try:
        content = default_storage.open(path, "rb")
    except (OSError, SuspiciousFileOperation, ValueError) as error:  # an address longer than a file's name among them
        raise Http404 from error
    kind = SHOWN.get(path.rpartition(".")[2].lower())
    answer = FileResponse(
        content,
        as_attachment=kind is None,
        filename=path.rpartition("/")[2],
        content_type=kind or "application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff"},
    )
    patch_cache_control(answer, max_age=A_DAY, **{"public" if everybody else "private": True})
    return answer
