"""Addresses of drills: the office's own pages of them, and what a drill's world tells of itself."""

from django.urls import path

from . import views_office as office
from . import views_scenarios as scenarios
from . import views_world as world

urlpatterns = [
    path("drill/alive/", world.alive, name="drill-alive"),
    path("drill/clock/", world.time, name="drill-clock"),
    path("desk/drills/", office.drills, name="desk-drills"),
    path("desk/drills/new/", office.new, name="desk-drill-new"),
    path("desk/drills/scenarios/write/", scenarios.write, name="desk-drill-write"),
    path("desk/drills/scenarios/version/<int:pk>/", scenarios.version, name="desk-drill-version"),
    path("desk/drills/scenarios/<slug:key>/", office.scenario, name="desk-drill-scenario"),
    path("desk/drills/scenarios/<slug:key>/text/", scenarios.text, name="desk-drill-scenario-text"),
    path("desk/drills/<slug:slug>/", office.drill, name="desk-drill"),
    path("desk/drills/<slug:slug>/start/", office.started, name="desk-drill-start"),
    path("desk/drills/<slug:slug>/stop/", office.stopped, name="desk-drill-stop"),
]
