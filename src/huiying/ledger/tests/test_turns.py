import threading

import pytest
from django.db import connection, connections

from huiying.ledger.turns import turn

pytestmark = pytest.mark.django_db(transaction=True)


def another(name: str) -> bool:
    """Whether another worker, with a connection of its own, has the turn."""
    found: list[bool] = []

    def ask() -> None:
        try:
            with turn(name) as ours:
                found.append(ours)
        finally:
            connections.close_all()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    return found[0]


def test_one_has_the_turn_and_the_next_has_it_after() -> None:
    alone = connection.vendor == "postgresql"
    with turn("pages") as ours:
        assert ours
        assert another("pages") is not alone
        assert another("topics"), "another work is another turn"
    assert another("pages")


def test_an_error_ends_the_turn() -> None:
    with pytest.raises(ZeroDivisionError), turn("pages"):
        _ = 1 / 0
    assert another("pages")
