"""The opinions of a consultation on the desk, the points that they make, and the result that is written of them."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.errors import InputError, RuleError
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import Section

from ..actions import consultations_opinions as on_opinions
from ..actions import consultations_points as on_points
from ..actions import consultations_results as on_results
from ..consultations.counting import Figures, told_points
from ..consultations.forms import DecideForm
from ..consultations.report import draft_text, points_line, received_line
from ..models import Consultation, JunkGround, Opinion, Point, ResultState, Standing
from .consultations_desk import APPROVE, DECIDE, READ, RUN, find, head

UNMASK = "publication.consultation.unmask"
PAGE_SIZE = 30
COUNTED = Q(opinions__standing=Standing.KEPT, opinions__copy_of=None)


@require_GET
@desk(READ)
def opinions(request: HttpRequest, slug: str) -> HttpResponse:
    """What was said, masked, the newest first; by article, by standing, or by words."""
    found = find(request, slug)
    chosen = {name: request.GET.get(name, "")[:100] for name in ("article", "standing", "q")}
    rows = found.opinions.select_related("article", "point", "copy_of").order_by("-pk")
    if chosen["standing"] in Standing.values:
        rows = rows.filter(standing=chosen["standing"])
    if chosen["article"] == "whole":
        rows = rows.filter(article=None)
    elif chosen["article"].isdecimal() and len(chosen["article"]) < 18:
        rows = rows.filter(article=int(chosen["article"]))
    if chosen["q"].strip():
        rows = rows.filter(Q(text__icontains=chosen["q"].strip()) | Q(number=chosen["q"].strip()))
    context = {
        **head(request, found, "opinions"),
        "page_obj": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "articles": found.articles.exclude(label=""),
        "standings": Standing.choices,
        "grounds": JunkGround.choices,
        "may_unmask": policies.allows(staff(request), UNMASK, found),
    }
    return render(request, "publication/consultations/desk_opinions.html", context)


@never_cache
@require_POST
@desk(READ)
def opinion_deed(request: HttpRequest, slug: str, pk: int, name: str) -> HttpResponse:
    """Show one in full with its writer, set it aside on a ground, or take it back in."""
    found = find(request, slug)
    one = get_object_or_404(found.opinions.select_related("consultation", "article", "point"), pk=pk)
    by, at = staff(request), timezone.now()
    if name == "show":
        on_opinions.show_opinion(one, by=by, at=at)
        context = {**head(request, found, "opinions"), "opinion": one}
        return render(request, "publication/consultations/desk_opinion.html", context)
    try:
        if name == "set-aside":
            on_opinions.set_opinion_aside(one, ground=request.POST.get("ground", ""), by=by, at=at)
            messages.success(request, _("It is set aside and no longer counts."))
        elif name == "take-back":
            on_opinions.take_opinion_back_in(one, by=by, at=at)
            messages.success(request, _("It counts again; gather the points once more."))
        else:
            raise Http404
    except (InputError, RuleError) as refused:
        messages.error(request, str(refused))
    return redirect("desk-consultation-opinions", slug=slug)


@require_GET
@desk(READ)
def points(request: HttpRequest, slug: str) -> HttpResponse:
    """The points, those that most people raised first, with what becomes of each."""
    found = find(request, slug)
    rows = found.points.select_related("article", "section").annotate(
        raised=Count("opinions", filter=COUNTED),
        alike=Count("opinions", filter=COUNTED & ~Q(opinions__form_letter=None)),
    )
    context = {
        **head(request, found, "points"),
        "page_obj": Paginator(rows.order_by("-raised", "pk"), PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "publication/consultations/desk_points.html", context)


@require_POST
@desk(RUN)
def points_deed(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Gather the points, or merge those that were chosen into the first of them."""
    found = find(request, slug)
    by, at = staff(request), timezone.now()
    try:
        if name == "gather":
            many = on_points.gather_points(found, by=by, at=at)
            messages.success(
                request, ngettext("%(n)d point was found.", "%(n)d points were found.", many) % {"n": many}
            )
        elif name == "merge":
            _merge(request, found)
            messages.success(request, _("They are one point now."))
        else:
            raise Http404
    except (InputError, RuleError) as refused:
        messages.error(request, str(refused))
    return redirect("desk-consultation-points", slug=slug)


def _merge(request: HttpRequest, found: Consultation) -> None:
    """The point that most opinions raise keeps its name."""
    chosen = found.points.filter(pk__in=_keys(request, "points")).annotate(raised=Count("opinions", filter=COUNTED))
    ordered = list(chosen.order_by("-by_hand", "-raised", "pk"))
    if len(ordered) < 2:
        raise InputError(_("Choose two points or more."))
    first = next((one for one in ordered if one.outcome), ordered[0])
    on_points.merge_points(first, ordered, by=staff(request), at=timezone.now())


def _keys(request: HttpRequest, name: str) -> list[int]:
    return [int(key) for key in request.POST.getlist(name)[:1000] if key.isdecimal() and len(key) < 18]


