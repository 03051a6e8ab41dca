"""收件 · The inbox of the information section: list, voice, and what the machine and the past say; confirm and
assign.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.assessment.actions import assess_by_hand, confirm, try_again
from huiying.assessment.models import Kind
from huiying.core.errors import InputError
from huiying.intake.models import Channel, Voice
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from ..actions import assign
from ..forms import AssessmentForm
from ..models import Case
from ..repeats import with_repeats
from ..work import TO_ASSIGN, visible
from .beside import beside
from .filters import in_period, kept

PAGE_SIZE = 30
READ = "intake.read"


@require_GET
@desk("intake.read")
def inbox(request: HttpRequest) -> HttpResponse:
    """The list and, beside it, the voice that is chosen (the first where none is)."""
    page = Paginator(_filtered(request), PAGE_SIZE).get_page(request.GET.get("page"))
    chosen = _chosen(request, list(page.object_list))
    context = {
        "page_obj": page,
        "channels": Channel.objects.filter(policies.within(staff(request), READ)),
        "kinds": Kind.choices,
        "filters": request.GET,
        "kept": kept(request, "voice"),
        "asked": "voice" in request.GET,
        "now": timezone.now(),
    }
    return render(request, "handling/inbox.html", context | beside(chosen, staff(request)))


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
    waiting = _filtered(request).exclude(pk=done.pk)
    if request.GET.get("show") != "aside":
        waiting = waiting.filter(case__state__in=TO_ASSIGN)
    below = Q(said_at__lt=done.said_at) | Q(said_at=done.said_at, pk__lt=done.pk)
    following = waiting.filter(below).first() or waiting.first()
    query = request.GET.copy()
    query.pop("voice", None)
    if following:
        query["voice"] = following.number
    address = reverse("desk-inbox")
    return f"{address}?{query.urlencode()}" if query else address


def _voices(person: User) -> QuerySet[Voice]:
    voices = Voice.objects.filter(policies.within(person, READ, "channel__unit")).select_related(
        "channel", "correspondent", "proposal__lead", "proposal__topic", "proposal__same_as", "case"
    )
    return with_repeats(voices).prefetch_related("case__clocks")


def _filtered(request: HttpRequest) -> QuerySet[Voice]:
    asked = request.GET
    voices = _voices(staff(request)).filter(in_period(request, "said_at"))
    if asked.get("show") == "aside":
        voices = voices.exclude(set_aside="")
    elif asked.get("show") != "all":
        voices = voices.filter(case__state__in=TO_ASSIGN)
    if channel := asked.get("channel"):
        voices = voices.filter(channel__slug=channel)
    if kind := asked.get("kind"):
        voices = voices.filter(proposal__kind=kind)
    if asked.get("flag") in ("emergency", "rumour"):
        voices = voices.filter(**{f"proposal__{asked['flag']}": True})
    if words := asked.get("q", "").strip():
        voices = voices.filter(Q(title__icontains=words) | Q(text__icontains=words) | Q(number=words))
    return voices


def _chosen(request: HttpRequest, page: list[Voice]) -> Voice | None:
    number = request.GET.get("voice")
    if number and (found := next((v for v in page if v.number == number), None)):
        return found
    if number:
        return _voices(staff(request)).filter(number=number).first()
    return page[0] if page else None
