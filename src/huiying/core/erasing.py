"""删除个人信息 · On what ground a person may ask a state organ to erase what it holds, and what keeps a letter from it.

An organ answers letters by its statutory duty (个人信息保护法 arts. 13(1)(3), 34), so that a withdrawn consent takes
nothing away from a letter. While a term of storage runs, or where data cannot be erased, it is restricted instead: only
kept and protected (art. 47 para. 2).
"""

from enum import StrEnum


class Ground(StrEnum):
    """Art. 47 para. 1; the number is that of its item."""

    ACHIEVED = "achieved"  # (1) the purpose is achieved, cannot be, or no longer needs it
    EXPIRED = "expired"  # (2) the term of storage is over
    UNLAWFUL = "unlawful"  # (4) it was processed against a law, a regulation or what was agreed


class Kept(StrEnum):
    """Why a letter is not erased now."""

    OPEN = "open"  # the matter is not over: art. 47(1)(1) is not met
    UNDERWAY = "underway"  # a message to its writer has not left, or others wait for its reply
    HELD = "held"  # complaint, petition, review or litigation
    TERM = "term"  # the office's term of storage still runs


RESTRICTED = frozenset({Kept.HELD, Kept.TERM})


def verdict(ground: Ground, *, over: bool, underway: bool, held: bool, term_runs: bool) -> Kept | None:
    """What keeps a letter; None where it is erased. What was taken unlawfully no term of ours keeps."""
    if held:
        return Kept.HELD
    if not over:
        return Kept.OPEN
    if underway:
        return Kept.UNDERWAY
    return Kept.TERM if term_runs and ground is not Ground.UNLAWFUL else None
