"""Addresses: the portal at `/`, the desk at `/desk/`, Wagtail's editors at `/cms/`, other systems at `/api/` and
`/open311/`.
"""

from django.contrib.auth import views as accounts
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from huiying.project.api import api, nowhere

urlpatterns = [
    path("desk/login/", accounts.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("desk/logout/", accounts.LogoutView.as_view(), name="logout"),
    # No token is asked for: a stranger's page could change a reader's language and nothing else, and pages that are the
    # same for everybody can have the buttons.
    path("language/setlang/", csrf_exempt(set_language), name="set_language"),
    path("documents/", include(wagtaildocs_urls)),
    path("cms/", include(wagtailadmin_urls)),
    path("api/v1/", api.urls),
    re_path(r"^api/", nowhere),
    path("open311/v2/", include("huiying.handling.open311.urls")),
    path("", include("huiying.people.urls")),
    path("", include("huiying.intake.urls")),
    path("", include("huiying.assessment.urls")),
    path("", include("huiying.handling.urls")),
    path("", include("huiying.publication.urls")),
    path("", include("huiying.feedback.urls")),
    path("", include("huiying.reporting.urls")),
    path("", include("huiying.project.desk_urls")),
    path("", include(wagtail_urls)),
]
