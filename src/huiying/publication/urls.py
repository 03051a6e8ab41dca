"""Addresses of publication beside Wagtail's own pages."""

from django.urls import path

from .views import answers, waiting

urlpatterns = [
    path("answers/", answers.answers, name="answers"),
    path("answers/<str:reference>/", answers.answer, name="answer"),
    path("search/", answers.search, name="search"),
    path("search/similar/", answers.similar, name="similar-answers"),
    path("desk/publish/", waiting.waiting, name="desk-publish"),
    path("desk/publish/releases/<int:pk>/", waiting.give_release, name="desk-publish-release"),
    path("desk/publish/<int:pk>/", waiting.decide, name="desk-publish-decide"),
]
