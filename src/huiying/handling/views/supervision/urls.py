"""Addresses of supervision, below /desk/supervision/."""

from django.urls import path, re_path

from . import cards, home, instructions, late, orders

urlpatterns = [
    path("", home.home, name="desk-supervision"),
    path("remind/<str:number>/", home.remind, name="desk-remind"),
    path("cards/", cards.cards, name="desk-cards"),
    path("cards/<int:pk>/", cards.card, name="desk-card"),
    re_path(r"^cards/(?P<pk>\d+)/(?P<name>explain|withdraw)/$", cards.card_deed, name="desk-card-deed"),
    path("orders/", orders.orders, name="desk-chases"),
    path("orders/new/", orders.new, name="desk-chase-new"),
    path("orders/<int:pk>/", orders.order, name="desk-chase"),
    path("orders/<int:pk>/sheet/", orders.sheet, name="desk-chase-sheet"),
    re_path(
        r"^orders/(?P<pk>\d+)/(?P<name>receive|answer|accept|back|cancel)/$", orders.order_deed, name="desk-chase-deed"
    ),
    path("instructions/", instructions.instructions, name="desk-instructions"),
    path("instructions/new/", instructions.new, name="desk-instruct"),
    path("instructions/<int:pk>/", instructions.instruction, name="desk-instruction"),
    path("instructions/<int:pk>/withdraw/", instructions.withdraw, name="desk-instruction-withdraw"),
    path("errands/<int:pk>/report/", instructions.report, name="desk-errand-report"),
    re_path(r"^errands/(?P<pk>\d+)/(?P<name>accept|back)/$", instructions.judge, name="desk-errand-judge"),
    path("late/", late.late_list, name="desk-late-list"),
]
