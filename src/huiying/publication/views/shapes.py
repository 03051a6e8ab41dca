"""发布形式 · The forms of one text: each previewed and counted, published, handed out, given to a channel."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.core.errors import InputError, RuleError
from huiying.handling.outgoing import given_texts, taking_texts
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.files import handed_out
from huiying.people.refusing import done, turned_away, whole

from ..actions import spreading
from ..actions.spreading import PUBLISH, key_of
from ..manuscripts import typeset, weibo
from ..manuscripts.content import Content
from ..manuscripts.copying import copy_of
from ..manuscripts.forms import CHANNELS, FILES, SHEETS, counts, sheet_of, wechat_card
from ..manuscripts.kept import Busy
from ..manuscripts.reading import FASTEST, RATE, SLOWEST, reading
from ..manuscripts.typeset import Printed
from ..manuscripts.webpage import html
from ..models import Manuscript, Shape, Spreading
from ..models.manuscript import READ
from .manuscripts import find

PRIVATE = {"Cache-Control": "private, no-store"}
PREVIEW_PPI = {Shape.POSTER: 55, Shape.BROCHURE: 75}
MOST_ROWS = 50


@require_GET
@desk(READ)
def shapes(request: HttpRequest, pk: int) -> HttpResponse:
    """Every form of a text with what is counted of it, and where it went."""
    found = find(request, pk)
    content, person = copy_of(found, today=timezone.localdate()), staff(request)
    counted = counts(content, found.unit.name, _rate(request))
    told = found.spread.by_form()
    lines = [
        {
            "form": form,
            "label": label,
            "count": counted.get(form),
            **{deed: told.get((form, deed), 0) for deed in Spreading.Deed.values},
            "is_file": form in FILES,
            "is_print": form in SHEETS,
            "channels": _channels(found, form, person),
        }
        for form, label in Shape.choices
        if form != Shape.BULLETIN
    ]
    context = {
        "manuscript": found,
        "lines": lines,
        "issues": found.issues.all(),
        "records": found.spread.select_related("by")[:MOST_ROWS],
        "may_publish": policies.allows(person, PUBLISH, found),
        "ready": found.state == Manuscript.State.APPROVED,
        "forms": Shape.choices,
    }
    return render(request, "publication/releases/forms.html", context)


def _channels(found: Manuscript, form: str, person: Any) -> list[tuple[Any, Any]]:
    """The channels of a form, each with what was laid in its outbox."""
    if form not in CHANNELS:
        return []
    channels = [
        channel
        for channel in taking_texts(policies.within(person, PUBLISH), form)
        if channel.unit_id in (None, found.unit_id)
    ]
    laid = given_texts([key_of(found)], channels)
    return [(channel, laid.get((key_of(found), channel.pk))) for channel in channels]


@require_GET
@desk(READ)
def shape(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """One form as it will look."""
    if form not in Shape.values or form == Shape.BULLETIN:
        raise Http404
    found = find(request, pk)
    content, rate = copy_of(found, today=timezone.localdate()), _rate(request)
    context = {"manuscript": found, "form": form, "label": Shape(form).label, "content": content, "rate": rate}
    return render(request, "publication/releases/preview.html", context | dict(_preview(found, form, content, rate)))


def _preview(found: Manuscript, form: str, content: Content, rate: float) -> Mapping[str, Any]:
    if form == Shape.WEIBO:
        return {"post": weibo.post(content), "most": weibo.MOST, "picture": found.pictures.first()}
    if form == Shape.ALOUD:
        return {"reading": reading(content, rate), "slowest": SLOWEST, "fastest": FASTEST}
    if form in SHEETS:
        try:
            sheet = sheet_of(form, content, found.unit.name)
        except (InputError, RuleError) as refused:
            return {"problem": str(refused)}
        return {"sheet": sheet, "pages": range(1, sheet.pages + 1)}
    pictures = list(found.pictures.all())
    return {
        "card": wechat_card(content) if form == Shape.WECHAT else None,
        "body": html(content, lambda number, caption: _figure(found, pictures[number - 1].pk, caption)),
    }


def _figure(found: Manuscript, picture: int, caption: str) -> str:
    place = reverse("desk-release-picture", args=[found.pk, picture])
    return format_html(
        '<figure><img src="{}" alt="{}" loading="lazy"><figcaption>{}</figcaption></figure>', place, caption, caption
    )


@require_GET
@desk(READ)
def sheet_page(request: HttpRequest, pk: int, form: str, page: int) -> HttpResponse:
    """A page of a form on paper as a picture."""
    found = find(request, pk)
    if form not in SHEETS:
        raise Http404
    content = copy_of(found, today=timezone.localdate())
    ppi = PREVIEW_PPI[Shape(form)]
    return page_drawn(lambda: sheet_of(form, content, found.unit.name), page, ppi=ppi)


def page_drawn(made: Callable[[], Printed], page: int, *, ppi: float = 60) -> HttpResponse:
    """A page of a sheet as a picture; 503 where too many are being set, so that the browser asks again."""
    try:
        sheet = made()
        if not 1 <= page <= sheet.pages:
            raise Http404
        return HttpResponse(typeset.drawn(sheet, page, ppi), content_type="image/png", headers=PRIVATE)
    except Busy:
        return HttpResponse(status=503, headers={"Retry-After": "30"})
    except (InputError, RuleError) as refused:
        raise Http404 from refused


@require_POST
@desk(PUBLISH)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    found, by = find(request, pk), staff(request)
    return done(
        request,
        lambda: spreading.publish_page(found, by=by, at=timezone.now()),
        _("The text stands on the portal."),
        _place(found),
    )


@require_POST
@desk(PUBLISH)
def give(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Give the text to a channel of WeChat or Weibo."""
    found, by = find(request, pk), staff(request)
    if form not in CHANNELS:
        raise Http404
    channel = whole(request.POST.get("channel", ""))
    return done(
        request,
        lambda: spreading.give_channel(found, form=form, channel=channel, by=by, at=timezone.now()),
        _("It lies in the outbox and goes out with the next round."),
        _place(found),
    )


