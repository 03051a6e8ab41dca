"""整页缓存 · A page that is the same for everybody is made once and kept until anything published changes.

The key has the stamp (read anew from the database at each request, in the place of the twenty queries of a page), the
language, the day, the host and the address. Kept is only what was made for a request without a person's cookies, that
its view marked as shared and that set no cookie: so nothing of anybody, no token and no message, can be in it.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language_from_request

from ..models import PortalStamp
from .marks import MARK

KEPT_SECONDS = 60  # for what changes without a stamp: a mailbox that is opened, the office's name
LONGEST_QUERY = 100  # whoever invents addresses does not fill the cache with long ones
NOT_SHARED = (
    "/desk/",
    "/cms/",
    "/api/",
    "/static/",
    "/media/",
    "/documents/",
    "/ask/",
    "/status/",
    "/receipt/",
    "/search/",
)
CACHE = "pages"


@dataclass(frozen=True, slots=True)
class Kept:
    content: bytes
    packed: bytes
    etag: str
    headers: dict[str, str]


class SharedPages:
    """Stands before sessions, languages and forms, so that a page that is ready costs none of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = self._key(request)
        if not key:
            return self._get_response(request)
        kept = caches[CACHE].get(key)
        if kept is None:
            response = self._get_response(request)
            if not _may_be_kept(request, response):
                return response
            assert isinstance(response, HttpResponse)
            kept = _kept(response)
            caches[CACHE].set(key, kept, KEPT_SECONDS)
        return _answer(request, kept)

    def _key(self, request: HttpRequest) -> str:
        """Empty where no kept page may be shown: to whoever is signed in, or has a message waiting."""
        if request.method != "GET" or request.path.startswith(NOT_SHARED) or _is_known(request):
            return ""
        query = request.META.get("QUERY_STRING", "")
        stamp = PortalStamp.now() if len(query) <= LONGEST_QUERY else ""
        if not stamp:
            return ""
        language, today = get_language_from_request(request), timezone.localdate().isoformat()
        place = (stamp, language, today, request.scheme or "", request.get_host(), request.path, query)
        return sha256("\n".join(place).encode()).hexdigest()


def _is_known(request: HttpRequest) -> bool:
    """Signed in, or told something that is shown once; or a part of a page is asked for."""
    cookies = {settings.SESSION_COOKIE_NAME, settings.MESSAGE_COOKIE_NAME} & request.COOKIES.keys()
    return bool(cookies) or "HTTP_HX_REQUEST" in request.META


def _may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        response.status_code == 200
        and getattr(response, MARK, False)
        and not response.streaming
        and not response.cookies
        and settings.CSRF_COOKIE_NAME not in request.COOKIES
        and "CSRF_COOKIE" not in request.META  # no form drew a token into the page
    )


def _kept(response: HttpResponse) -> Kept:
    patch_vary_headers(response, ("Accept-Encoding", "Accept-Language", "Cookie"))
    headers = {name: value for name, value in response.items() if name != "Content-Length"}
    headers["Cache-Control"] = "no-cache"  # a browser asks again each time and is mostly told that nothing changed
    etag = f'W/"{sha256(response.content).hexdigest()[:32]}"'
    return Kept(response.content, gzip.compress(response.content, 6, mtime=0), etag, headers)


def _answer(request: HttpRequest, kept: Kept) -> HttpResponseBase:
    """What is packed holds no secret, so that its length tells nobody anything."""
    packed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    answer = HttpResponse(kept.packed if packed else kept.content)
    for name, value in kept.headers.items():
        answer[name] = value
    answer["ETag"] = kept.etag
    if packed:
        answer["Content-Encoding"] = "gzip"
    told = get_conditional_response(request, etag=kept.etag, response=answer)
    assert told is not None
    return told
