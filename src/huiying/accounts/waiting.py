"""Who gave the right password and has yet to give a second factor. The session knows them, `request.user` does not."""

import secrets
from dataclasses import dataclass

from django.contrib.auth import login
from django.http import HttpRequest

from huiying.people.models import User

from . import limits
from .models import Proof
from .needed import is_given
from .receiving import PROOF, PROVED

KEY = "waits_at_the_door"
SECRET = "secret_to_join"  # noqa: S105 - the name of a mark in the session
PATIENCE = 600  # seconds


@dataclass(frozen=True, slots=True)
class Waiting:
    """`onto` is where they go in the end; `first` is how they proved themselves first, `second` how after that."""

    user: User
    backend: str
    onto: str
    first: Proof
    second: Proof | None = None

    @property
    def has_to_choose(self) -> bool:
        """Whether they came with a password that somebody else made."""
        return self.first is Proof.PASSWORD and is_given(self.user)


def wait(request: HttpRequest, user: User, *, backend: str, onto: str, first: Proof = Proof.PASSWORD) -> None:
    """Remember who waits, under a new key."""
    request.session.cycle_key()
    request.session.pop(SECRET, None)  # whoever waited here before knows it
    told = {"user": user.pk, "hash": user.get_session_auth_hash(), "backend": backend, "onto": onto, "first": first}
    request.session[KEY] = told | {"at": limits.now()}


def who_waits(request: HttpRequest) -> Waiting | None:
    """Who waits in this session; None where nobody does, or for too long, or may not sign in with this password any
    more.
    """
    told = request.session.get(KEY)
    if not told or limits.now() - told["at"] > PATIENCE:
        return None
    user = User.objects.filter(pk=told["user"], is_active=True).first()
    if user is None or not secrets.compare_digest(user.get_session_auth_hash(), told["hash"]):
        return None
    second = Proof(told["second"]) if "second" in told else None
    return Waiting(user, told["backend"], told["onto"], Proof(told["first"]), second)


def note_second(request: HttpRequest, proof: Proof) -> None:
    """Remember that the second factor was given too."""
    request.session[KEY] = request.session[KEY] | {"second": proof}


def let_in(request: HttpRequest, waiting: Waiting, second: Proof | None) -> None:
    """Sign them in."""
    request.session.pop(KEY, None)
    request.session.pop(SECRET, None)
    setattr(request, PROOF, second or waiting.first)
    setattr(request, PROVED, second is not None)
    login(request, waiting.user, backend=waiting.backend)