@require_POST
@desk(PUBLISH)
def take(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Hand out the file of a form."""
    found = find(request, pk)
    if form not in FILES:
        raise Http404
    press_ready = form in SHEETS and "press_ready" in request.POST
    rate, by = _rate(request), staff(request)
    try:
        made = spreading.take_file(found, form=form, press_ready=press_ready, rate=rate, by=by, at=timezone.now())
    except (InputError, RuleError) as refused:
        return turned_away(request, refused, _place(found))
    mark = f"-{_('print-ready')}" if press_ready else ""
    name = f"{found.title[:40]}-{Shape(form).label}{mark}.{made.ending}"
    return handed_out(made.content, made.media_type, name)


@require_POST
@desk(PUBLISH)
def delivered(request: HttpRequest, pk: int) -> HttpResponse:
    """Note where a form went that no machine takes there."""
    found, by = find(request, pk), staff(request)
    form, to = request.POST.get("form", "")[:10], request.POST.get("to", "")[:200]
    return done(
        request,
        lambda: spreading.tell_delivered(found, form=form, to=to, by=by, at=timezone.now()),
        _("Noted."),
        _place(found),
    )


@require_GET
@desk(READ)
def counted(request: HttpRequest) -> HttpResponse:
    """How often each form was made, downloaded and delivered, by month."""
    own = Spreading.objects.filter(policies.within(staff(request), READ))
    labels, deeds = dict(Shape.choices), dict(Spreading.Deed.choices)
    rows = [
        {"month": row["month"], "form": labels[row["form"]], "deed": deeds[row["deed"]], "count": row["count"]}
        for row in own.by_month()[:400]
    ]
    return render(request, "publication/releases/counts.html", {"rows": rows})


def _rate(request: HttpRequest) -> float:
    told = request.POST.get("rate") or request.GET.get("rate") or ""
    try:
        rate = float(told[:5])
    except ValueError:
        return RATE
    return rate if SLOWEST <= rate <= FASTEST else RATE


def _place(found: Manuscript) -> str:
    return reverse("desk-release-forms", args=[found.pk])
