"""Addresses of assessment."""

from django.urls import path, re_path

from .views import sorting, thresholds, topics

urlpatterns = [
    path("desk/thresholds/", thresholds.thresholds, name="desk-thresholds"),
    path("desk/topics/", topics.topics, name="desk-topics"),
    re_path(r"^desk/topics/table\.(?P<ending>xlsx|csv|json)$", topics.table, name="desk-topics-table"),
    path("desk/topics/gather/", sorting.gather, name="desk-topics-gather"),
    path("desk/topics/<int:pk>/", topics.topic, name="desk-topic"),
    path("desk/topics/<int:pk>/curve.svg", topics.curve, name="desk-topic-curve"),
    path("desk/topics/<int:pk>/sorting/", sorting.sorting, name="desk-topic-sorting"),
    path("desk/topics/<int:pk>/rename/", sorting.rename, name="desk-topic-rename"),
    path("desk/topics/<int:pk>/merge/", sorting.merge, name="desk-topic-merge"),
    path("desk/topics/<int:pk>/part/", sorting.part, name="desk-topic-part"),
]
