"""What is noted when somebody signs in or out, by whichever door."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils import timezone

from huiying.people.models import User

from . import counting, limits, security
from .actions.sessions import note_begin, note_end
from .models import Ending, Proof

PROOF, PROVED = "huiying_proof", "huiying_proved"  # on the request: what the door asked for, whether of two factors


def watch() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="accounts.in")
    user_logged_out.connect(_signed_out, dispatch_uid="accounts.out")
    user_login_failed.connect(_failed, dispatch_uid="accounts.failed")


def _signed_in(request: HttpRequest, user: Any, **_more: Any) -> None:
    if not isinstance(user, User):
        return
    proof = getattr(request, PROOF, Proof.PASSWORD)
    proved = getattr(request, PROVED, False)
    limits.begin(request.session, limits.now(), proved=proved)
    security.signed_in(user, proof, request, proved=proved)
    note_begin(
        user,
        key=str(request.session.session_key),
        proof=proof,
        address=request.META.get("REMOTE_ADDR", ""),
        device=request.META.get("HTTP_USER_AGENT", ""),
        at=timezone.now(),
    )


def _signed_out(request: HttpRequest, user: Any, **_more: Any) -> None:
    if isinstance(user, User) and request.session.session_key:
        note_end(request.session.session_key, Ending.OUT, at=timezone.now())
        security.signed_out(user, request)


def _failed(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any) -> None:
    proof = "a further proof" if sender == counting.__name__ else "password"
    security.not_signed_in(str(credentials.get("username", "")), proof, request)
