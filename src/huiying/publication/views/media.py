"""Pictures and files of published pages. Pictures are shown; every other file is handed out, never opened as a page of
ours, whoever uploaded it.
"""

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

SHOWN = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp"}
A_DAY = "public, max-age=86400"


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file under its address; 404 for what is none or lies elsewhere."""
    try:
        content = default_storage.open(path, "rb")
    except (OSError, SuspiciousFileOperation, ValueError) as error:  # an address longer than a file's name among them
        raise Http404 from error
    kind = SHOWN.get(path.rpartition(".")[2].lower())
    name = path.rpartition("/")[2]
    headers = {"Cache-Control": A_DAY, "X-Content-Type-Options": "nosniff"}
    media_type = kind or "application/octet-stream"
    return FileResponse(content, as_attachment=kind is None, filename=name, content_type=media_type, headers=headers)
