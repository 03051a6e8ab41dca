"""How many connections one process holds open."""

import pytest

from huiying.project import crowds

WANTED = crowds.OPEN + crowds.OWN_FILES
ENDLESS = -1


@pytest.mark.parametrize(
    ("soft", "hard", "files", "connections"),
    [
        (1024, 524_288, WANTED, crowds.OPEN),  # as systemd begins
        (1024, ENDLESS, WANTED, crowds.OPEN),
        (1024, 4096, 4096, 4096 - crowds.OWN_FILES),
        (256, 256, 256, crowds.LEAST),
        (20_000, 20_000, 20_000, crowds.OPEN),  # what is more already stays
    ],
)
def test_as_many_as_the_system_lets_it(soft: int, hard: int, files: int, connections: int) -> None:
    assert crowds.raised(soft, hard, endless=ENDLESS) == files
    assert crowds.within(files) == connections


def test_no_limit_stays_none() -> None:
    assert crowds.raised(ENDLESS, ENDLESS, endless=ENDLESS) == ENDLESS


def test_the_system_is_asked() -> None:
    assert crowds.LEAST <= crowds.connections() <= crowds.OPEN
