"""Addresses of publication beside Wagtail's own pages."""

from django.urls import path

from .views import answers, demand, waiting

urlpatterns = [
    path("answers/", answers.answers, name="answers"),
    path("answers/<str:reference>/", answers.answer, name="answer"),
    path("search/", answers.search, name="search"),
    path("search/similar/", answers.similar, name="similar-answers"),
    path("desk/publish/", waiting.waiting, name="desk-publish"),
    path("desk/publish/releases/<int:pk>/", waiting.give_release, name="desk-publish-release"),
    path("desk/publish/<int:pk>/", waiting.decide, name="desk-publish-decide"),
    path("desk/gap/", demand.gap, name="desk-gap"),
    path("desk/gap/curve.svg", demand.curve, name="desk-gap-curve"),
    path("desk/gap/<int:pk>/", demand.matter, name="desk-gap-matter"),
    path("desk/gap/<int:pk>/verdict/", demand.judge, name="desk-gap-verdict"),
    path("desk/gap/<int:pk>/task/", demand.task, name="desk-gap-task"),
    path("desk/gap/<int:pk>/draft/", demand.draft, name="desk-gap-draft"),
]
