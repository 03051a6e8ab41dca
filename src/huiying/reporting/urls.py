"""Addresses of reporting, the desk's home among them."""

from django.urls import path

from . import improving_views, views
from . import views_papers as papers
from . import views_standing as standing
from .annual import views as annual_views
from .behind import views as behind
from .clues import views as clue_views
from .disclosure import views as disclosure_views

urlpatterns = [
    path("desk/", views.home, name="desk"),
    path("desk/monthly.svg", views.monthly, name="desk-monthly"),
    path("desk/reports/", papers.reports, name="desk-reports"),
    path("desk/reports/subjects/", papers.subjects, name="desk-paper-subjects"),
    path("desk/reports/asked/<int:pk>/", papers.asked, name="desk-commission"),
    path("desk/reports/asked/<int:pk>/again/", papers.asked_again, name="desk-commission-again"),
    path("desk/reports/schedules/", standing.schedules, name="desk-schedules"),
    path("desk/reports/schedules/<int:pk>/stop/", standing.stopped, name="desk-schedule-stop"),
    path("desk/reports/templates/", standing.templates, name="desk-paper-templates"),
    path("desk/reports/templates/<int:pk>/", standing.template, name="desk-paper-template"),
    path("desk/reports/templates/<int:pk>/withdraw/", standing.withdrawn, name="desk-paper-template-withdraw"),
    path("desk/reports/templates/<slug:kind>/start/", standing.start, name="desk-paper-template-start"),
    path("desk/reports/templates/<slug:kind>/names/", standing.names, name="desk-paper-names"),
    path("desk/reports/measures/", improving_views.measures, name="desk-measures"),
    path("desk/reports/measures/<int:pk>/", improving_views.measure, name="desk-measure"),
    path("desk/lessons/", improving_views.lessons, name="desk-lessons"),
    path("desk/reports/annual/", annual_views.annual, name="desk-annual"),
    path("desk/reports/<int:pk>/", views.snapshot, name="desk-snapshot"),
    path("desk/reports/<int:pk>/numbers/", behind.number, name="desk-number"),
    path("desk/reports/<int:pk>/renew/", behind.renewal, name="desk-renew"),
    path("desk/clues/<str:number>/letter.docx", clue_views.paper, name="desk-clue-paper"),
    path("desk/clues/<str:number>/file.zip", clue_views.whole, name="desk-clue-file-whole"),
    path("desk/disclosures/papers/<int:pk>.docx", disclosure_views.paper, name="desk-disclosure-paper"),
    path("desk/papers/<int:pk>/", papers.paper, name="desk-paper"),
    path("desk/papers/<int:pk>/file/<slug:form>/", papers.file, name="desk-paper-file"),
]
