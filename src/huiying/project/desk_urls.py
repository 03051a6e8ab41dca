"""Addresses of the desk that belong to rooms without a door of their own."""

from django.urls import path

from .auditing import audited
from .organising import structure
from .organising import views as staff

urlpatterns = [
    path("desk/ledger/", audited, name="desk-ledger"),
    path("desk/staff/", staff.staff_page, name="desk-staff"),
    path("desk/staff/new/", staff.new, name="desk-staff-new"),
    path("desk/staff/<int:pk>/", staff.person, name="desk-staff-person"),
    path("desk/staff/<int:pk>/working/", staff.working, name="desk-staff-working"),
    path("desk/structure/", structure.structure, name="desk-structure"),
    path("desk/structure/new/", structure.new_unit, name="desk-structure-new"),
    path("desk/structure/<int:pk>/section/", structure.new_section, name="desk-structure-section-new"),
    path("desk/structure/<int:pk>/seat/", structure.give_seat, name="desk-structure-seat"),
    path("desk/structure/section/<int:pk>/", structure.section, name="desk-structure-section"),
    path("desk/structure/seat/<int:pk>/", structure.take_seat_back, name="desk-structure-seat-leave"),
    path("desk/posts/<int:pk>/dismiss/", staff.dismissed, name="desk-post-dismiss"),
]
