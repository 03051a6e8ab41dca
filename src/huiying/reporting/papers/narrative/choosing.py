"""Which of several wordings is taken: by the facts themselves, so that the same facts always read the same."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from huiying.reporting.papers.citing import plain

ENDS_OPENING: Final = re.compile(r"[\d，。；：（]")


def seed_of(facts: Mapping[str, Any]) -> str:
    """A digest of the numbers and days that a paper tells of."""
    told = {"numbers": facts.get("numbers"), "period": facts.get("period")}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def opening(sentence: str) -> str:
    """How a sentence begins: up to its first numeral or mark."""
    return ENDS_OPENING.split(plain(sentence), maxsplit=1)[0]


class Chooser:
    """Takes the wording that was used least in this paper; one that opens a sentence opens it as no other does."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._used: Counter[str] = Counter()
        self._openings: Counter[str] = Counter()

    def opened(self, wordings: Sequence[str], values: Mapping[str, object]) -> str:
        """A clause that begins a sentence."""
        told = {wording: wording.format_map(values) for wording in wordings}
        first = min(told, key=lambda wording: (self._openings[opening(told[wording])], *self._rank(wording, values)))
        self._used[first] += 1
        self._openings[opening(told[first])] += 1
        return told[first]

    def added(self, wordings: Sequence[str], values: Mapping[str, object]) -> str:
        """A clause within a sentence."""
        first = min(wordings, key=lambda wording: self._rank(wording, values))
        self._used[first] += 1
        return first.format_map(values)

    def _rank(self, wording: str, values: Mapping[str, object]) -> tuple[int, str]:
        told = f"{self._seed}{values.get('name', '')}{wording}"
        return self._used[wording], hashlib.sha256(told.encode()).hexdigest()
