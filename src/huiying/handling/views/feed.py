"""日历订阅 · A person's own due dates for their calendar: the page that gives the address, and the file behind it."""

from datetime import UTC, datetime

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huiying.intake.tries import Tries
from huiying.people.access import desk, staff
from huiying.people.models import User

from ..actions.feeding import renew_feed
from ..clocks import feeds
from ..models import FeedKey

# An address is too long to be guessed; a program that keeps asking for one that died is asked to wait.
WRONG = Tries("feed", most=30, window=600)
REMEMBERED = 90 * 24 * 3600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk("handling.read")
def feed(request: HttpRequest) -> HttpResponse:
    """Whether there is an address and since when; a POST makes a new one, which is shown this once."""
    person = staff(request)
    address = ""
    if request.method == "POST":
        token = renew_feed(person, by=person, at=timezone.now())
        address = request.build_absolute_uri(reverse("clock-feed", args=[token]))
    context = {
        "address": address,
        "webcal": address.replace("https://", "webcal://").replace("http://", "webcal://"),
        "key": FeedKey.objects.filter(user=person).first(),
        "count": feeds.clocks_of(person).count(),
    }
    return render(request, "handling/feed.html", context)


@require_safe
def clock_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The file. A program that has it already is told so; a wrong address is 404, and 429 when it keeps coming."""
    person = feeds.owner(token)
    if person is None:
        return _refused(request)
    with override(settings.LANGUAGE_CODE):
        return _file(request, person)


def _refused(request: HttpRequest) -> HttpResponse:
    if WRONG.used_up(request):
        return HttpResponse(_("Please wait."), status=429, headers={"Retry-After": str(WRONG.window)})
    WRONG.count(request)
    raise Http404


def _file(request: HttpRequest, person: User) -> HttpResponse:
    entries = feeds.due_dates(person)
    print_of = feeds.fingerprint(entries)
    seen = _first_seen(f"feed:{person.pk}:{print_of}")
    etag = f'"{print_of}"'
    known = get_conditional_response(request, etag=etag, last_modified=seen)
    answer = known if known is not None and known.status_code == 304 else _whole(request, person, entries, seen)
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(seen)
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _whole(request: HttpRequest, person: User, entries: list[feeds.DueDate], seen: int) -> HttpResponse:
    text = feeds.written(
        entries,
        name=_("Due dates of %(who)s") % {"who": person},
        changed_at=datetime.fromtimestamp(seen, UTC),
        address=lambda number: request.build_absolute_uri(reverse("desk-case", args=[number])),
    )
    headers = {"Content-Disposition": 'inline; filename="clocks.ics"', "X-Robots-Tag": "noindex"}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


def _first_seen(key: str) -> int:
    """When these very entries were first given out, in seconds; a restart forgets it and sends the file again."""
    now = int(timezone.now().timestamp())
    return int(cache.get_or_set(key, now, REMEMBERED) or now)
