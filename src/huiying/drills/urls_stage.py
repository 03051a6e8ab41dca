"""Addresses of the stage, which are there only in a drill's world."""

from django.urls import path

from . import views_playing as playing
from . import views_stage as stage

urlpatterns = [
    path("desk/stage/", stage.panel, name="desk-stage"),
    path("desk/stage/begin/", stage.begun, name="desk-stage-begin"),
    path("desk/stage/finish/", stage.finished, name="desk-stage-finish"),
    path("desk/stage/pause/", stage.paused, name="desk-stage-pause"),
    path("desk/stage/go-on/", stage.went_on, name="desk-stage-go-on"),
    path("desk/stage/speed/", stage.hurried, name="desk-stage-speed"),
    path("desk/stage/step/", stage.stepped, name="desk-stage-step"),
    path("desk/stage/bring/", stage.brought, name="desk-stage-bring"),
    path("desk/stage/hint/", stage.hinted, name="desk-stage-hint"),
    path("desk/stage/wall/", playing.wall, name="desk-stage-wall"),
    path("desk/stage/figures/", playing.tables, name="desk-stage-figures"),
    path("desk/stage/voices.svg", playing.voices, name="desk-stage-voices"),
    path("desk/stage/temper.svg", playing.temper, name="desk-stage-temper"),
    path("desk/stage/calls/", playing.calls, name="desk-stage-calls"),
    path("desk/stage/calls/<int:pk>/", playing.answered, name="desk-stage-call"),
    path("desk/stage/strip/", playing.strip, name="desk-stage-strip"),
    path("desk/stage/hints/<int:pk>/close/", playing.closed, name="desk-stage-hint-close"),
    path("desk/stage/roles/", playing.roles, name="desk-stage-roles"),
    path("desk/stage/act/", playing.acted, name="desk-stage-act"),
]
