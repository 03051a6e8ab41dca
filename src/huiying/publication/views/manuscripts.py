"""稿件 · Texts on the desk: the list, one of them with its check and its reviews, writing and reviewing it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User
from huiying.people.refusing import attempt, done

from ..actions import enclosing, manuscripts
from ..actions.manuscripts import WRITE
from ..actions.spreading import PUBLISH
from ..forms import EnclosureForm, ManuscriptForm, PictureForm
from ..manuscripts.checks import check
from ..manuscripts.copying import content_of, copy_of
from ..manuscripts.statutory import statutory
from ..models import Enclosure, Manuscript, Picture, PlannedItem
from ..models.manuscript import READ

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
    return _written(request, None)


@require_http_methods(["GET", "POST"])
@desk(WRITE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a text; what somebody else changed meanwhile is not overwritten."""
    return _written(request, find(request, pk))


def _written(request: HttpRequest, found: Manuscript | None) -> HttpResponse:
    form = ManuscriptForm(staff(request), found, request.POST if request.method == "POST" else None)
    kept = attempt(form, lambda: _kept(form, found, staff(request)))
    if kept is not None:
        messages.success(request, _("The text is kept."))
        return redirect("desk-release", kept.pk)
    context = {"form": form, "manuscript": found}
    return render(request, "publication/releases/write.html", context, status=422 if form.is_bound else 200)


def _kept(form: ManuscriptForm, found: Manuscript | None, by: User) -> Manuscript:
    told = form.cleaned_data
    facts = {"section": told["section"], "column": told["column"], "facts": form.facts(), "by": by}
    if found is None:
        return manuscripts.write_manuscript(**facts, at=timezone.now())
    return manuscripts.change_manuscript(found, **facts, seen=told["seen"] or 0, at=timezone.now())


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
    found, form, by = find(request, pk), PictureForm(request.POST, request.FILES), staff(request)

    def add() -> Picture:
        told = form.cleaned_data
        content = told["picture"].read()
        return enclosing.add_picture(found, content=content, caption=told["caption"], by=by, at=timezone.now())

    added = attempt(form, add)
    return redirect("desk-release", found.pk) if added else _shown(request, found, picture_form=form)


@require_POST
@desk(WRITE)
def add_enclosure(request: HttpRequest, pk: int) -> HttpResponse:
    found, form, by = find(request, pk), EnclosureForm(request.POST, request.FILES), staff(request)

    def add() -> Enclosure:
        file = form.cleaned_data["file"]
        return enclosing.add_enclosure(found, name=file.name, content=file.read(), by=by, at=timezone.now())

    added = attempt(form, add)
    return redirect("desk-release", found.pk) if added else _shown(request, found, enclosure_form=form)


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
