"""The door by which staff come in: one for the desk and for the editors' room."""

from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.accounts.needed import GIVEN_FOR, is_asked_more, ran_out
from huiying.accounts.passwords import OF_THE_DEMO
from huiying.accounts.views.door import go_on
from huiying.accounts.waiting import wait
from huiying.people.models import User
from huiying.publication.editors import ENTERS


class EntranceForm(AuthenticationForm):
    """Name and password; the demo's password opens nothing where this is no demo, nor does one that was given long ago
    and never used.
    """

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if self.cleaned_data.get("password") == OF_THE_DEMO and not settings.DEMO:
            raise self.get_invalid_login_error()
        if ran_out(user, timezone.now()):
            told = _("This first password was not used for %(days)d days and opens nothing any more.")
            more = _("Ask the security administrator for a new one.")
            raise ValidationError(f"{told % {'days': GIVEN_FOR.days}} {more}", code="first_password_ran_out")


class Entrance(LoginView):
    """Whoever is in already goes on to where they wanted; to the desk, if that is the editors' room and not theirs:
    it would send them back here. Who has a second factor, or must have one, is asked for it before they are in.
    """

    redirect_authenticated_user = True
    authentication_form = EntranceForm

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        assert isinstance(user, User)
        if not is_asked_more(user):
            return super().form_valid(form)
        wait(self.request, user, backend=user.backend, onto=self.get_success_url())
        return go_on(user)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(sign_on=settings.SIGN_ON.is_on, **more)

    def get_redirect_url(self) -> str:  # type: ignore[override]  # as Django 5.2 has it; the stubs are newer
        wanted = super().get_redirect_url()
        is_refused = self.request.user.is_authenticated and not self.request.user.has_perm(ENTERS)
        return "" if is_refused and wanted.startswith(reverse("wagtailadmin_home")) else wanted
