"""Addresses of publication beside Wagtail's own pages."""

from django.contrib.sitemaps import views as sitemaps
from django.urls import path

from .feeds import AnswersFeed, PagesFeed
from .front.marks import shared
from .maps import MAPS, robots
from .views import answers, waiting

urlpatterns = [
    path("answers/", answers.answers, name="answers"),
    path("answers/<str:reference>/", answers.answer, name="answer"),
    path("search/", answers.search, name="search"),
    path("search/similar/", answers.similar, name="similar-answers"),
    path("feeds/pages/", PagesFeed(), name="feed-pages"),
    path("feeds/answers/", AnswersFeed(), name="feed-answers"),
    path("feeds/column/<slug:slug>/", PagesFeed(), name="feed-column"),
    path("sitemap.xml", shared(sitemaps.index), {"sitemaps": MAPS, "sitemap_url_name": "sitemap-part"}, name="sitemap"),
    path("sitemap-<section>.xml", shared(sitemaps.sitemap), {"sitemaps": MAPS}, name="sitemap-part"),
    path("robots.txt", robots, name="robots"),
    path("desk/publish/", waiting.waiting, name="desk-publish"),
    path("desk/publish/releases/<int:pk>/", waiting.give_release, name="desk-publish-release"),
    path("desk/publish/<int:pk>/", waiting.decide, name="desk-publish-decide"),
]
