"""隐去 · Passages of a letter that the public does not see. What is hidden is only ever taken away, never written anew,
so the board puts no word into a writer's mouth; where it stood, the reason stands.

Reasons: 个人信息保护法 art. 28 and 政府信息公开条例 arts. 14–15 (personal data, trade secrets, what the law forbids).
"""

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
class _Span:
    """A place of a text that is not shown, and for which reasons."""

    start: int
    end: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Redacted:
    """A letter as the public may read it; `hidden` counts its hidden passages by reason."""

    title: str
    text: str
    hidden: dict[str, int]


def proposed(*texts: str, writers: Iterable[str] = ()) -> list[Passage]:
    """What the machine would hide, each once: what is known of the writer, then personal data as they come."""
    found = dict.fromkeys(writers)
    found |= dict.fromkeys(text[mark.start : mark.end] for text in texts for mark in privacy.find(text))
    return [Passage(words, Reason.PERSONAL) for words in found if len(words) >= LEAST][:MOST]


def redacted(title: str, text: str, passages: Sequence[Passage]) -> Redacted:
    """The letter with these passages hidden; InputError where one does not stand in it, nothing readable is left, or
    what must never be shown still is.
    """
    _check(title, text, passages)
    counts: Counter[str] = Counter()
    covered = _covered(text, passages)
    # a letter without a title is headed by its own beginning, which may end amid a hidden passage
    heading = _within(covered, len(title)) if text.startswith(title) else _covered(title, passages)
    shown_title, shown_text = _hide(title, heading, counts), _hide(text, covered, counts)
    _check_left(shown_text)
    _check_shown(shown_title, shown_text)
    return Redacted(shown_title[:300], shown_text, dict(counts))


def _covered(text: str, passages: Sequence[Passage]) -> list[_Span]:
    """Where anything is hidden, in order. Passages that overlap are one: what two hide together leaves no piece."""
    found: list[_Span] = []
    stands = ((start, start + len(p.words), p.reason) for p in passages for start in _starts(text, p.words))
    for start, end, reason in sorted(stands, key=lambda each: (each[0], -each[1])):
        if found and start < found[-1].end:
            last = found[-1]
            found[-1] = _Span(last.start, max(end, last.end), tuple(dict.fromkeys((*last.reasons, reason))))
        else:
            found.append(_Span(start, end, (reason,)))
    return found


def _starts(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _within(covered: Iterable[_Span], length: int) -> list[_Span]:
    return [_Span(each.start, min(each.end, length), each.reasons) for each in covered if each.start < length]


def _hide(text: str, covered: Iterable[_Span], counts: Counter[str]) -> str:
    shown, end = "", 0
    for each in covered:
        counts.update(reason.value for reason in each.reasons)
        shown += text[end : each.start] + "".join(IN_ITS_PLACE[reason] for reason in each.reasons)
        end = each.end
    return shown + text[end:]


def _check(title: str, text: str, passages: Sequence[Passage]) -> None:
    if len(passages) > MOST:
        raise InputError(_("At most %(most)d passages can be hidden.") % {"most": MOST})
    for passage in passages:
        if len(passage.words) < LEAST:
            raise InputError(
                _("“%(words)s” is too short to be hidden.") % {"words": passage.words},
                fix=_("Name at least two characters."),
            )
        if passage.words not in title and passage.words not in text:
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
