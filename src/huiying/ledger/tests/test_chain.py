from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from huiying.ledger.actions import Deed, record, record_many
from huiying.ledger.models import Entry
from huiying.ledger.seal import verify

AT = datetime(2026, 3, 15, 9, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> None:
    record_many(Deed(name="voice.heard", about=f"voice:{n}", by="machine", at=AT, facts={"n": n}) for n in range(5))


def test_an_empty_ledger_holds() -> None:
    assert verify().ok
    assert verify().entries == 0


def test_a_chain_holds_over_several_batches(chain: None) -> None:
    record("case.opened", about="case:1", by="lin.wanqing 林晚晴", at=AT, term="letter.simple")
    proof = verify()
    assert (proof.ok, proof.entries, proof.first_broken) == (True, 6, None)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "'nobody'"),
        ("deed", "'case.closed'"),
        ("about", "'case:9'"),
        ("at", "'2020-01-01 00:00:00'"),
    ],
)
def test_a_changed_entry_is_named(chain: None, column: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE ledger_entry SET {column} = {value} WHERE id = 3")  # noqa: S608
    assert (verify().ok, verify().first_broken) == (False, 3)


def test_changed_facts_are_named(chain: None) -> None:
    Entry.objects.filter(pk=2).update(facts={"n": 99})
    assert verify().first_broken == 2


def test_a_removed_entry_is_named(chain: None) -> None:
    Entry.objects.filter(pk=3).delete()
    assert (verify().first_broken, verify().why) == (3, "missing")


def test_a_cut_off_end_is_noticed(chain: None) -> None:
    Entry.objects.filter(pk=5).delete()
    assert (verify().first_broken, verify().why) == (5, "cut off")


def test_a_resealed_entry_breaks_the_next_link(chain: None) -> None:
    Entry.objects.filter(pk=2).update(digest="f" * 64)
    assert verify().first_broken == 2


def test_exchanged_entries_are_named(chain: None) -> None:
    second, third = Entry.objects.get(pk=2), Entry.objects.get(pk=3)
    Entry.objects.filter(pk=2).update(facts=third.facts, about=third.about)
    Entry.objects.filter(pk=3).update(facts=second.facts, about=second.about)
    assert verify().first_broken == 2


def test_a_deed_that_fails_leaves_no_entry() -> None:
    def deed() -> None:
        with transaction.atomic():
            record("case.opened", about="case:1", by=None, at=AT)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        deed()
    assert Entry.objects.count() == 0
    assert verify().ok
