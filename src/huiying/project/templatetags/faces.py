"""Presentation of both faces: icons, clocks in a clerk's words, dates, scores in words. Nothing here decides."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from wagtail.models import Site

from huiying.core import deadline
from huiying.core.remaining import closing_time, last_day
from huiying.core.words import LANGUAGES
from huiying.handling import rulebook
from huiying.language.privacy import veil
from huiying.project import dates

register = template.Library()

MOST = 99
NAME_KEPT_SECONDS = 60
WEB = ("https://", "http://")
ALMOST_CERTAIN, LIKELY, UNSURE = 0.85, 0.65, 0.45


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A picture of the sprite; silent beside words, or with a label of its own."""
    return _picture(name, str(label))


@lru_cache(maxsize=512)
def _picture(name: str, label: str) -> SafeString:
    """A page has a hundred of them, of some thirty sorts."""
    sprite = f"{static('huiying/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, sprite)
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', sprite)


@register.simple_tag
def logo() -> SafeString:
    """The mark of Huiying: the character 回, drawn as a word that is answered."""
    sprite = f"{static('huiying/icons.svg')}#mark"
    return format_html('<svg class="mark-logo" aria-hidden="true"><use href="{}"></use></svg>', sprite)


@register.simple_tag(takes_context=True)
def office_name(context: template.Context) -> str:
    """The office's name as its portal bears it; another one shows within a minute."""
    request = context.get("request")
    return (_site_name(request) if request else "") or gettext("Huiying")


def _site_name(request: HttpRequest) -> str:
    """Kept, since every page bears it several times, and to ask for it took more than most of what a page asks."""
    known: str | None = getattr(request, "site_name", None)
    if known is None:
        key = f"site-name-{request.get_host()}"
        known = cache.get(key)
    if known is None:
        site = Site.find_for_request(request)
        known = site.site_name if site else ""
        cache.set(key, known, NAME_KEPT_SECONDS)
    vars(request)["site_name"] = known
    return known


@register.simple_tag
def footer_lines() -> list[tuple[str, str]]:
    """What the site of an office bears at its foot: words, and the address to which they lead, if one follows them."""
    told = (line.rpartition(" ") for line in settings.FOOTER)
    return [
        (words, last) if last.startswith(WEB) and words else (f"{words}{gap}{last}", "") for words, gap, last in told
    ]


@register.inclusion_tag("parts/clock.html", takes_context=True)
def clock(context: template.Context, running: Any) -> dict[str, Any]:
    """A clock (due_at, stopped_at, met, because, provisional) as a clerk says it, with its reason one click away."""
    told = _told(running, context.get("now") or timezone.now())
    if running is not None:
        stands_still = getattr(running, "paused_at", None) is not None
        told |= {"provisional": running.provisional and not stands_still, "why": said(running.because)}
    return {"clock": told}


@register.inclusion_tag("parts/clock_short.html", takes_context=True)
def clock_short(context: template.Context, running: Any) -> dict[str, Any]:
    """A clock's first words, for a row."""
    return {"clock": _told(running, context.get("now") or timezone.now())}


def _told(running: Any, at: datetime) -> dict[str, Any]:
    """The shape and the words of a clock, or of none; `parts` break between, not within."""
    if running is None:
        return _worded("done", gettext("No clock runs"))
    if getattr(running, "stopped_because", ""):
        return _worded("done", gettext("Clock stopped") + " · " + running.get_stopped_because_display())
    if running.stopped_at is not None:
        return _worded("done", gettext("Done in time") if running.met else gettext("Done late"))
    if getattr(running, "paused_at", None) is not None:
        return _worded("paused", gettext("Clock paused · waiting for an answer"))
    unit = running.because[0]["unit"] if running.because else None
    left = deadline.remaining(at, running.due_at, rulebook.calendar(), unit=unit)
    return _worded(_shape(left), left.say(_language()))


def _worded(shape: str, words: str) -> dict[str, Any]:
    parts = words.split(" · ")
    return {"shape": shape, "words": words, "parts": parts, "short": parts[0]}


def _shape(left: deadline.Remaining) -> str:
    """Late; soon, from the last working day on; or running."""
    if left.overdue:
        return "late"
    return "soon" if left.unit == "hour" or left.amount <= 1 else "running"


@register.filter
def said(because: Any) -> str:
    """A deadline's reason as sentences in the reader's language."""
    return deadline.say(because, _language()) if because else ""


register.filter("zh_date", dates.full)
register.filter("zh_day", dates.with_weekday)
register.filter("zh_moment", dates.to_the_minute)


@register.filter
def due_words(at: datetime) -> str:
    """The end of a term as people say it: 4月1日(周三) 24:00, never the midnight that begins the next day."""
    return f"{dates.with_weekday(last_day(at))} {closing_time(at)}"


@register.simple_tag(takes_context=True)
def when(context: template.Context, moment: datetime) -> str:
    """A moment as a list shows it: 今天 09:41, 昨天 17:20, 3月15日, 2025年12月1日."""
    return dates.in_a_list(moment, context.get("now") or timezone.now())


def _language() -> str:
    language = get_language() or LANGUAGES[0]
    return language if language in LANGUAGES else LANGUAGES[0]


@register.filter
def sure(score: float | None) -> str:
    """A score of the machine, 0 to 1, in words."""
    if score is None:
        return ""
    if score >= ALMOST_CERTAIN:
        return gettext("almost certain")
    if score >= LIKELY:
        return gettext("likely")
    return gettext("not sure") if score >= UNSURE else gettext("a guess")


@register.filter
def capped(count: int) -> str:
    """A count that keeps its place narrow."""
    return str(count) if count <= MOST else f"{MOST}+"


@register.filter
def is_box(field: BoundField) -> bool:
    """Whether the field is one box to tick, whose words stand behind it."""
    return type(field.field.widget) is CheckboxInput


@register.filter
def page_numbers(page: Page[Any]) -> Iterator[int]:
    """The numbers of pages to show around the current one; 0 stands for a gap."""
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        yield number if isinstance(number, int) else 0


@register.filter
def veiled(text: str) -> str:
    """What somebody wrote, with personal data starred in place."""
    return veil(str(text))
