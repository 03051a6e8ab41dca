"""人员与岗位 · The staff by section, a person's posts, logins made and closed."""

from django.contrib import messages
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.accounts.actions.passwords import note_given
from huiying.accounts.actions.sessions import close_all
from huiying.accounts.models import Ending
from huiying.core.errors import HuiyingError
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.actions import appoint, dismiss, hire, set_working
from huiying.people.models import Post, Section, Unit, User
from huiying.publication.editors import let_in, let_out

from .forms import HireForm, PostForm

DEED = "people.appoint"


@require_GET
@desk(DEED)
def staff_page(request: HttpRequest) -> HttpResponse:
    """Each section of a unit with its duties and who holds which post there; the posts of the whole office; who holds
    none.
    """
    person = staff(request)
    units = _units(person)
    unit = chosen_unit(request, units)
    posts = Post.objects.select_related("user").order_by("role", "user__name")
    of_the_unit = Q(unit=unit) | Q(unit=None)
    context = {
        "units": units,
        "unit": unit,
        "sections": Section.objects.filter(unit=unit).prefetch_related(Prefetch("posts", queryset=posts)),
        "whole": posts.filter(of_the_unit, section=None),
        "without": User.objects.filter(of_the_unit, posts=None).order_by("name", "pk"),
    }
    return render(request, "desk/staff.html", context)


def _units(person: User) -> QuerySet[Unit]:
    """Where this person gives posts."""
    return Unit.objects.filter(policies.within(person, DEED, "pk")).order_by("pk")


def _staff(person: User) -> QuerySet[User]:
    """To whom this person gives posts."""
    return User.objects.filter(policies.within(person, DEED))


def chosen_unit(request: HttpRequest, units: QuerySet[Unit]) -> Unit | None:
    """The unit in the address, else that in which the person works, else the first."""
    asked = request.GET.get("unit", "")
    found = units.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 10 else None
    own = staff(request).unit
    return found or (own if own in units else units.first())


@never_cache
@require_http_methods(["GET", "POST"])
@desk(DEED)
def new(request: HttpRequest) -> HttpResponse:
    """Make a login; its first password stands in this one answer and nowhere else."""
    by = staff(request)
    form = HireForm(_units(by), by.unit, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            user, password = hire(**form.cleaned_data, by=by, at=timezone.now())
            note_given(user, at=timezone.now())
        except HuiyingError as refused:
            form.refuse(refused)
        else:
            return render(request, "desk/staff_password.html", {"person": user, "password": password})
    return render(request, "desk/staff_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@desk(DEED)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: the posts they hold, and a form for another."""
    found = get_object_or_404(_staff(staff(request)), pk=pk)
    form = PostForm(found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            post = appoint(found, **form.cleaned_data, by=staff(request), at=timezone.now())
        except HuiyingError as refused:
            form.refuse(refused)
        else:
            let_in([found], post.role)
            messages.success(request, _("%(who)s is now %(role)s.") % {"who": found, "role": post.get_role_display()})
            return redirect("desk-staff-person", pk=pk)
    context = {"person": found, "posts": found.posts.select_related("section"), "form": form}
    return render(request, "desk/staff_person.html", context, status=422 if form.is_bound else 200)


@require_POST
@desk(DEED)
def working(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a login, or open it again."""
    found, opened = get_object_or_404(_staff(staff(request)), pk=pk), request.POST.get("working") == "yes"
    try:
        set_working(found, opened, by=staff(request), at=timezone.now())
        close_all(found, Ending.OFFICE, at=timezone.now())
        words = _("%(who)s can sign in again.") if opened else _("%(who)s can no longer sign in.")
        messages.success(request, words % {"who": found})
    except HuiyingError as refused:
        messages.error(request, str(refused))
    return redirect("desk-staff-person", pk=pk)


@require_POST
@desk(DEED)
def dismissed(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a post."""
    posts = Post.objects.filter(user__in=_staff(staff(request)))
    post = get_object_or_404(posts.select_related("user", "section"), pk=pk)
    try:
        dismiss(post, by=staff(request), at=timezone.now())
        if not post.user.posts.filter(role=post.role).exists():
            let_out([post.user], post.role)
        messages.success(request, _("%(who)s no longer holds this post.") % {"who": post.user})
    except HuiyingError as refused:
        messages.error(request, str(refused))
    return redirect("desk-staff-person", pk=post.user_id)
