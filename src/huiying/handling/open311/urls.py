"""Addresses of Open311; a form is the ending, as the specification has it."""

from django.urls import re_path

from . import views

FORM = r"\.(?P<form>xml|json)$"
urlpatterns = [
    re_path(rf"^discovery{FORM}", views.discovery),
    re_path(rf"^services{FORM}", views.service_list),
    re_path(rf"^services/(?P<code>[^/]{{1,40}}){FORM}", views.service),
    re_path(rf"^requests{FORM}", views.requests),
    re_path(rf"^requests/(?P<number>[^/]{{1,40}}){FORM}", views.one),
    re_path(rf"^tokens/(?P<number>[^/]{{1,40}}){FORM}", views.token),
    re_path(r"", views.nothing),
]
