"""Personal data in a text: where it stands, and the same text with it masked.

Facts: GB 11643-1999 (identity number, check character of ISO 7064 MOD 11-2), ISO/IEC 7812-1 (bank cards, Luhn),
GA 36-2018 (vehicle plates), 个人信息保护法 art. 28 (what is sensitive).
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from . import privacy_numbers, privacy_phones, privacy_words
from .reading import fold

LIMIT = 200_000
_KEEP = {
    "phone": (3, 4),
    "landline": (0, 4),
    "id_number": (3, 4),
    "bank_card": (0, 4),
    "plate": (2, 1),
    "wechat": (1, 1),
    "qq": (2, 1),
    "name": (1, 0),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Personal data from `start` to `end`.

    Types: phone, landline, id_number, bank_card, plate, mail, wechat, qq, address, name.
    """

    type: str
    start: int
    end: int


def find(text: str) -> list[Mark]:
    """Personal data in the first 200,000 characters, in order; marks do not overlap, the surest kind comes first."""
    plain = fold(text[:LIMIT])
    taken: list[Mark] = []
    for kind, spans in _FINDERS:
        _take(taken, kind, spans(plain))
    return taken


def mask(text: str) -> str:
    """The text with personal data masked, 138****5678; what is too long to be looked at is left out, and said so."""
    shown: list[str] = []
    end = 0
    for mark in find(text):
        shown += [text[end : mark.start], _masked(mark, text[mark.start : mark.end])]
        end = mark.end
    masked = "".join(shown) + text[end:LIMIT]
    return masked if len(text) <= LIMIT else f"{masked}…（后文过长，未显示）"


def veil(text: str) -> str:
    """The text of the same length, a star for each character of personal data, so that every place in it holds."""
    shown = list(text)
    for mark in find(text):
        said = text[mark.start : mark.end]
        masked = _masked(mark, said)
        shown[mark.start : mark.end] = masked if len(masked) == len(said) else "*" * len(said)
    return "".join(shown[:LIMIT]) + "*" * (len(text) - LIMIT)


def _take(taken: list[Mark], kind: str, spans: Iterable[tuple[int, int]]) -> None:
    """Add what stands free of the marks already taken; `taken` stays in order."""
    for start, end in spans:
        at = bisect_left(taken, start, key=lambda m: m.end - 1)
        if at == len(taken) or taken[at].start >= end:
            taken.insert(at, Mark(kind, start, end))


def _masked(mark: Mark, said: str) -> str:
    if mark.type == "mail":
        name, at, host = fold(said).partition("@")
        return f"{name[:1]}***{at}{host}"
    if mark.type == "address":
        return "***"
    head, tail = _KEEP[mark.type]
    places = [at for at, char in enumerate(said) if char.isalnum()]
    hidden = set(places[head : len(places) - tail])
    return "".join("*" if at in hidden else char for at, char in enumerate(said))


_FINDERS: tuple[tuple[str, Callable[[str], Iterator[tuple[int, int]]]], ...] = (
    ("mail", privacy_numbers.mails),
    ("id_number", privacy_numbers.identity_numbers),
    ("bank_card", privacy_numbers.bank_cards),
    ("phone", privacy_phones.mobile_phones),
    ("wechat", privacy_numbers.wechat_accounts),
    ("qq", privacy_numbers.qq_accounts),
    ("landline", privacy_phones.landlines),
    ("plate", privacy_numbers.plates),
    ("address", privacy_words.addresses),
    ("name", privacy_words.names),
)
