"""What keeps a letter from being erased, as a table."""

import pytest

from huiying.core.erasing import Ground, Kept, verdict

A, E, U = Ground.ACHIEVED, Ground.EXPIRED, Ground.UNLAWFUL


@pytest.mark.parametrize(
    ("ground", "over", "underway", "held", "term_runs", "expected"),
    [
        (A, True, False, False, False, None),
        (A, False, False, False, False, Kept.OPEN),
        (A, True, True, False, False, Kept.UNDERWAY),
        (A, True, False, True, False, Kept.HELD),
        (A, False, False, True, True, Kept.HELD),
        (A, True, False, False, True, Kept.TERM),
        (E, True, False, False, True, Kept.TERM),
        (U, True, False, False, True, None),
        (U, True, False, True, True, Kept.HELD),
        (U, False, False, False, True, Kept.OPEN),
    ],
)
def test_what_keeps_a_letter(
    ground: Ground, *, over: bool, underway: bool, held: bool, term_runs: bool, expected: Kept | None
) -> None:
    assert verdict(ground, over=over, underway=underway, held=held, term_runs=term_runs) == expected
