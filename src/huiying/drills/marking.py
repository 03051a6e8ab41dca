"""Every page of a drill's world says that it is one: under its first tag, in its title, and in the name of every file
that is taken out of it.

It stands inside `SharedPages`, so that a page which is the same for everybody is kept with its mark. No moment is
written into a page: the script asks `/drill/clock/` and ticks on by itself.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.http import content_disposition_header, parse_header_parameters

from .world import plan

MARK = "演练"
TOKENS = "huiying/tokens.css"
TITLE = f"【{MARK}】"
_BODY = re.compile(r"""<body\b(?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]*>", re.IGNORECASE)
_HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)


class Marked:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        response["X-Huiying-Drill"] = settings.DRILL
        _name_file(response, request.path)
        if isinstance(response, HttpResponse) and _is_page(response):
            _mark(response)
        return response


def _is_page(response: HttpResponse) -> bool:
    """HTML that nobody has packed. A part of a page has no body of its own and is left as it is."""
    kind = response.get("Content-Type", "").partition(";")[0].strip().lower()
    return kind in {"text/html", "application/xhtml+xml"} and not response.has_header("Content-Encoding")


def _mark(response: HttpResponse) -> None:
    text = response.content.decode(response.charset or "utf-8", "surrogateescape")
    marked = marked_page(text, str(title_of(Path(settings.HOME))))
    if marked == text:
        return
    response.content = marked.encode(response.charset or "utf-8", "surrogateescape")
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))
    del response["ETag"]  # it was that of the page without its mark


def marked_page(text: str, title: str) -> str:
    """The page with its mark; the text as it is where it has no body."""
    body = _BODY.search(text)
    if body is None:
        return text
    head, rest = text[: body.start()], text[body.end() :]
    named = _TITLE.sub(lambda found: found[0] + TITLE, head, count=1)
    end = _HEAD_END.search(named)
    at = end.start() if end else len(named)
    return "".join((named[:at], _links(tokens=TOKENS not in named), named[at:], body[0], _banner(title), rest))


def _links(*, tokens: bool) -> str:
    """The editors' pages have no colours of ours yet."""
    sheets = [*([TOKENS] if tokens else []), "huiying/drill.css"]
    links = format_html_join("", '<link rel="stylesheet" href="{}">', ((static(sheet),) for sheet in sheets))
    return links + format_html('<script src="{}" defer></script>', static("huiying/drill.js"))


def _banner(title: str) -> str:
    return render_to_string("drills/banner.html", {"title": title, "zone": settings.TIME_ZONE})


@cache
def title_of(folder: Path) -> str:
    told = plan.read(folder)
    return told.title if told else settings.DRILL


def _name_file(response: HttpResponseBase, path: str) -> None:
    """A file that is taken away has the word in its name; one that has none takes that of its address."""
    told = response.get("Content-Disposition", "")
    if not told:
        return
    kind, parameters = parse_header_parameters(told)
    name = parameters.get("filename") or (PurePosixPath(path).name if kind == "attachment" else "")
    if name and not name.startswith(MARK):
        response["Content-Disposition"] = content_disposition_header(kind == "attachment", f"{MARK}-{name}") or told
