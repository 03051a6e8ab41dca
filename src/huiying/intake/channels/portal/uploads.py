"""What the public uploads is bounded while it comes in: what is too much is dropped at once and named, never kept, and
the words of the form are read all the same.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from huiying.intake.filetypes import MOST_BYTES, MOST_FILES
from huiying.intake.lengths import told_length

MOST_TOGETHER = 50 * 1024 * 1024
MOST_BODY = 120 * 1024 * 1024  # beyond this nobody waits: the form is not read at all
View = Callable[..., HttpResponse]


class DroppedFile(SimpleUploadedFile):
    """A file of which nothing was kept; `why` is many, large or together."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, b"")
        self.why = why


class Bounded(FileUploadHandler):
    """The first of the handlers: lets through what is within bounds and stands in for the rest."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.files = self.size = self.together = 0
        self.why = ""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.files += 1
        self.size = 0
        self.why = "many" if self.files > MOST_FILES else ""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if not self.why:
            self.size += len(raw_data)
            self.together += len(raw_data)
            self.why = "large" if self.size > MOST_BYTES else "together" if self.together > MOST_TOGETHER else ""
        if not self.why:
            return raw_data
        self.together -= self.size
        self.size = 0
        return None

    def file_complete(self, file_size: int) -> DroppedFile | None:
        if not self.why:
            return None
        self._close_what_was_begun()
        return DroppedFile(self.file_name or "file", self.why)

    def _close_what_was_begun(self) -> None:
        """The part of a dropped file that reached the disk goes away at once."""
        for handler in self.request.upload_handlers if self.request else ():
            if isinstance(handler, TemporaryFileUploadHandler) and hasattr(handler, "file"):
                handler.file.close()


def bounded(view: View) -> View:
    """A view whose form takes files. The bounds must stand before the form is read, and so before CSRF is checked;
    `csrf_protect` then checks it as everywhere else.
    """
    protected = csrf_protect(view)

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            if told_length(request) > MOST_BODY:
                return render(request, "intake/too_large.html", {"most": MOST_TOGETHER // 1024**2}, status=413)
            request.upload_handlers.insert(0, Bounded(request))
        return protected(request, *args, **kwargs)

    return csrf_exempt(opened)
