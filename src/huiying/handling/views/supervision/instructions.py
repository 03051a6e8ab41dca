"""批示 · The leaders' instructions; one with what each section reports."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.assessment.models import Topic
from huiying.intake.models import Voice
from huiying.language import privacy
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.forms import DeedForm
from huiying.people.models import User
from huiying.people.refusing import whole

from ...actions.supervising import (
    accept_report,
    instruct,
    instruct_on_voice,
    report_back,
    send_report_back,
    withdraw_instruction,
)
from ...actions.supervising.instructing import may_judge
from ...export import Cell, csv_response
from ...models import Errand, ErrandReport, Instruction, InstructionQuerySet
from ...supervised import instructions_seen
from ...work import sections_seen, visible
from ..filters import kept
from .forms import AccountForm, InstructionForm, MissingForm, WithdrawForm
from .months import in_month
from .trying import tried, typed

PAGE_SIZE = 30


@require_GET
@desk("handling.supervision")
def instructions(request: HttpRequest) -> HttpResponse:
    """The instructions that the person may see, the newest first."""
    person, now = staff(request), timezone.now()
    found = _filtered(request, now).select_related("by", "case").prefetch_related("errands__section")
    if request.GET.get("format") == "csv":
        return csv_response(_("Instructions"), _headers(), [_row(one) for one in found])
    context = {
        "page_obj": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "sections": sections_seen(person),
        "filters": request.GET,
        "kept": kept(request, "page"),
        "now": now,
    }
    return render(request, "handling/supervision/instructions.html", context)


def _filtered(request: HttpRequest, now: datetime) -> InstructionQuerySet:
    asked = request.GET
    found = instructions_seen(staff(request)).filter(in_month(asked.get("month", ""), "given_at"))
    if section := whole(asked.get("section", "")):
        errands = Errand.objects.filter(instruction=OuterRef("pk"), section=section)
        found = found.filter(Exists(errands))
    if topic := whole(asked.get("topic", "")):
        found = found.filter(topic=topic)
    state = asked.get("state", "")
    if state in ("open", "late"):
        found = found.open().filter(Q(due_at__lt=now) if state == "late" else Q())
    elif state == "closed":
        found = found.exclude(closed_at=None)
    if words := asked.get("q", "").strip():
        found = found.filter(Q(subject__icontains=words) | Q(text__icontains=words) | Q(case__number=words))
    return found


def _headers() -> list[str]:
    return [
        _("When it was given"),
        _("Leader"),
        _("Instruction"),
        _("Case number"),
        _("Subject"),
        _("Level"),
        _("Who carries it out"),
        _("Due"),
        _("Closed"),
        _("Why it was withdrawn"),
    ]


def _row(one: Instruction) -> list[Cell]:
    return [
        one.given_at,
        str(one.by),
        privacy.veil(one.text),
        one.case.number if one.case else "",
        privacy.veil(one.subject),
        str(one.get_level_display()),
        "、".join(errand.section.name for errand in one.errands.all()),
        f"{one.last_day} {one.closing}",
        one.closed_at,
        one.withdrawn_because,
    ]


@dataclass(frozen=True, slots=True)
class Place:
    """On what an instruction is written: one of the three."""

    name: str
    title: str
    address: dict[str, Any]
    chosen: frozenset[int] = frozenset()


@require_http_methods(["GET", "POST"])
@desk("handling.instruct")
def new(request: HttpRequest) -> HttpResponse:
    """Write an instruction on the case, the topic or the voice that the address names."""
    person, at = staff(request), timezone.now()
    place = _place(request, person)
    form = InstructionForm(person, place.chosen, typed(request))
    if form.is_bound:
        deed = instruct_on_voice if place.name == "voice" else instruct
        given = tried(form, partial(deed, **place.address, by=person, at=at))
        if given is not None:
            messages.success(request, _("The instruction is given; its sections are told."))
            return redirect("desk-instruction", pk=given.pk)
    context = {"form": form, "place": place}
    return render(request, "handling/supervision/instruction_new.html", context, status=422 if form.is_bound else 200)


def _place(request: HttpRequest, person: User) -> Place:
    asked = request.GET
    if number := asked.get("case"):
        case = get_object_or_404(visible(person).prefetch_related("parts"), number=number)
        return Place("case", f"{case.number} {case.title}", {"case": case}, case.leading_sections())
    if number := asked.get("voice"):
        policies.require(person, "intake.read")
        voices = Voice.objects.filter(policies.within(person, "intake.read", "channel__unit"))
        voice = get_object_or_404(voices.select_related("proposal"), number=number)
        lead = getattr(getattr(voice, "proposal", None), "lead_id", None)
        return Place("voice", f"{voice.number} {voice.headline}", {"voice": voice}, frozenset({lead} if lead else ()))
    if topic := whole(asked.get("topic", "")):
        policies.require(person, "assessment.topics")
        topics = Topic.objects.filter(policies.within(person, "assessment.topics"))
        found = get_object_or_404(topics, pk=topic)
        return Place("topic", found.description, {"topic": found})
    raise Http404


@require_GET
@desk("handling.supervision")
def instruction(request: HttpRequest, pk: int) -> HttpResponse:
    """One instruction: its words, and what each section reports of it."""
    context = _context(_instruction(request, pk), staff(request))
    return render(request, "handling/supervision/instruction.html", context)


def _instruction(request: HttpRequest, pk: int) -> Instruction:
    found = instructions_seen(staff(request)).select_related("by", "case", "topic")
    found = found.prefetch_related("errands__section", "errands__reports__by", "errands__reports__judged_by")
    one = found.filter(pk=pk).first()
    if one is None:
        raise Http404
    return one


@dataclass(frozen=True, slots=True)
class Line:
    """What one section does for it, with the forms that this person may fill in now."""

    errand: Errand
    waiting: ErrandReport | None
    report_form: DeedForm | None
    back_form: DeedForm | None


def _context(found: Instruction, person: User, wrong: dict[str, DeedForm] | None = None) -> dict[str, Any]:
    wrong = wrong or {}
    is_open = found.closed_at is None
    judges = is_open and may_judge(person, found)
    lines = (
        [_line(errand, person, judges, wrong) for errand in found.errands.all()]
        if is_open
        else [Line(errand, None, None, None) for errand in found.errands.all()]
    )
    return {
        "instruction": found,
        "lines": lines,
        "may_read_case": found.case and visible(person).filter(number=found.case.number).exists(),
        "may_see_topics": policies.allows(person, "assessment.topics"),
        "withdraw_form": wrong.get("withdraw", WithdrawForm()) if judges else None,
        "now": timezone.now(),
    }


def _line(errand: Errand, person: User, judges: bool, wrong: dict[str, DeedForm]) -> Line:
    waiting = errand.waiting()
    reports = waiting is None and errand.accepted_at is None and policies.allows(person, "handling.report_back", errand)
    return Line(
        errand,
        waiting,
        wrong.get(f"report-{errand.pk}", AccountForm(auto_id=f"report-{errand.pk}-%s")) if reports else None,
        wrong.get(f"back-{errand.pk}", MissingForm(auto_id=f"back-{errand.pk}-%s")) if judges and waiting else None,
    )


@require_POST
@desk("handling.supervision")
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A section reports back on its errand."""
    errand = _errand(request, pk)
    form = AccountForm(request.POST, auto_id=f"report-{pk}-%s")
    tried(form, partial(report_back, errand, by=staff(request), at=timezone.now()))
    if form.errors:
        return _again(request, errand.instruction_id, {f"report-{pk}": form})
    messages.success(request, _("The report is kept; the leader is told."))
    return redirect("desk-instruction", pk=errand.instruction_id)


