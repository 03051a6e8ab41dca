"""Numbers by which an applicant proves who they are, each checked as its document says.

Facts: GB 11643-1999 (identity number), GB 32100-2015 (unified social credit code, check character of ISO 7064 MOD 31-3
with its own alphabet), and what the other documents print on their first page. A number that passes is well formed;
whether it is the applicant's own, nobody knows from the number.
"""

import re
import unicodedata

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from huiying.language.privacy_numbers import is_identity_number


class Document(TextChoices):
    """What proves a citizen's identity (政府信息公开条例 art. 29, 身份证明)."""

    ID_CARD = "id_card", _("Resident identity card")
    RESIDENCE = "residence", _("Residence permit for Hong Kong, Macao and Taiwan residents")
    MAINLAND_HM = "mainland_hm", _("Mainland travel permit for Hong Kong and Macao residents")
    MAINLAND_TW = "mainland_tw", _("Mainland travel permit for Taiwan residents")
    PASSPORT = "passport", _("Passport")
    FOREIGNER = "foreigner", _("Permanent residence card of a foreigner")
    OTHER = "other", _("Another document")


_FORMS = {
    Document.MAINLAND_HM: re.compile(r"[HM]\d{8}(\d{2})?"),
    Document.MAINLAND_TW: re.compile(r"\d{8}|\d{10}[A-Z0-9]?"),
    Document.PASSPORT: re.compile(r"[A-Z0-9]{5,15}"),
    Document.FOREIGNER: re.compile(r"[A-Z]{3}\d{12}|9\d{16}[0-9X]"),
    Document.OTHER: re.compile(r"[A-Z0-9]{4,30}"),
}
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: without I, O, S, V and Z
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def as_printed(typed: str) -> str:
    """A number as its document prints it, however it was typed: full-width, in small letters, with gaps."""
    return re.sub(r"[\s\-·.]", "", unicodedata.normalize("NFKC", typed)).upper()


def fits(document: str, number: str) -> bool:
    """Whether a number may be one of this document: by its check character where it has one, else by its form."""
    if document == Document.ID_CARD:
        return len(number) == 18 and is_identity_number(number.lower())
    if document == Document.RESIDENCE:
        return len(number) == 18 and number[:2] in ("81", "82", "83") and is_identity_number(number.lower())
    form = _FORMS.get(Document(document))
    return form is not None and form.fullmatch(number) is not None


def is_credit_code(code: str) -> bool:
    """GB 32100-2015: 18 characters of its alphabet, the last one computed from the others."""
    if len(code) != 18 or any(character not in _ALPHABET for character in code):
        return False
    total = sum(_ALPHABET.index(character) * weight for character, weight in zip(code, _WEIGHTS, strict=False))
    return _ALPHABET[(31 - total % 31) % 31] == code[17]
