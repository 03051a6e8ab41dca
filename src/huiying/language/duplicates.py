"""Texts that say the same: exact copies, and near ones such as edited copies, reposts and templates.

Shingles of five characters, MinHash signatures, candidates by bands, and a candidate confirmed by its signature.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from .headline import key

LENGTH = 5000
SHINGLE = 5
BANDS, ROWS = 16, 4
ALIKE = 0.6
AGAIN = 0.25
LAST = 20
SHORTEST = 12
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_CHUNK = 256

Signature = NDArray[np.uint32]
_RANDOM = np.random.default_rng(20240501)
_FACTORS = _RANDOM.integers(1, 2**32, size=BANDS * ROWS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_OFFSETS = _RANDOM.integers(0, 2**63, size=BANDS * ROWS, dtype=np.uint64)


def groups(texts: Sequence[str]) -> list[list[int]]:
    """Groups of at least two texts that say the same, as places in `texts`, in order.

    Blanks, marks, case and width make no difference. Texts of less than twelve characters are the same only if equal.
    The first 5,000 characters are compared.
    """
    keys = {text: key("", text) or text for text in {text[:LENGTH] for text in texts}}
    copies: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        copies.setdefault(keys[text[:LENGTH]], []).append(place)
    distinct = list(copies)
    joined = _near(distinct)
    found = [sorted(place for i in group for place in copies[distinct[i]]) for group in joined]
    return sorted(group for group in found if len(group) > 1)


def repeats(texts: Sequence[str], persons: Sequence[str]) -> list[list[int]]:
    """Groups of at least two texts in which one person says the same matter again, as places in `texts`, in order.

    For one person a looser likeness will do than for a copy. A text is compared with the person's last twenty; a
    person who is not known ("") never repeats.
    """
    said: dict[str, list[int]] = {}
    for place, person in enumerate(persons):
        if person:
            said.setdefault(person, []).append(place)
    places = [place for own in said.values() if len(own) > 1 for place in own]
    signatures = dict(zip(places, signatures_of([key("", texts[place][:LENGTH]) for place in places]), strict=True))
    found: list[list[int]] = []
    for own in said.values():
        groups_of_one: list[list[int]] = []
        for place in own if len(own) > 1 else ():
            again = next((g for g in groups_of_one[-LAST:] if _again(signatures, g[-LAST:], place)), None)
            if again is None:
                groups_of_one.append([place])
            else:
                again.append(place)
        found += [group for group in groups_of_one if len(group) > 1]
    return sorted(found)


def _again(signatures: dict[int, Signature], group: Sequence[int], place: int) -> bool:
    return any(float((signatures[place] == signatures[other]).mean()) >= AGAIN for other in group)


def _near(texts: Sequence[str]) -> list[list[int]]:
    """Distinct texts in groups of near copies; one that has none is a group of its own."""
    leader = list(range(len(texts)))

    def first(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    long_enough = [i for i, text in enumerate(texts) if len(text) >= SHORTEST]
    signatures = signatures_of([texts[i] for i in long_enough])
    for one, other in _candidates(signatures):
        if float((signatures[one] == signatures[other]).mean()) >= ALIKE:
            a, b = first(long_enough[one]), first(long_enough[other])
            leader[max(a, b)] = min(a, b)
    found: dict[int, list[int]] = {}
    for place in range(len(texts)):
        found.setdefault(first(place), []).append(place)
    return list(found.values())


def signatures_of(texts: Sequence[str]) -> Signature:
    """(texts, 64) MinHash values; the share of equal values estimates the share of common shingles."""
    found = np.empty((len(texts), BANDS * ROWS), dtype=np.uint32)
    for place, text in enumerate(texts):
        shingles = _shingles(text)
        mixed = (shingles[:_CHUNK, None] * _FACTORS + _OFFSETS) >> np.uint64(32)
        lowest = mixed.min(axis=0)
        for start in range(_CHUNK, len(shingles), _CHUNK):
            mixed = (shingles[start : start + _CHUNK, None] * _FACTORS + _OFFSETS) >> np.uint64(32)
            lowest = np.minimum(lowest, mixed.min(axis=0))
        found[place] = lowest.astype(np.uint32)
    return found


def _shingles(text: str) -> NDArray[np.uint64]:
    """A hash of every five neighbouring characters."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    count = max(len(codes) - SHINGLE + 1, 1)
    hashed = np.zeros(count, dtype=np.uint64)
    for step in range(min(SHINGLE, len(codes))):
        hashed = (hashed ^ codes[step : step + count]) * _MULTIPLIER
        hashed ^= hashed >> np.uint64(29)
    return np.unique(hashed)


def _candidates(signatures: Signature) -> Iterator[tuple[int, int]]:
    """Pairs whose signatures agree in a whole band: each text with the first of its band, and with the one before."""
    for band in range(BANDS):
        rows = np.ascontiguousarray(signatures[:, band * ROWS : (band + 1) * ROWS])
        buckets: dict[bytes, tuple[int, int]] = {}
        for place, row in enumerate(rows):
            seen = buckets.get(told := row.tobytes())
            if seen is None:
                buckets[told] = (place, place)
                continue
            yield seen[0], place
            if seen[1] != seen[0]:
                yield seen[1], place
            buckets[told] = (seen[0], place)
