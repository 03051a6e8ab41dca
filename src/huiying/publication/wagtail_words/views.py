"""The words of the editors' scripts. Wagtail gives them its own catalogue alone; ours has what is missing there."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response

CATALOGUE = JavaScriptCatalog.as_view(packages=["wagtail.admin", "huiying.publication.wagtail_words"])


def words(request: HttpRequest) -> HttpResponseBase:
    """Both catalogues, in the language of whoever is signed in."""
    answer: HttpResponseBase = get_localized_response(CATALOGUE, request)
    return answer
