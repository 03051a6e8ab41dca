"""稿件 · Texts on the desk: the list, one of them with its check and its reviews, writing and reviewing it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.errors import InputError, RuleError
from huiying.people import policies
from huiying.people.access import desk, staff

from ..actions import enclosing, manuscripts
from ..forms import EnclosureForm, ManuscriptForm, PictureForm
from ..manuscripts.checks import check
from ..manuscripts.copying import content_of, copy_of
from ..manuscripts.statutory import statutory
from ..models import Enclosure, Manuscript, Picture, PlannedItem
from ..models.manuscript import READ
from .refusing import done

WRITE = "publication.manuscripts.write"
PUBLISH = "publication.manuscripts.publish"
PAGE_SIZE = 30


@require_GET
@desk(READ)
def listed(request: HttpRequest) -> HttpResponse:
    """The texts, newest first: all, those in a state, those that wait for this person's review."""
    person, state = staff(request), request.GET.get("state", "")
    seen = Manuscript.objects.seen_by(person)
    found = seen.waiting_for(person) if state == "mine" else seen.filter(state=state) if state in _STATES else seen
    page = Paginator(found.listed(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "state": state,
        "states": Manuscript.State.choices,
        "waiting": seen.waiting_for(person).count(),
        "late": PlannedItem.objects.seen_by(person).late(timezone.localdate()).count(),
        "may_write": policies.allows(person, WRITE),
        "may_publish": policies.allows(person, PUBLISH),
    }
    return render(request, "publication/releases/list.html", context)


_STATES = frozenset(Manuscript.State.values)


def find(request: HttpRequest, pk: int) -> Manuscript:
    """A text that this person may read; 404 for any other, so that nobody learns that it is there."""
    seen = Manuscript.objects.seen_by(staff(request)).select_related("unit", "section", "column", "written_by")
    return get_object_or_404(seen, pk=pk)


@require_GET
@desk(READ)
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """One text as it reads, what the check found, who reviewed it, what may be done."""
    return _shown(request, find(request, pk))


def _shown(
    request: HttpRequest,
    found: Manuscript,
    picture_form: PictureForm | None = None,
    enclosure_form: EnclosureForm | None = None,
) -> HttpResponse:
    person, today = staff(request), timezone.localdate()
    content = copy_of(found, today=today, with_pictures=False)
    may_write = policies.allows(person, WRITE, found)
    context = {
        "manuscript": found,
        "content": content,
        "pictures": list(found.pictures.all()),
        "enclosures": list(found.enclosures.all()),
        "reviews": found.reviews.select_related("by"),
        "findings": check(content) if may_write and not found.in_review else [],
        "statutory": statutory(found, today=today),
        "may_write": may_write,
        "may_review": manuscripts.may_review(found, person),
        "may_publish": policies.allows(person, PUBLISH, found),
        "picture_form": picture_form or PictureForm(),
        "enclosure_form": enclosure_form or EnclosureForm(),
    }
    wrong = any(form is not None and form.errors for form in (picture_form, enclosure_form))
    return render(request, "publication/releases/manuscript.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "POST"])
@desk(WRITE)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a text."""
    form = ManuscriptForm(staff(request), data=request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("section", "column")}
        try:
            made = manuscripts.write_manuscript(**told, facts=form.facts(), by=staff(request), at=timezone.now())
        except (InputError, RuleError) as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The text is kept."))
            return redirect("desk-release", made.pk)
    context = {"form": form}
    return render(request, "publication/releases/write.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@desk(WRITE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a text; what somebody else changed meanwhile is not overwritten."""
    found = find(request, pk)
    form = ManuscriptForm(staff(request), found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("section", "column")} | {
            "seen": form.cleaned_data["seen"] or 0
        }
        try:
            manuscripts.change_manuscript(found, **told, facts=form.facts(), by=staff(request), at=timezone.now())
        except (InputError, RuleError) as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The text is kept."))
            return redirect("desk-release", found.pk)
    context = {"form": form, "manuscript": found}
    return render(request, "publication/releases/write.html", context, status=422 if form.is_bound else 200)


@require_POST
@desk(WRITE)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    found, by = find(request, pk), staff(request)
    looked_at = "looked_at" in request.POST
    return done(
        request,
        lambda: manuscripts.submit_manuscript(found, looked_at=looked_at, by=by, at=timezone.now()),
        _("The text is in review."),
        _place(found),
    )


@require_POST
@desk(WRITE)
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    found, by = find(request, pk), staff(request)
    return done(
        request,
        lambda: manuscripts.recall_manuscript(found, by=by, at=timezone.now()),
        _("The text is a draft again."),
        _place(found),
    )


@require_POST
@desk(READ)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The review that is due: approve, or send back with a reason."""
    found, by = find(request, pk), staff(request)
    told = {"seen": request.POST.get("seen", "")[:64], "comment": request.POST.get("comment", "")[:500]}
    approved = "approve" in request.POST
    return done(
        request,
        lambda: manuscripts.review_manuscript(found, approved=approved, **told, by=by, at=timezone.now()),
        _("Reviewed.") if approved else _("Sent back to its writer."),
        _place(found),
    )


@require_POST
@desk(WRITE)
def add_picture(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = find(request, pk), PictureForm(request.POST, request.FILES)
    if form.is_valid():
        told = {"content": form.cleaned_data["picture"].read(), "caption": form.cleaned_data["caption"]}
        try:
            enclosing.add_picture(found, **told, by=staff(request), at=timezone.now())
        except (InputError, RuleError) as refused:
            form.refuse(refused)
        else:
            return redirect("desk-release", found.pk)
    return _shown(request, found, picture_form=form)


@require_POST
@desk(WRITE)
def add_enclosure(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = find(request, pk), EnclosureForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            enclosing.add_enclosure(found, name=file.name, content=file.read(), by=staff(request), at=timezone.now())
        except (InputError, RuleError) as refused:
            form.refuse(refused)
        else:
            return redirect("desk-release", found.pk)
    return _shown(request, found, enclosure_form=form)


@require_POST
@desk(WRITE)
def take_out(request: HttpRequest, pk: int, sort: str, row: int) -> HttpResponse:
    """Take a picture or a file out of a text."""
    found, by = find(request, pk), staff(request)
    if sort not in ("pictures", "files"):
        raise Http404
    kept: Picture | Enclosure
    if sort == "pictures":
        kept = get_object_or_404(found.pictures.all(), pk=row)
    else:
        kept = get_object_or_404(found.enclosures.all(), pk=row)
    return done(request, lambda: enclosing.take_out(kept, by=by, at=timezone.now()), _("Taken out."), _place(found))


@require_GET
@desk(READ)
def picture(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """A picture of a text, for who may read it."""
    kept = get_object_or_404(find(request, pk).pictures.all(), pk=row)
    return HttpResponse(content_of(kept), content_type=kept.media_type, headers={"Cache-Control": "private"})


def _place(found: Manuscript) -> str:
    return reverse("desk-release", args=[found.pk])
