"""What a browser is told of every answer of ours: what it may run, what it may hold, and who may look at it.

Sources: CSP level 3, Permissions Policy, Fetch (Cross-Origin-Resource-Policy), RFC 6265bis (`__Host-`), OWASP ASVS 5.0
V3.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .headers import FOR_EDITORS, PERMISSIONS

EDITORS = "/cms/"
# Pictures and files that the portal publishes may be shown by others; nothing else of ours leaves its site.
PUBLISHED = ("/media/", "/static/", "/documents/")
STAFF = ("/desk/", EDITORS)
LEAVING = {"/desk/logout/", f"{EDITORS}logout/"}


class Guarded:
    """Stands outside the kept pages and the static files, so that none of them goes without."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        site = "cross-origin" if request.path.startswith(PUBLISHED) else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", site)
        if request.path.startswith(STAFF):
            response.headers.setdefault("Cache-Control", "private, no-store")
        if request.path in LEAVING and request.method == "POST":
            # texts that were begun stay in the browser's store for a day, but not of who says that they go
            response.headers["Clear-Site-Data"] = '"storage"'
        if request.path.startswith(EDITORS):
            response._csp_replace = FOR_EDITORS  # type: ignore[attr-defined]  # as `csp.decorators` marks a response
        return response


class _InCookie(CookieStorage):
    cookie_name = settings.MESSAGE_COOKIE_NAME


class Messages(FallbackStorage):
    """Django's messages, in a cookie whose name follows ours."""

    storage_classes = (_InCookie, SessionStorage)
