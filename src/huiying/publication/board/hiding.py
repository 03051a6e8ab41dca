"""隐去 · Passages of a letter that the public does not see. What is hidden is only ever taken away, never written anew,
so the board puts no word into a writer's mouth; where it stood, the reason stands.

Reasons: 个人信息保护法 art. 28 and 政府信息公开条例 arts. 14–15 (personal data, trade secrets, what the law forbids).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.core.errors import InputError
from huiying.language import privacy


class Reason(TextChoices):
    PERSONAL = "personal", gettext_lazy("Personal data")
    OTHERS = "others", gettext_lazy("Data of other people")
    SECRET = "secret", gettext_lazy("Trade secret")
    UNLAWFUL = "unlawful", gettext_lazy("Not to be disclosed by law")
    INSULT = "insult", gettext_lazy("Insulting words")
    ADVERTISING = "advertising", gettext_lazy("Advertising")


# What stands in the place of a passage, in the office's language: it is part of the frozen copy.
IN_ITS_PLACE = {
    Reason.PERSONAL: "〔个人信息已隐去〕",
    Reason.OTHERS: "〔他人信息已隐去〕",
    Reason.SECRET: "〔商业秘密已隐去〕",
    Reason.UNLAWFUL: "〔依法不予公开的内容已隐去〕",
    Reason.INSULT: "〔不文明用语已隐去〕",
    Reason.ADVERTISING: "〔广告内容已隐去〕",
}
# However it was decided, these never stand on a public page.
NEVER_SHOWN = frozenset({"phone", "id_number", "bank_card"})
LEAST = 2  # characters of a passage: one alone stands everywhere in a text
MOST = 100  # passages of a letter
LEAST_LEFT = 10  # characters: of a letter of which less is left, nothing can be read


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that are hidden wherever they stand, and why."""

    words: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Redacted:
    """A letter as the public may read it; `hidden` counts its hidden passages by reason."""

    title: str
    text: str
    hidden: dict[str, int]


def proposed(*texts: str) -> list[Passage]:
    """What the machine would hide: personal data, each once, in the order of the text."""
    found = dict.fromkeys(text[mark.start : mark.end] for text in texts for mark in privacy.find(text))
    return [Passage(words, Reason.PERSONAL) for words in found if len(words) >= LEAST][:MOST]


def redacted(title: str, text: str, passages: Sequence[Passage]) -> Redacted:
    """The letter with these passages hidden; InputError where one does not stand in it, nothing readable is left, or
    what must never be shown still is.
    """
    _check(f"{title}\n{text}", passages)
    why = {passage.words: passage.reason for passage in passages}
    counts: Counter[str] = Counter()
    shown_title, shown_text = _hide(title, why, counts), _hide(text, why, counts)
    _check_left(shown_text)
    _check_shown(shown_title, shown_text)
    return Redacted(shown_title[:300], shown_text, dict(counts))


def _hide(text: str, why: dict[str, Reason], counts: Counter[str]) -> str:
    if not why:
        return text
    longest_first = sorted(why, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))

    def instead(match: re.Match[str]) -> str:
        reason = why[match[0]]
        counts[reason.value] += 1
        return IN_ITS_PLACE[reason]

    return pattern.sub(instead, text)


def _check(letter: str, passages: Sequence[Passage]) -> None:
    if len(passages) > MOST:
        raise InputError(_("At most %(most)d passages can be hidden.") % {"most": MOST})
    for passage in passages:
        if len(passage.words) < LEAST:
            raise InputError(
                _("“%(words)s” is too short to be hidden.") % {"words": passage.words},
                fix=_("Name at least two characters."),
            )
        if passage.words not in letter:
            raise InputError(
                _("These words do not stand in the letter: “%(words)s”.") % {"words": passage.words[:40]},
                fix=_("Copy them from the letter as they are."),
            )


def _check_left(text: str) -> None:
    left = text
    for mark in IN_ITS_PLACE.values():
        left = left.replace(mark, "")
    if len("".join(left.split())) < LEAST_LEFT:
        raise InputError(_("Nothing of the letter would be left to read."), fix=_("Do not show it, and say why."))


def _check_shown(*texts: str) -> None:
    kinds = sorted({mark.type for text in texts for mark in privacy.find(text)} & NEVER_SHOWN)
    if kinds:
        named = {"phone": _("phone number"), "id_number": _("identity number"), "bank_card": _("bank card")}
        raise InputError(
            _("Still to be read in it: %(kinds)s.") % {"kinds": "、".join(named[kind] for kind in kinds)},
            fix=_("Hide it: such data never stand on the board."),
        )


def told(hidden: dict[str, int]) -> Iterator[tuple[str, int]]:
    """The hidden passages for people: reason and how many."""
    known = dict(Reason.choices)
    return ((str(known[reason]), count) for reason, count in hidden.items() if reason in known)


def passages_of(rows: Iterable[tuple[str, str]]) -> list[Passage]:
    """Passages as a form tells them: each once, the first reason counts; empty ones are none."""
    found: dict[str, Passage] = {}
    for words, reason in rows:
        if words.strip():
            found.setdefault(words, Passage(words, Reason(reason)))
    return list(found.values())
