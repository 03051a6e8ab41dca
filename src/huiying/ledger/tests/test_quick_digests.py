"""The quick way of proving an entry says what the model's way says, on whatever facts."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.ledger.actions import record
from huiying.ledger.models import GENESIS, Entry
from huiying.ledger.seal import BEGINNING, _quick_digest, _rows, parted, quickly_holds, seal, verify

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
plain = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | texts
values = st.recursive(plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3))
facts_of_any_sort = st.dictionaries(texts | st.sampled_from(["reason", "comment"]), values, max_size=4)
zones = st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-3, minutes=-30))])
moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=zones)


def row(entry: Entry, *, ascii_only: bool = True) -> Any:
    """The texts of an entry as a database gives them; SQLite's are in ASCII, PostgreSQL's are not."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    facts = json.dumps(entry.facts, ensure_ascii=ascii_only)
    said = None if entry.said is None else json.dumps(entry.said, ensure_ascii=ascii_only)
    head = (entry.pk, at, entry.actor, entry.deed, entry.about, facts, said)
    return (*head, entry.previous, entry.digest)


@given(facts_of_any_sort, texts, moments, st.booleans())
def test_the_form_is_the_same_byte_for_byte(facts: dict[str, Any], text: str, at: datetime, ascii_only: bool) -> None:
    sealed, said = parted(facts)
    entry = Entry(pk=7, at=at, actor=text, deed=text, about=text, facts=sealed, said=said, previous=GENESIS)
    entry.digest = seal(entry)
    assert _quick_digest([7, row(entry)[1], text, text, text, sealed, GENESIS]) == entry.digest
    assert quickly_holds(row(entry, ascii_only=ascii_only), {})
    entry.digest = "0" * 64
    assert not quickly_holds(row(entry), {})


@pytest.mark.django_db
def test_what_the_quick_way_cannot_tell_the_model_decides() -> None:
    at = datetime(2026, 3, 15, 9, 30, tzinfo=UTC)
    odd = [
        {"n": 2**70},
        {"n": 1.5},
        {"share": 0.1, "low": 1e-7},
        {"n": -0.0},
        {"n": [1e16, 1e300]},
        {"text": "\u2028\x7f🏛"},
    ]
    for number, facts in enumerate(odd):
        record("case.opened", about="case:1", by=None, at=at + timedelta(microseconds=number % 2), **facts)
    assert verify().entries == len(odd)
    assert verify().ok


@pytest.mark.django_db
def test_rows_come_as_the_seal_has_them() -> None:
    moments = [datetime(2026, 3, 15, 9, 30, tzinfo=UTC), datetime(2026, 3, 15, 9, 30, 1, 20, tzinfo=UTC)]
    for at in moments:
        record("case.opened", about="case:1", by="lin 林", at=at, lead="科", reason="原因")
    entries = list(Entry.objects.order_by("pk"))
    for entry, told in zip(entries, _rows(BEGINNING, 2), strict=True):
        assert told[:5] == row(entry)[:5]
        assert told[-2:] == row(entry)[-2:]
        assert quickly_holds(told, {})