@require_GET
@desk(READ)
def point(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One point with every opinion that raises it, and what may be done with it."""
    found = find(request, slug)
    return _point_page(request, found, _point(found, pk))


def _point(found: Consultation, pk: int) -> Point:
    points = found.points.select_related("article", "section", "decided_by", "consultation")
    return get_object_or_404(points, pk=pk)


def _point_page(
    request: HttpRequest, found: Consultation, one: Point, *, decide: DecideForm | None = None
) -> HttpResponse:
    person = staff(request)
    rows = one.opinions.counted().select_related("article").order_by("place", "pk")
    form = decide or DecideForm(initial={"outcome": one.outcome, "reason": one.reason})
    context = {
        **head(request, found, "points"),
        "point": one,
        "page_obj": Paginator(rows, 50).get_page(request.GET.get("page")),
        "decide_form": form,
        "may_decide": policies.allows(person, DECIDE, one) and one.section is not None,
        "others": found.points.exclude(pk=one.pk).only("pk", "name")[:300],
        "sections": Section.objects.filter(unit=found.unit_id),
    }
    status = 422 if form.is_bound else 200
    return render(request, "publication/consultations/desk_point.html", context, status=status)


@require_POST
@desk(READ)
def point_deed(request: HttpRequest, slug: str, pk: int, name: str) -> HttpResponse:
    """One of the deeds on a point; a decision that is to be mended comes back with what was typed."""
    found = find(request, slug)
    one = _point(found, pk)
    if name == "decide":
        form = DecideForm(request.POST)
        if not form.is_valid() or not _decide(request, one, form):
            return _point_page(request, found, one, decide=form)
        return redirect("desk-consultation-points", slug=slug)
    do = POINT_DEEDS.get(name)
    if do is None:
        raise Http404
    try:
        messages.success(request, do(request, one))
    except (InputError, RuleError) as refused:
        messages.error(request, str(refused))
    return redirect("desk-consultation-point", slug=slug, pk=pk)


def _decide(request: HttpRequest, one: Point, form: DecideForm) -> bool:
    try:
        on_points.decide_point(one, **form.cleaned_data, by=staff(request), at=timezone.now())
    except (InputError, RuleError) as refused:
        form.add_error(refused.where if refused.where in form.fields else None, f"{refused.what} {refused.fix}".strip())
        return False
    messages.success(request, _("Decided."))
    return True


def _rename(request: HttpRequest, one: Point) -> str:
    on_points.rename_point(one, name=request.POST.get("name", ""), by=staff(request), at=timezone.now())
    return _("The point has its new name.")


def _give(request: HttpRequest, one: Point) -> str:
    asked = request.POST.get("section", "")
    section = get_object_or_404(Section, pk=int(asked) if asked.isdecimal() and len(asked) < 18 else 0)
    on_points.give_point(one, section=section, by=staff(request), at=timezone.now())
    return _("The section is to decide it.")


def _split(request: HttpRequest, one: Point) -> str:
    chosen = list(Opinion.objects.filter(point=one, pk__in=_keys(request, "opinions")))
    on_points.split_point(one, chosen, name=request.POST.get("name", ""), by=staff(request), at=timezone.now())
    return _("They are a point of their own now.")


def _move(request: HttpRequest, one: Point) -> str:
    asked = request.POST.get("to", "")
    to = get_object_or_404(one.consultation.points.all(), pk=int(asked) if asked.isdecimal() and len(asked) < 18 else 0)
    chosen = list(Opinion.objects.filter(point=one, pk__in=_keys(request, "opinions")).select_related("point"))
    if not chosen:
        raise InputError(_("Choose the opinions that are to be moved."))
    for opinion in chosen:
        on_points.move_opinion(opinion, to=to, by=staff(request), at=timezone.now())
    return _("They are moved.")


def _undecide(request: HttpRequest, one: Point) -> str:
    on_points.undecide_point(one, by=staff(request), at=timezone.now())
    return _("The decision is taken back.")


POINT_DEEDS: Mapping[str, Callable[[HttpRequest, Point], str]] = {
    "rename": _rename,
    "give": _give,
    "split": _split,
    "move": _move,
    "undecide": _undecide,
}


@require_http_methods(["GET", "POST"])
@desk(READ)
def result(request: HttpRequest, slug: str) -> HttpResponse:
    """The result: written, sent to be approved, approved by another person, which publishes it."""
    found = find(request, slug)
    refused, status = "", 200
    if request.method == "POST":
        try:
            messages.success(request, _do_result(request, found))
            return redirect("desk-consultation-result", slug=slug)
        except (InputError, RuleError) as error:
            refused, status = str(error), 422
    told = head(request, found, "result")
    kept = getattr(found, "result", None)
    typed = request.POST.get("text", "")[:10_000]
    lines = [line for line in _figure_lines(told["figures"]) if kept and line not in kept.text]
    context = told | {
        "is_stale": bool(kept and lines and kept.state == ResultState.DRAFT),
        "figures_line": "".join(lines),
        "result": kept,
        "text": typed or (kept.text if kept else draft_text(found, told["figures"])),
        "points": told_points(found),
        "refused": refused,
        "is_writer": bool(kept and kept.written_by_id == staff(request).pk),
        "may_approve": policies.allows(staff(request), APPROVE, found),
    }
    return render(request, "publication/consultations/desk_result.html", context, status=status)


def _figure_lines(told: Figures) -> list[str]:
    """The sentences of the draft that tell figures: whoever changed the points since has them to correct."""
    return [received_line(told), *([points_line(told)] if told.points else [])]


def _do_result(request: HttpRequest, found: Consultation) -> str:
    by, at = staff(request), timezone.now()
    match request.POST.get("deed", ""):
        case "write":
            on_results.write_result(found, text=request.POST.get("text", ""), by=by, at=at)
            return _("Kept.")
        case "redraft":
            on_results.write_result(found, by=by, at=at)
            return _("It is proposed anew from the figures.")
        case "submit":
            if request.POST.get("text"):
                on_results.write_result(found, text=request.POST["text"], by=by, at=at)
            on_results.submit_result(found, by=by, at=at)
            return _("It waits for the approval of another person.")
        case "send_back":
            on_results.send_result_back(found, comment=request.POST.get("comment", ""), by=by, at=at)
            return _("It is back with its writer.")
        case "approve":
            on_results.approve_result(found, by=by, at=at)
            return _("The result is published; every writer finds the fate of their point by their query code.")
    raise InputError(_("There is no such deed."))
