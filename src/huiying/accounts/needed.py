"""Of whom a second factor is asked, or a password of their own."""

from datetime import datetime, timedelta

from django.conf import settings

from huiying.people.models import KEPT_APART, User

from .models import Authenticator, GivenPassword, Passkey

GIVEN_FOR = timedelta(days=7)  # a password that another made opens the door for so long (OWASP ASVS 5.0, 6.4.1)
OFF, ADMINISTRATORS, EVERYBODY = "off", "administrators", "everybody"


def has_second(user: User) -> bool:
    """Whether the person has an authenticator or a passkey."""
    return Authenticator.objects.filter(user=user).exists() or Passkey.objects.filter(user=user).exists()


def must_have(user: User) -> bool:
    """Whether the office asks it of this person: of everybody, or of the three administrators (GB/T 22239-2019,
    8.1.4.1 d).
    """
    if settings.SECOND_FACTOR == EVERYBODY:
        return True
    return settings.SECOND_FACTOR == ADMINISTRATORS and user.posts.filter(role__in=KEPT_APART).exists()


def is_given(user: User) -> bool:
    """Whether somebody else made the person's password and knows it."""
    return GivenPassword.objects.filter(user=user).exists()


def ran_out(user: User, at: datetime) -> bool:
    """Whether somebody else made the person's password, too long ago."""
    return GivenPassword.objects.filter(user=user, at__lte=at - GIVEN_FOR).exists()


def is_asked_more(user: User) -> bool:
    """Whether the right password is not enough for this person."""
    return has_second(user) or must_have(user) or is_given(user)
