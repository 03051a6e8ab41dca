"""A letter cut into passages, each with the marks that fall on it, so that a page can show why the machine proposes."""

from dataclasses import dataclass
from itertools import pairwise

from huiying.intake.models import Voice
from huiying.language.privacy import veil

from .models import Proposal


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text under the same marks, such as `privacy` or `criterion-4`."""

    text: str
    marks: tuple[str, ...]


def marked(voice: Voice, proposal: Proposal | None, *, veiled: bool = True) -> list[Passage]:
    """The letter's text as passages; a passage without marks is plain text.

    Personal data is starred in place unless `veiled` is False, which only a recorded deed may ask for.
    """
    return cut(veil(voice.text) if veiled else voice.text, _spans(proposal, "spans"))


def marked_title(voice: Voice, proposal: Proposal | None) -> list[Passage]:
    """The same for the letter's headline; one made of the text bears no marks, its words are marked below."""
    return cut(veil(voice.headline), _spans(proposal, "title_spans") if voice.title else [])


def cut(text: str, spans: list[tuple[int, int, str]]) -> list[Passage]:
    """A text as passages under the marks (start, end, mark) that fall on them."""
    spans = [s for s in spans if 0 <= s[0] < s[1] <= len(text)]
    cuts = sorted({0, len(text), *(s[0] for s in spans), *(s[1] for s in spans)})
    return [
        Passage(text[start:end], tuple(sorted({m for a, b, m in spans if a <= start and end <= b})))
        for start, end in pairwise(cuts)
    ]


def _spans(proposal: Proposal | None, where: str) -> list[tuple[int, int, str]]:
    """Evidence with its place, as the judge told it: {"start", "end", "mark"}."""
    said = proposal.said if proposal else {}
    return [(span["start"], span["end"], span["mark"]) for span in said.get(where, [])]
