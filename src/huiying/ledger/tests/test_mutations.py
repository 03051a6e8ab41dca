"""Whatever is done to the rows behind the office's back is found, and the first entry that does not hold is named."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from huiying.ledger.actions import Deed, record, record_many, take_words_out
from huiying.ledger.anchors import anchor, first_loose_of_all
from huiying.ledger.models import SEALED_WORDS, TAKEN_OUT, Entry, Head
from huiying.ledger.seal import TAKING_OUT, seal, verify

AT = datetime(2026, 3, 15, 9, 30, tzinfo=UTC)
LAST = 14
ANCHORED = (5, 9, LAST)
DEED, TAKEN = 12, 7  # the deed that took words out, and the entry that it explains

pytestmark = pytest.mark.django_db
few = settings(max_examples=30)
numbers = st.integers(1, LAST)


@pytest.fixture(scope="module", autouse=True)
def chain(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Fourteen entries, some with words beside them, two of which are gone by a deed; anchored on three days."""
    home = tmp_path_factory.mktemp("chain")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(HOME=home, ANCHORS=""):
        for day, last in enumerate(ANCHORED):
            _grow(last)
            assert anchor(at=AT + timedelta(days=day)) is not None
        yield home
        transaction.set_rollback(True)


def _grow(last: int) -> None:
    done = Head.objects.values_list("last", flat=True).first() or 0
    for number in range(done + 1, last + 1):
        if number == DEED:
            record(TAKING_OUT, about="case:2", by=None, at=AT, entries=take_words_out(["case:2"]))
            continue
        words = {"reason": f"不属于本科{number}"} if number % 2 else {}
        about = f"case:{number // 3}"
        record_many([Deed(name="case.assigned", about=about, by="lin 林", at=AT, facts={"n": number, **words})])
    assert verify().ok


