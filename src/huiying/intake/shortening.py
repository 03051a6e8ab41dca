"""What is too long for a channel is cut behind a sentence, and the link to the full text stands after it."""

import re
from collections.abc import Callable

ENDS = re.compile(r"[。！？!?；;\n]")
MORE = "……"
FEWEST = 2  # of what fits, a cut at a sentence keeps at least half


def shortened(text: str, link: str, fits: Callable[[str], bool]) -> str:
    """The text, in full where it fits; else as many of its sentences as fit with the link, which is never cut."""
    if fits(text):
        return text
    end = MORE + (f"\n{link}" if link else "")
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle] + end) else (low, middle - 1)
    return _at_a_sentence(text[:low]) + end


def _at_a_sentence(text: str) -> str:
    last = max((found.end() for found in ENDS.finditer(text)), default=0)
    return text[:last].rstrip("\n") if last * FEWEST >= len(text) else text
