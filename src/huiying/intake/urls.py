"""Addresses of intake: the public's forms."""

from django.urls import path

from .channels.portal import verifying
from .channels.portal import views as portal
from .channels.wechat import views as wechat
from .views import channels, interfaces, outbox, persons

urlpatterns = [
    path("desk/channels/", channels.channels, name="desk-channels"),
    path("desk/channels/new/", channels.new, name="desk-channel-new"),
    path("desk/channels/<slug:slug>/", channels.channel, name="desk-channel"),
    path("desk/channels/<slug:slug>/test/", channels.test, name="desk-channel-test"),
    path("desk/persons/<int:pk>/", persons.person, name="desk-person"),
    path("desk/persons/<int:pk>/join/", persons.join, name="desk-person-join"),
    path("desk/joinings/<int:pk>/part/", persons.part, name="desk-person-part"),
    path("desk/outbox/", outbox.outbox, name="desk-outbox"),
    path("desk/outbox/<int:pk>/", outbox.settle, name="desk-outbox-settle"),
    path("desk/interfaces/", interfaces.interfaces, name="desk-interfaces"),
    path("desk/interfaces/tokens/new/", interfaces.new_token, name="desk-token-new"),
    path("desk/interfaces/tokens/<int:pk>/revoke/", interfaces.revoke, name="desk-token-revoke"),
    path("desk/interfaces/webhooks/new/", interfaces.new_webhook, name="desk-webhook-new"),
    path("desk/interfaces/webhooks/<int:pk>/", interfaces.settle_webhook, name="desk-webhook-settle"),
    path("ask/", portal.choose, name="ask"),
    path("ask/<slug:slug>/", portal.ask, name="ask-channel"),
    path("receipt/<str:number>/", portal.receipt, name="receipt"),
    path("question/<uuid:form>/", portal.question, name="question"),
    path("verify/<str:token>/", verifying.verify, name="verify-mail"),
    path("wechat/<slug:slug>/", wechat.callback, name="wechat-callback"),
]
