"""Slots in sentences: `{park}` becomes the park of the scene; a value may hold slots of its own."""

import re
from collections.abc import Mapping

SLOT = re.compile(r"\{(\w+)\}")
DEPTH = 4


def fill(sentence: str, slots: Mapping[str, str]) -> str:
    """The sentence with every slot filled; a slot that the scene does not know is a KeyError."""
    for _ in range(DEPTH):
        if "{" not in sentence:
            break
        sentence = SLOT.sub(lambda found: slots[found.group(1)], sentence)
    return sentence


def slots_of(sentence: str, slots: Mapping[str, str]) -> set[str]:
    """The names of the slots in a sentence and in the values of those slots."""
    names: set[str] = set()
    waiting = SLOT.findall(sentence)
    while waiting:
        name = waiting.pop()
        if name not in names:
            names.add(name)
            waiting += SLOT.findall(slots[name])
    return names
