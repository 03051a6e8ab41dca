"""Addresses of what drills were worth."""

from django.urls import path

from . import views_results as results

urlpatterns = [
    path("desk/drills/<slug:slug>/score/", results.taken, name="desk-drill-score"),
    path("desk/drills/<slug:slug>/result/", results.result, name="desk-drill-result"),
    path("desk/drills/<slug:slug>/result/chart.svg", results.chart, name="desk-drill-result-chart"),
    path("desk/drills/<slug:slug>/result/report.<slug:form>", results.file, name="desk-drill-report"),
]
