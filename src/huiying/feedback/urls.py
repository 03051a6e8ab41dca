"""Addresses of feedback."""

from django.urls import path

from . import views

urlpatterns = [path("status/<str:number>/rate/", views.rating, name="rate")]
