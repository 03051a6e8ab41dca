"""收件 · The inbox of the information section: list, voice, and what the machine and the past say; confirm and
assign.
"""

from django.contrib import messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.assessment.actions import assess_by_hand, confirm, try_again
from huiying.core.errors import InputError
from huiying.intake.models import Voice
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from ..actions import assign
from ..export import csv_response
from ..forms import AssessmentForm
from ..lists import views as kept_views
from ..lists.asked import INBOX, Asked
from ..lists.inbox import headers, inbox_rows, row
from ..lists.paging import Pages
from ..models import Case
from ..repeats import with_repeats
from ..searching.finding import excerpts, words_of
from ..work import TO_ASSIGN, visible
from .beside import beside
from .bulk import MOST, offered
from .filters import kept

READ = "intake.read"


@require_GET
@desk("intake.read")
def inbox(request: HttpRequest) -> HttpResponse:
    """The list and, beside it, the voice that is chosen (the first where none is)."""
    person, now = staff(request), timezone.now()
    views = kept_views.seen(person, INBOX)
    if opening := kept_views.opening(request, views):
        return redirect(opening)
    asked = Asked(INBOX, request.GET, person, now)
    found = inbox_rows(asked)
    if request.GET.get("format") == "csv":
        return csv_response(_("Inbox"), headers(), [row(one, now) for one in _whole(found)])
    page = Pages(found, whole=_whole, many=asked.many).get_page(request.GET.get("page"))
    chosen = _chosen(request, list(page.object_list))
    context = {
        "page_obj": page,
        "bulk": offered(person),
        "most": MOST,
        "words": words_of(asked.typed),
        "excerpts": excerpts([one.pk for one in page], asked.typed),
        "kept": kept(request, "voice"),
        "asked": "voice" in request.GET,
        "now": now,
    }
    context |= asked.context() | kept_views.tabs(asked, views) | beside(chosen, person)
    return render(request, "handling/inbox.html", context)


@require_GET
@desk("intake.read")
def voice(request: HttpRequest, number: str) -> HttpResponse:
    """The two right panes for one voice, for htmx; a whole page without it."""
    chosen = get_object_or_404(_voices(staff(request)), number=number)
    template = "handling/inbox_voice.html" if request.headers.get("HX-Request") else "handling/voice.html"
    context = {"kept": kept(request, "voice"), "asked": True, "now": timezone.now()}
    return render(request, template, context | beside(chosen, staff(request)))


@require_POST
@desk("assessment.confirm")
def confirm_and_assign(request: HttpRequest, number: str) -> HttpResponse:
    """Confirm the proposal as the form has it and give the case to its sections: one press for the usual letter."""
    cases = visible(staff(request)).filter(voice__proposal__isnull=False)
    cases = cases.select_related("voice__proposal__lead", "voice__channel")
    case = get_object_or_404(cases, voice__number=number)
    form = AssessmentForm(request.POST)
    if not form.is_valid():
        raise InputError(_("The assessment is not complete."), where=number, fix=_("Choose a kind and a lead section."))
    told, by, at = form.cleaned_data, staff(request), timezone.now()
    with transaction.atomic():
        confirm(case.voice.proposal, **told, by=by, at=at)
        assign(case, lead=told["lead"], co_sections=told["co_sections"], by=by, at=at)
    messages.success(request, _("Assigned to %(section)s.") % {"section": told["lead"]}, extra_tags=case.number)
    return redirect(_following(request, case.voice))


@require_POST
@desk("assessment.confirm")
def by_hand(request: HttpRequest, number: str) -> HttpResponse:
    """Assess a voice that the machine could not read, and give its case, where it has one, to its sections."""
    voice = get_object_or_404(_voices(staff(request)), number=number)
    form = AssessmentForm(request.POST)
    if not form.is_valid():
        raise InputError(_("The assessment is not complete."), where=number, fix=_("Choose a kind and a lead section."))
    told, by, at = form.cleaned_data, staff(request), timezone.now()
    case: Case | None = getattr(voice, "case", None)
    with transaction.atomic():
        assess_by_hand(voice, **told, by=by, at=at)
        given = case is not None and case.state in TO_ASSIGN
        if case and given:
            assign(case, lead=told["lead"], co_sections=told["co_sections"], by=by, at=at)
    undo = case.number if case and given else ""
    messages.success(request, _("Assessed by hand; %(section)s leads.") % {"section": told["lead"]}, extra_tags=undo)
    return redirect(_following(request, voice))


@require_POST
@desk("assessment.confirm")
def again(request: HttpRequest, number: str) -> HttpResponse:
    """Let the machine look once more at a voice that was set aside."""
    voice = get_object_or_404(_voices(staff(request)), number=number)
    try_again(voice, by=staff(request), at=timezone.now())
    messages.success(request, _("The machine looks at it again in the next round of work."))
    return redirect(_following(request, voice))


def _following(request: HttpRequest, done: Voice) -> str:
    """The inbox as it was filtered, at the next voice that waits: the one below, or the first."""
    asked = Asked(INBOX, request.GET, staff(request), timezone.now())
    waiting = inbox_rows(asked).exclude(pk=done.pk)
    if request.GET.get("show") != "aside":
        waiting = waiting.filter(case__state__in=TO_ASSIGN)
    below = Q(said_at__lt=done.said_at) | Q(said_at=done.said_at, pk__lt=done.pk)
    following = (None if asked.order.name else waiting.filter(below).first()) or waiting.first()
    query = request.GET.copy()
    query.pop("voice", None)
    if following:
        query["voice"] = following.number
    address = reverse("desk-inbox")
    return f"{address}?{query.urlencode()}" if query else address


def _voices(person: User) -> QuerySet[Voice]:
    return _whole(Voice.objects.filter(policies.within(person, READ, "channel__unit")))


def _whole(voices: QuerySet[Voice]) -> QuerySet[Voice]:
    """With what a row and the panes beside it show."""
    found = voices.select_related(
        "channel", "correspondent", "proposal__lead", "proposal__topic", "proposal__same_as", "case"
    )
    return with_repeats(found).prefetch_related("case__clocks")


def _chosen(request: HttpRequest, page: list[Voice]) -> Voice | None:
    number = request.GET.get("voice")
    if number and (found := next((v for v in page if v.number == number), None)):
        return found
    if number:
        return _voices(staff(request)).filter(number=number).first()
    return page[0] if page else None
