"""Addresses of publication beside Wagtail's own pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("answers/", views.answers, name="answers"),
    path("answers/<str:reference>/", views.answer, name="answer"),
    path("search/", views.search, name="search"),
    path("search/similar/", views.similar, name="similar-answers"),
    path("desk/publish/", views.waiting, name="desk-publish"),
    path("desk/publish/releases/<int:pk>/", views.give_release, name="desk-publish-release"),
    path("desk/publish/<int:pk>/", views.decide, name="desk-publish-decide"),
]
