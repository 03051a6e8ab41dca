"""Addresses of reporting, the desk's home among them."""

from django.urls import path

from . import views

urlpatterns = [
    path("desk/", views.home, name="desk"),
    path("desk/monthly.svg", views.monthly, name="desk-monthly"),
    path("desk/reports/", views.reports, name="desk-reports"),
    path("desk/reports/<int:pk>/", views.snapshot, name="desk-snapshot"),
    path("desk/papers/<int:pk>/", views.paper, name="desk-paper"),
]
