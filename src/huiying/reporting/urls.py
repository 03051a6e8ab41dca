"""Addresses of reporting, the desk's home among them."""

from django.urls import path

from . import views
from .clues import views as clue_views
from .disclosure import views as disclosure_views

urlpatterns = [
    path("desk/", views.home, name="desk"),
    path("desk/monthly.svg", views.monthly, name="desk-monthly"),
    path("desk/reports/", views.reports, name="desk-reports"),
    path("desk/reports/<int:pk>/", views.snapshot, name="desk-snapshot"),
    path("desk/clues/<str:number>/letter.docx", clue_views.paper, name="desk-clue-paper"),
    path("desk/clues/<str:number>/file.zip", clue_views.whole, name="desk-clue-file-whole"),
    path("desk/disclosures/papers/<int:pk>.docx", disclosure_views.paper, name="desk-disclosure-paper"),
    path("desk/papers/<int:pk>/", views.paper, name="desk-paper"),
]
