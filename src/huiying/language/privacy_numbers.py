"""Numbers that name a person: identity numbers, phones, bank cards, plates, mail addresses."""

import re
from collections.abc import Iterator
from datetime import date

Spans = Iterator[tuple[int, int]]

_GAP = r"[ \-]?"
_IDENTITY = re.compile(
    rf"(?<![0-9a-z])[1-8]\d{{5}}{_GAP}(?:(?:19|20)\d{{2}}{_GAP}\d{{4}}{_GAP}\d{{3}}[0-9x]|\d{{9}})(?![0-9a-z])"
)
_MOBILE = re.compile(
    r"(?<![0-9a-z.])(?:(?:\+|00)?86[ \-]?)?1[3-9]\d"
    r"(?:[ \-]?\d{4}[ \-]?\d{4}|[ \-]\d{3}[ \-]\d{5}|[ \-]\d{2}[ \-]\d{3}[ \-]\d{3})(?![0-9])(?!\.\d)"
    r"|(?<=[a-z])(?<!\d[a-z])1[3-9]\d{9}(?![0-9a-z])"
)
_CARD = re.compile(r"(?<![0-9a-z.])[3-9]\d{3}(?:[ \-]?\d{4}){3}(?:[ \-]?\d{1,3})?(?![0-9a-z])")
_LANDLINE = re.compile(
    r"(?<![0-9a-z])(?:\(0[1-9]\d{1,2}\)[ \-]?|0[1-9]\d{1,2}[ \-]?)[2-9]\d{2,3}[ \-]?\d{4}(?:[ \-转]{1,2}\d{1,5})?(?!\d)"
    r"|(?<=[话机号系电][:： ])[2-9]\d{2,3}[ \-]?\d{4}(?!\d)|(?<=[话机号系电])[2-9]\d{2,3}[ \-]?\d{4}(?!\d)"
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-hj-z][ ·.\-]?"
    r"(?:[a-hj-np-z0-9]{5}[0-9a-hj-np-z挂学警港澳]?)(?![a-z0-9])"
)
_MAIL = re.compile(
    r"(?<![a-z0-9._%+\-])[a-z0-9][a-z0-9._%+\-]{0,63}@[a-z0-9][a-z0-9\-]{0,62}(?:\.[a-z0-9\-]{1,62}){1,4}"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(first, last + 1)
)


def identity_numbers(text: str) -> Spans:
    """Numbers of 18 characters whose province, birthday and check character are right, and those of 15 before 1999."""
    for match in _IDENTITY.finditer(text):
        if is_identity_number(match[0].replace(" ", "").replace("-", "")):
            yield match.span()


def is_identity_number(number: str) -> bool:
    """GB 11643-1999: province, a birthday that exists, the check character."""
    long = len(number) == 18
    birthday = number[6:14] if long else f"19{number[6:12]}"
    if number[:2] not in _PROVINCES or not _is_day(birthday):
        return False
    return not long or "10x98765432"[sum(int(n) * w for n, w in zip(number, _WEIGHTS, strict=False)) % 11] == number[17]


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def mobile_phones(text: str) -> Spans:
    """Numbers of eleven digits that begin with 13 to 19, with or without the country's 86, blanks or dashes."""
    return (match.span() for match in _MOBILE.finditer(text))


def bank_cards(text: str) -> Spans:
    """Numbers of 16 to 19 digits that pass Luhn's check."""
    for match in _CARD.finditer(text):
        digits = match[0].replace(" ", "").replace("-", "")
        if len(set(digits)) > 2 and passes_luhn(digits):
            yield match.span()


def passes_luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    doubled = (int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def landlines(text: str) -> Spans:
    """Numbers with an area code, or seven to eight digits after the word telephone."""
    return (match.span() for match in _LANDLINE.finditer(text))


def plates(text: str) -> Spans:
    """Vehicle plates; one with letters only is no plate."""
    for match in _PLATE.finditer(text):
        if sum(c.isdigit() for c in match[0]) >= 2:
            yield match.span()


def mails(text: str) -> Spans:
    return (match.span() for match in _MAIL.finditer(text))
