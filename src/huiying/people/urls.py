"""Addresses of the room."""

from django.urls import path

from . import views

urlpatterns = [
    path("desk/absences/", views.away, name="desk-absences"),
    path("desk/absences/<int:pk>/back/", views.back, name="desk-absence-back"),
]
