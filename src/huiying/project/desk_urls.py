"""Addresses of the desk that belong to rooms without a door of their own."""

from django.urls import path

from huiying.ledger.views import entries
from huiying.people.access import desk

urlpatterns = [path("desk/ledger/", desk("ledger.read")(entries), name="desk-ledger")]
