"""Addresses of the desk that belong to rooms without a door of their own."""

from django.urls import path

from huiying.ledger.views import entries
from huiying.people.access import desk

from .organising import views as staff

urlpatterns = [
    path("desk/ledger/", desk("ledger.read")(entries), name="desk-ledger"),
    path("desk/staff/", staff.staff_page, name="desk-staff"),
    path("desk/staff/new/", staff.new, name="desk-staff-new"),
    path("desk/staff/<int:pk>/", staff.person, name="desk-staff-person"),
    path("desk/staff/<int:pk>/working/", staff.working, name="desk-staff-working"),
    path("desk/posts/<int:pk>/dismiss/", staff.dismissed, name="desk-post-dismiss"),
]
