"""Passwords are changed by who knows the old one, or set anew by the security administrator; sessions end."""

import secrets
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ..models import Ending, GivenPassword
from .sessions import MANAGES, close_all, refuse_oneself


@transaction.atomic
def change_password(user: User, *, old: str, new: str, at: datetime, but: str = "") -> None:
    """Change one's own password; every session ends but that with the key `but`."""
    if not user.check_password(old):
        raise InputError(_("This is not the present password."), where="old")
    choose_password(user, new, at=at, but=but)


@transaction.atomic
def choose_password(user: User, new: str, *, at: datetime, but: str = "") -> None:
    """The same for who has just given the old one at the door."""
    try:
        validate_password(new, user)
    except ValidationError as error:
        raise InputError(" ".join(error.messages), where="new") from error
    user.set_password(new)
    user.save()
    close_all(user, Ending.PASSWORD, at=at, but=but)
    record("password.changed", about=f"user:{user.username}", by=user, at=at)


def note_given(user: User, *, at: datetime) -> None:
    """Note that somebody else made this password: whoever comes with it chooses their own before they enter."""
    GivenPassword.objects.update_or_create(user=user, defaults={"at": at})


@transaction.atomic
def reset_password(user: User, *, by: User, at: datetime) -> str:
    """Give somebody who forgot theirs a new one, which is told this once. Their second factor stays."""
    policies.require(by, MANAGES, user)
    refuse_oneself(user, by)
    password = secrets.token_urlsafe(12)
    user.set_password(password)
    user.save()
    note_given(user, at=at)
    close_all(user, Ending.PASSWORD, at=at)
    record("password.reset", about=f"user:{user.username}", by=by, at=at)
    return password
