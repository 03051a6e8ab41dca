"""Addresses of assessment."""

from django.urls import path

from . import views

urlpatterns = [
    path("desk/topics/", views.topics, name="desk-topics"),
    path("desk/topics/<int:pk>/", views.topic, name="desk-topic"),
    path("desk/topics/<int:pk>/curve.svg", views.curve, name="desk-topic-curve"),
]
