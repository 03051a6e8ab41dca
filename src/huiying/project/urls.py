"""Addresses: the portal at `/`, the desk at `/desk/`, Wagtail's editors at `/cms/`."""

from django.contrib.auth import views as accounts
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("desk/login/", accounts.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("desk/logout/", accounts.LogoutView.as_view(), name="logout"),
    path("language/", include("django.conf.urls.i18n")),
    path("cms/", include(wagtailadmin_urls)),
    path("", include("huiying.intake.urls")),
    path("", include("huiying.assessment.urls")),
    path("", include("huiying.handling.urls")),
    path("", include("huiying.publication.urls")),
    path("", include("huiying.feedback.urls")),
    path("", include("huiying.reporting.urls")),
    path("", include("huiying.project.desk_urls")),
    path("", include(wagtail_urls)),
]
