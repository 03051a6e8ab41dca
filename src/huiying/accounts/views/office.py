"""登录管理 · Somebody's sessions, second factor and password, on the desk of who gives posts."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from huiying.core.errors import InputError, RuleError
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User
from huiying.people.refusing import done, turned_away

from ..actions import binding, passwords, proving, sessions
from ..forms import ReasonForm, SubjectForm
from ..models import Authenticator, SignIn

DEED = "accounts.manage"
SHOWN = 20


def _person(request: HttpRequest, pk: int) -> User:
    return get_object_or_404(User.objects.filter(policies.within(staff(request), DEED)), pk=pk)


@require_GET
@desk(DEED)
def login(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of somebody's login."""
    person = _person(request, pk)
    bound = person.bindings.filter(issuer=settings.SIGN_ON.issuer).first()
    context = {
        "person": person,
        "is_self": person == staff(request),
        "authenticator": Authenticator.objects.filter(user=person).first(),
        "passkeys": person.passkeys.all(),
        "open": SignIn.objects.open().filter(user=person),
        "past": SignIn.objects.filter(user=person).exclude(ended_at=None)[:SHOWN],
        "reason": ReasonForm(),
        "sign_on": settings.SIGN_ON.is_on,
        "subject": SubjectForm(initial={"subject": bound.subject if bound else ""}),
    }
    return render(request, "accounts/login.html", context)


@require_POST
@desk(DEED)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one session, or every one."""
    person, named, by = _person(request, pk), request.POST.get("session", ""), staff(request)
    if named.isdecimal():
        sign_in = get_object_or_404(SignIn.objects.open(), user=person, pk=int(named[:18]))
        sessions.end(sign_in, by=by, at=timezone.now())
    else:
        sessions.end_all(person, by=by, at=timezone.now())
    return redirect("desk-staff-login", pk=pk)


@require_POST
@desk(DEED)
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget the second factors of who lost theirs."""
    person, by = _person(request, pk), staff(request)
    reason = request.POST.get("reason", "")
    words = _("The second factors of %(who)s are forgotten, and they are signed out.") % {"who": person}
    back = f"/desk/staff/{pk}/login/"
    return done(request, lambda: proving.reset(person, reason=reason, by=by, at=timezone.now()), words, back)


@never_cache
@require_POST
@desk(DEED)
def password(request: HttpRequest, pk: int) -> HttpResponse:
    """A new password, which stands in this one answer and nowhere else."""
    person = _person(request, pk)
    try:
        told = passwords.reset_password(person, by=staff(request), at=timezone.now())
    except (InputError, RuleError) as refused:
        return turned_away(request, refused, f"/desk/staff/{pk}/login/")
    return render(request, "accounts/new_password.html", {"person": person, "password": told})


@require_POST
@desk(DEED)
def bind(request: HttpRequest, pk: int) -> HttpResponse:
    """Bind the person to a subject of the single sign-on."""
    person, by, issuer = _person(request, pk), staff(request), settings.SIGN_ON.issuer
    form, back = SubjectForm(request.POST), f"/desk/staff/{pk}/login/"
    if not issuer or not form.is_valid():
        return redirect(back)
    subject, at = form.cleaned_data["subject"], timezone.now()
    return done(request, lambda: binding.bind(person, subject, issuer=issuer, by=by, at=at), _("Kept."), back)
