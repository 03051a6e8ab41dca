"""The door by which staff come in: one for the desk and for the editors' room."""

from django.contrib.auth.views import LoginView
from django.urls import reverse

from huiying.publication.editors import ENTERS


class Entrance(LoginView):
    """Whoever is in already goes on to where they wanted; to the desk, if that is the editors' room and not theirs:
    it would send them back here.
    """

    redirect_authenticated_user = True

    def get_redirect_url(self) -> str:  # type: ignore[override]  # as Django 5.2 has it; the stubs are newer
        wanted = super().get_redirect_url()
        is_refused = self.request.user.is_authenticated and not self.request.user.has_perm(ENTERS)
        return "" if is_refused and wanted.startswith(reverse("wagtailadmin_home")) else wanted
