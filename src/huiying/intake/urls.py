"""Addresses of intake: the public's forms."""

from django.urls import path

from .channels.portal import views as portal

urlpatterns = [
    path("ask/", portal.choose, name="ask"),
    path("ask/<slug:slug>/", portal.ask, name="ask-channel"),
    path("receipt/<str:number>/", portal.receipt, name="receipt"),
]