@require_POST
@desk("handling.instruct")
def judge(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The leader accepts what a section reported, or sends it back."""
    errand = _errand(request, pk)
    named = request.POST.get("report", "")
    reports = errand.reports.select_related("errand__instruction__by", "errand__instruction__case", "errand__section")
    waiting = get_object_or_404(reports, pk=int(named) if named.isdecimal() else 0)
    by, at = staff(request), timezone.now()
    if name == "accept":
        accept_report(waiting, by=by, at=at)
        messages.success(request, _("The report is accepted."))
        return redirect("desk-instruction", pk=errand.instruction_id)
    form = MissingForm(request.POST, auto_id=f"back-{pk}-%s")
    tried(form, partial(send_report_back, waiting, by=by, at=at))
    if form.errors:
        return _again(request, errand.instruction_id, {f"back-{pk}": form})
    messages.success(request, _("Sent back."))
    return redirect("desk-instruction", pk=errand.instruction_id)


@require_POST
@desk("handling.instruct")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an instruction back, with the reason."""
    found = _instruction(request, pk)
    form = WithdrawForm(request.POST)
    tried(form, partial(withdraw_instruction, found, by=staff(request), at=timezone.now()))
    if form.errors:
        return _again(request, pk, {"withdraw": form})
    messages.success(request, _("The instruction is withdrawn."))
    return redirect("desk-instruction", pk=pk)


def _errand(request: HttpRequest, pk: int) -> Errand:
    errands = Errand.objects.select_related("instruction__case", "instruction__by", "section")
    return get_object_or_404(errands.filter(instruction__in=instructions_seen(staff(request))), pk=pk)


def _again(request: HttpRequest, pk: int, wrong: dict[str, DeedForm]) -> HttpResponse:
    context = _context(_instruction(request, pk), staff(request), wrong)
    return render(request, "handling/supervision/instruction.html", context, status=422)