@contextmanager
def behind_the_back() -> Iterator[None]:
    """What is done to the chain here is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def found() -> tuple[bool, int | None]:
    proof = verify()
    return proof.ok, proof.first_broken


def is_named(number: int) -> bool:
    """Whether the first entry that does not hold is this one; without its deed, that is the one that it explained."""
    ok, first = found()
    return not ok and first in ((DEED, TAKEN) if number == DEED else (number,))


def change(number: int, **columns: object) -> None:
    assert Entry.objects.filter(pk=number).update(**columns) == 1


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)
CHANGES: dict[str, st.SearchStrategy[Any]] = {
    "actor": texts,
    "deed": texts,
    "about": texts,
    "at": st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1), timezones=st.just(UTC)),
    "facts": st.dictionaries(texts, st.integers() | texts | st.none(), max_size=3),
    "previous": st.text("0123456789abcdef", min_size=64, max_size=64),
    "digest": st.text("0123456789abcdef", min_size=64, max_size=64),
    "said": st.none() | st.dictionaries(texts, texts, min_size=1, max_size=2),
}


@few
@given(number=numbers, column=st.sampled_from(sorted(CHANGES)), data=st.data())
def test_a_changed_field_is_named(number: int, column: str, data: st.DataObject) -> None:
    value = data.draw(CHANGES[column])
    if value == getattr(Entry.objects.get(pk=number), column):
        return
    with behind_the_back():
        change(number, **{column: value})
        assert is_named(number)


@few
@given(number=numbers, where=st.integers(0, 40))
def test_one_other_character_is_named(number: int, where: int) -> None:
    entry = Entry.objects.get(pk=number)
    texts = [column for column in ("actor", "deed", "about", "previous", "digest") if getattr(entry, column)]
    column = texts[where % len(texts)]
    told: str = getattr(entry, column)
    place = where % len(told)
    other = "0" if told[place] != "0" else "1"
    with behind_the_back():
        change(number, **{column: told[:place] + other + told[place + 1 :]})
        assert is_named(number)


@pytest.mark.parametrize("number", range(1, LAST + 1))
def test_a_dropped_row_is_named(number: int) -> None:
    with behind_the_back():
        Entry.objects.filter(pk=number).delete()
        assert is_named(number)
    with behind_the_back():  # and those after it moved up to close the gap
        rows = list(Entry.objects.filter(pk__gt=number))
        Entry.objects.filter(pk__gte=number).delete()
        Entry.objects.bulk_create(_renumbered(rows, -1))
        assert is_named(number)


@few
@given(first=numbers, second=numbers)
def test_rows_in_another_order_are_named(first: int, second: int) -> None:
    if first == second:
        return
    one, other = Entry.objects.get(pk=first), Entry.objects.get(pk=second)
    with behind_the_back():
        one.pk, other.pk = second, first
        one.save()
        other.save()
        assert found() == (False, min(first, second))


@few
@given(place=st.integers(1, LAST + 1), like=numbers)
def test_an_inserted_or_duplicated_row_is_named(place: int, like: int) -> None:
    with behind_the_back():
        rows = list(Entry.objects.filter(pk__gte=place))
        Entry.objects.filter(pk__gte=place).delete()
        Entry.objects.bulk_create(_renumbered(rows, 1))
        copy = Entry.objects.get(pk=like + (like >= place))
        copy.pk = place
        if like == place:
            copy.facts = {**copy.facts, "n": "again"}
        copy.save(force_insert=True)
        assert found() == (False, place)
    with behind_the_back():
        copy = Entry.objects.get(pk=like)
        copy.pk = -like
        copy.save(force_insert=True)
        assert found() == (False, -like)


@pytest.mark.parametrize(
    "told", [{"digest": "f" * 64}, {"last": LAST + 1}, {"last": LAST - 1}, {"entries": LAST - 1}, {"last": 0}]
)
def test_a_changed_head_is_noticed(told: dict[str, Any]) -> None:
    with behind_the_back():
        Head.objects.update(**told)
        assert not verify().ok
    with behind_the_back():
        Head.objects.all().delete()
        assert not verify().ok


@pytest.mark.parametrize("number", [n for n in range(1, LAST + 1) if n % 2 and n != TAKEN])
def test_words_that_are_changed_or_taken_without_a_deed_are_named(number: int) -> None:
    said = Entry.objects.get(pk=number).said
    for words in (None, {**said, "reason": "另有原因"}, {**said, "salt": "0"}, {"reason": said["reason"]}):
        with behind_the_back():
            change(number, said=words)
            assert found() == (False, number)


@pytest.mark.parametrize("number", [1, 2, 6, 9])
def test_a_forged_anonymisation_is_named(number: int) -> None:
    facts = Entry.objects.get(pk=number).facts
    with behind_the_back():
        change(number, facts={**facts, TAKEN_OUT: ["reason"]}, said=None)
        assert found() == (False, number)
    with behind_the_back():  # with a deed that says so, whose own seal then breaks
        change(
            number, facts={**{k: v for k, v in facts.items() if k != SEALED_WORDS}, TAKEN_OUT: ["reason"]}, said=None
        )
        deed = Entry.objects.get(pk=DEED)
        deed.facts["entries"][str(number)] = seal(Entry.objects.get(pk=number))
        deed.save()
        assert found() == (False, DEED)


def _renumbered(rows: list[Entry], by: int) -> list[Entry]:
    for row in rows:
        row.pk += by
    return rows


def _write_anew(number: int, alter: Callable[[Entry], None]) -> None:
    """The chain with new seals from an entry on, and a head that fits: who can write to the database can do it."""
    previous = Entry.objects.get(pk=number).previous
    for entry in Entry.objects.filter(pk__gte=number).order_by("pk"):
        if entry.pk == number:
            alter(entry)
        entry.previous, entry.digest = previous, ""
        entry.digest = previous = seal(entry)
        entry.save()
    Head.objects.update(digest=previous)


@pytest.mark.parametrize("number", range(1, LAST + 1))
def test_a_tail_with_new_seals_is_found_against_the_anchors(number: int) -> None:
    def alter(entry: Entry) -> None:
        entry.facts = {**entry.facts, "lead": "别的科"}

    with behind_the_back():
        assert first_loose_of_all() == (3, None)
        _write_anew(number, alter)
        assert verify().ok  # the chain alone cannot tell
        count, loose = first_loose_of_all()
        assert loose is not None
        assert (count, loose.anchor.number, loose.why) == (3, min(n for n in ANCHORED if n >= number), "changed")


def test_a_shorter_chain_with_a_head_that_fits_is_found_against_the_anchors() -> None:
    with behind_the_back():
        Entry.objects.filter(pk__gt=6).delete()
        Head.objects.update(last=6, entries=6, digest=Entry.objects.get(pk=6).digest)
        assert verify().ok
        _count, loose = first_loose_of_all()
        assert loose is not None
        assert (loose.anchor.number, loose.why) == (9, "missing")
