"""What was changed from one version of a draft to the next: sentence by sentence, and within a changed sentence phrase
by phrase.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]|[^。！？；\n]+$")
# A word of Latin letters or a number is one piece; of Chinese every character is.
PIECE = re.compile(r"[0-9A-Za-z]+(?:[.,:/-][0-9A-Za-z]+)*|.", re.DOTALL)
SAME, ADDED, REMOVED = "same", "added", "removed"
LONGEST = 800
ALIKE = 0.4
ISLAND = 2


@dataclass(frozen=True, slots=True)
class Change:
    """A run of text that stayed (`same`), was `added`, or was `removed`."""

    sort: str
    text: str


def changes(before: str, after: str) -> list[Change]:
    """The two versions as one text with marks: without the removed runs it is `after`, without the added `before`."""
    found: list[Change] = []
    for sort, a, b in _runs(SENTENCE.findall(before), SENTENCE.findall(after)):
        found += [Change(SAME, a)] if sort == "equal" else _within(a, b)
    return _joined(found)


def _runs(old: Sequence[str], new: Sequence[str], least: float = 0.0) -> Iterator[tuple[str, str, str]]:
    """Runs that are equal or not, by difflib's names; nothing where less than the share `least` is alike."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < least:
        return
    for sort, a, b, c, d in matcher.get_opcodes():
        yield sort, "".join(old[a:b]), "".join(new[c:d])


def _within(before: str, after: str) -> list[Change]:
    """The changes inside a passage; one that is long, or has little in common, is shown as replaced whole."""
    whole = [Change(REMOVED, before), Change(ADDED, after)]
    if max(len(before), len(after)) > LONGEST:
        return whole
    found: list[Change] = []
    for sort, a, b in _runs(PIECE.findall(before), PIECE.findall(after), ALIKE):
        found += [Change(SAME, a)] if sort == "equal" else [Change(REMOVED, a), Change(ADDED, b)]
    return _without_islands(found) or whole


def _without_islands(found: Sequence[Change]) -> list[Change]:
    """One or two characters that happen to stay between two changes are read as changed with them."""
    kept: list[Change] = []
    for number, change in enumerate(found):
        inside = 0 < number < len(found) - 1
        if inside and change.sort == SAME and len(change.text) <= ISLAND:
            kept += [Change(REMOVED, change.text), Change(ADDED, change.text)]
        else:
            kept.append(change)
    return kept


def _joined(found: Sequence[Change]) -> list[Change]:
    """Neighbours of one sort as one run; between two that stayed, what was removed stands before what was added."""
    joined: list[Change] = []
    pending = {REMOVED: "", ADDED: ""}
    same = ""
    for change in found:
        if change.sort != SAME:
            if same:
                joined.append(Change(SAME, same))
                same = ""
            pending[change.sort] += change.text
            continue
        joined += [Change(sort, text) for sort, text in pending.items() if text]
        pending = {REMOVED: "", ADDED: ""}
        same += change.text
    joined += [Change(SAME, same)] if same else []
    return joined + [Change(sort, text) for sort, text in pending.items() if text]
