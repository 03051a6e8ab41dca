"""The legal grounds that a clue may name, by the regulation it keeps."""

from collections.abc import Mapping

from django.utils.translation import get_language

from huiying.core.provisions import LegalGround
from huiying.core.words import Words

from .. import rulebook
from ..models import Clue

UNREAD = "M"
SPOKEN = {"en": "en", "zh-hant": "zh_hant"}


def legal_grounds(key: str) -> Mapping[str, LegalGround]:
    return rulebook.legal_grounds(key)


def ground_of(clue: Clue) -> LegalGround | None:
    return legal_grounds(clue.regulation).get(clue.ground)


def must_be_read(clue: Clue) -> bool:
    """Whether nobody has read the act yet: neither we when it was written down, nor who chose it here."""
    ground = ground_of(clue)
    return bool(ground and ground.confidence == UNREAD and not clue.ground_checked)


def in_words(words: Words) -> str:
    """A phrase of the regulation in the language of the page."""
    return str(getattr(words, SPOKEN.get(get_language() or "", "zh")))
