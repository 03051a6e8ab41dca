"""What was looked for, in what is shown."""

from collections.abc import Mapping
from typing import Any

from django import template

from huiying.language.indexing import Passage, marked
from huiying.language.privacy import veil

register = template.Library()


@register.filter
def marking(words: tuple[str, ...] | str | None, text: str) -> list[Passage]:
    """A text with personal data starred, in passages, each with whether it is one of the words; all of it where none
    are looked for.
    """
    return marked(veil(str(text)), words if isinstance(words, tuple) else ())


@register.filter
def at(mapping: Mapping[Any, Any] | str, key: object) -> object:
    """What a mapping has under a key; nothing where there is no mapping."""
    return mapping.get(key) if isinstance(mapping, Mapping) else None
