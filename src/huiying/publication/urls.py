"""Addresses of publication beside Wagtail's own pages."""

from django.urls import path

from .views import answers, searchdesk, searching, waiting

urlpatterns = [
    path("answers/", answers.answers, name="answers"),
    path("answers/<str:reference>/", answers.answer, name="answer"),
    path("search/", searching.search, name="search"),
    path("search/suggest/", searching.suggest, name="search-suggest"),
    path("search/similar/", answers.similar, name="similar-answers"),
    path("desk/search/portal/", searchdesk.portal_search, name="desk-portal-search"),
    path("desk/search/portal/synonyms/", searchdesk.keep, name="desk-portal-synonyms"),
    path("desk/search/portal/synonyms/<int:pk>/", searchdesk.change, name="desk-portal-synonyms-change"),
    path("desk/publish/", waiting.waiting, name="desk-publish"),
    path("desk/publish/releases/<int:pk>/", waiting.give_release, name="desk-publish-release"),
    path("desk/publish/<int:pk>/", waiting.decide, name="desk-publish-decide"),
]
