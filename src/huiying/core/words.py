"""A phrase in the three languages of the house. The core has no gettext: what it says, it carries."""

from typing import NamedTuple

from huiying.core.errors import InputError

LANGUAGES = ("zh-hans", "zh-hant", "en")


class Words(NamedTuple):
    """One phrase in simplified Chinese, traditional Chinese and English."""

    zh: str
    zh_hant: str
    en: str

    @classmethod
    def same(cls, text: str) -> "Words":
        """A phrase that the office gave in its own language only."""
        return cls(text, text, text)

    def to_json(self) -> dict[str, str]:
        return dict(zip(LANGUAGES, self, strict=True))


def spoken(lang: str) -> str:
    """`lang` as one of LANGUAGES, or InputError naming them."""
    if lang not in LANGUAGES:
        raise InputError(f"没有“{lang}”这种语言", fix=f"可用的语言：{'、'.join(LANGUAGES)}")
    return lang
