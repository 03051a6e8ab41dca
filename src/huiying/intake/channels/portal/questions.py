"""A question that people answer and simple machines do not: in words, so that a screen reader reads it like the rest
(GB/T 37668-2019, WCAG 2.2: a picture alone would shut people out), made here, without any outside service.

It is good for ten minutes, for one form and for one try. What is on the page tells the answer to nobody who does not
read: a keyed digest of it goes along, signed.
"""

import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

GOOD_FOR = timedelta(minutes=10)
_signer = signing.Signer(salt="huiying.portal.question")
_chance = SystemRandom()
_NUMBERS = (
    gettext_noop("zero"),
    gettext_noop("one"),
    gettext_noop("two"),
    gettext_noop("three"),
    gettext_noop("four"),
    gettext_noop("five"),
    gettext_noop("six"),
    gettext_noop("seven"),
    gettext_noop("eight"),
    gettext_noop("nine"),
    gettext_noop("ten"),
)
_SORTS = {
    gettext_noop("Which of these is a fruit: %(words)s?"): (
        gettext_noop("apple"),
        gettext_noop("pear"),
        gettext_noop("watermelon"),
        gettext_noop("grape"),
    ),
    gettext_noop("Which of these is an animal: %(words)s?"): (
        gettext_noop("tiger"),
        gettext_noop("rabbit"),
        gettext_noop("horse"),
        gettext_noop("sheep"),
    ),
    gettext_noop("Which of these is a colour: %(words)s?"): (
        gettext_noop("red"),
        gettext_noop("green"),
        gettext_noop("yellow"),
        gettext_noop("purple"),
    ),
}
_THINGS = (
    gettext_noop("umbrella"),
    gettext_noop("table"),
    gettext_noop("bicycle"),
    gettext_noop("hammer"),
    gettext_noop("scissors"),
    gettext_noop("broom"),
    gettext_noop("staircase"),
    gettext_noop("suitcase"),
)
_CHINESE = dict(zip("〇零一二三四五六七八九两兩", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 2), strict=True))
_TEENS = re.compile(r"(一?)十([一二三四五六七八九]?)")


@dataclass(frozen=True, slots=True)
class Question:
    """A question in words, and what the form sends back with its answer."""

    text: str
    token: str


def new(form: str, at: datetime) -> Question:
    """A question for the form with this token, in the reader's language."""
    text, answer = _sum() if _chance.random() < 0.6 else _odd_one()
    nonce = secrets.token_urlsafe(12)
    facts = {"form": form, "nonce": nonce, "at": at.timestamp(), "text": text, "is": _digest(nonce, _plain(answer))}
    return Question(text, _signer.sign_object(facts))


def asked(token: str, form: str, at: datetime) -> Question | None:
    """The question that a form sent back, if it is ours, for this form and still good, and nobody tried it yet."""
    facts = _facts(token, form, at)
    return Question(facts["text"], token) if facts and cache.get(_key(facts)) is None else None


def settle(token: str, form: str, answer: str, at: datetime) -> bool:
    """Whether this is the answer. However it turns out, the question is used up."""
    facts = _facts(token, form, at)
    if facts is None or not cache.add(_key(facts), 1, int(GOOD_FOR.total_seconds())):
        return False
    return hmac.compare_digest(_digest(facts["nonce"], _plain(answer)), str(facts["is"]))


def _facts(token: str, form: str, at: datetime) -> dict[str, Any] | None:
    try:
        facts: dict[str, Any] = _signer.unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    age = at.timestamp() - facts["at"]
    return facts if facts["form"] == form and 0 <= age <= GOOD_FOR.total_seconds() else None


def _key(facts: dict[str, Any]) -> str:
    return f"question:{facts['nonce']}"


def _digest(nonce: str, answer: str) -> str:
    return hmac.digest(settings.SECRET_KEY.encode(), f"portal question {nonce} {answer}".encode(), "sha256").hex()


def _sum() -> tuple[str, str]:
    one, other = _chance.randint(2, 9), _chance.randint(1, 9)
    if one > other and _chance.random() < 0.4:
        told = {"one": _(_NUMBERS[one]), "other": _(_NUMBERS[other])}
        return _("How much is %(one)s minus %(other)s?") % told, str(one - other)
    told = {"one": _(_NUMBERS[one]), "other": _(_NUMBERS[other])}
    return _("How much is %(one)s plus %(other)s?") % told, str(one + other)


def _odd_one() -> tuple[str, str]:
    sort = _chance.choice(list(_SORTS))
    answer = _(_chance.choice(_SORTS[sort]))
    words = [answer, *(_(thing) for thing in _chance.sample(_THINGS, 2))]
    _chance.shuffle(words)
    return _(sort) % {"words": _(", ").join(words)}, answer


def _plain(answer: str) -> str:
    """An answer as it is compared: 8, ８, 八 and eight are one; so are Apple and “apple”."""
    told = "".join(c for c in unicodedata.normalize("NFKC", answer).casefold() if c.isalnum())
    number = _number(told)
    return told if number is None else str(number)


def _number(told: str) -> int | None:
    if told.isdecimal():
        return int(told[:6])
    if told in _CHINESE:
        return _CHINESE[told]
    if teen := _TEENS.fullmatch(told):
        return 10 + _CHINESE.get(teen[2], 0)
    spoken = [_(word).casefold() for word in _NUMBERS]
    return spoken.index(told) if told in spoken else _NUMBERS.index(told) if told in _NUMBERS else None
