import time
from datetime import UTC, datetime
from itertools import count

import pytest

from huiying.ledger import remembering
from huiying.ledger.actions import record
from huiying.ledger.remembering import until_the_next_deed

pytestmark = pytest.mark.django_db


def test_an_answer_holds_until_the_next_deed() -> None:
    asked = count(1)
    assert [until_the_next_deed("rows", lambda: next(asked)) for _ in range(3)] == [1, 1, 1]
    record("case.opened", about="case:1", by=None, at=datetime(2026, 3, 15, tzinfo=UTC))
    assert until_the_next_deed("rows", lambda: next(asked)) == 2


def test_each_has_an_answer_of_their_own_even_an_empty_one() -> None:
    asked = count()
    assert until_the_next_deed("mine", lambda: {"n": next(asked) * 0}) == {"n": 0}
    assert until_the_next_deed("mine", lambda: {"n": next(asked)}) == {"n": 0}
    assert until_the_next_deed("yours", lambda: {"n": next(asked)}) == {"n": 1}


def test_what_changes_by_itself_shows_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, now = count(1), time.time()
    until_the_next_deed("clocks", lambda: next(asked))
    monkeypatch.setattr(time, "time", lambda: now + remembering.KEPT_SECONDS + 1)
    assert until_the_next_deed("clocks", lambda: next(asked)) == 2
