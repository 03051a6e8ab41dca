"""Addresses: the portal at `/`, the desk at `/desk/`, Wagtail's editors at `/cms/`, other systems at `/api/` and
`/open311/`.
"""

from django.contrib.auth.views import LogoutView
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from huiying.project.api import api, nowhere
from huiying.project.entrance import Entrance
from huiying.publication.views.editors_account import account
from huiying.publication.wagtail_words.views import words

handler400 = "huiying.project.refusals.unreadable"
urlpatterns = [
    path("desk/login/", Entrance.as_view(), name="login"),
    path("desk/logout/", LogoutView.as_view(), name="logout"),
    # No token is asked for: a stranger's page could change a reader's language and nothing else, and pages that are the
    # same for everybody can have the buttons.
    path("language/setlang/", csrf_exempt(set_language), name="set_language"),
    path("cms/jsi18n/", words, name="editors-words"),
    path("cms/account/", account, name="editors-account"),
    path("cms/login/", RedirectView.as_view(pattern_name="login", query_string=True)),  # there is one door
    path("_util/login/", RedirectView.as_view(pattern_name="login", query_string=True)),  # and this would be another
    path("cms/", include(wagtailadmin_urls)),
    path("api/v1/", api.urls),
    re_path(r"^api/", nowhere),
    path("open311/v2/", include("huiying.handling.open311.urls")),
    path("", include("huiying.people.urls")),
    path("", include("huiying.accounts.urls")),
    path("", include("huiying.intake.urls")),
    path("", include("huiying.assessment.urls")),
    path("", include("huiying.handling.urls")),
    path("", include("huiying.publication.urls")),
    path("", include("huiying.feedback.urls")),
    path("", include("huiying.reporting.urls")),
    path("", include("huiying.drills.urls")),
    path("", include("huiying.drills.urls_results")),
    path("", include("huiying.drills.urls_stage")),
    path("", include("huiying.drills.trainings.urls")),
    path("", include("huiying.project.desk_urls")),
    path("", include(wagtail_urls)),
]
