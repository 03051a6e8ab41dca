"""Addresses of the room."""

from django.urls import path

from .views import door, office, own, review, signon

urlpatterns = [
    path("desk/login/second/", door.second, name="second-factor"),
    path("desk/login/join/", door.join, name="second-factor-join"),
    path("desk/login/password/", door.own_password, name="own-password"),
    path("desk/login/passkey/", door.passkey_asked, name="passkey-asked"),
    path("desk/login/passkey/proved/", door.passkey_proved, name="passkey-proved"),
    path("desk/login/sign-on/", signon.begin, name="sign-on"),
    path("desk/login/sign-on/back/", signon.back, name="sign-on-back"),
    path("desk/account/", own.account, name="desk-account"),
    path("desk/account/session/", own.session, name="desk-account-session"),
    path("desk/account/password/", own.password, name="desk-account-password"),
    path("desk/account/confirm/", own.confirm, name="desk-account-confirm"),
    path("desk/account/authenticator/", own.join, name="desk-account-join"),
    path("desk/account/codes/", own.codes, name="desk-account-codes"),
    path("desk/account/part/", own.part, name="desk-account-part"),
    path("desk/account/end/", own.end, name="desk-account-end"),
    path("desk/account/passkey/", own.passkey_asked, name="desk-account-passkey"),
    path("desk/account/passkey/joined/", own.passkey_joined, name="desk-account-passkey-joined"),
    path("desk/access/", review.access, name="desk-access"),
    path("desk/staff/<int:pk>/login/", office.login, name="desk-staff-login"),
    path("desk/staff/<int:pk>/login/end/", office.end, name="desk-staff-login-end"),
    path("desk/staff/<int:pk>/login/reset/", office.reset, name="desk-staff-login-reset"),
    path("desk/staff/<int:pk>/login/password/", office.password, name="desk-staff-login-password"),
    path("desk/staff/<int:pk>/login/bind/", office.bind, name="desk-staff-login-bind"),
]
