"""个人信息 · The chain of the ledger holds without the words that left it, and what is left is still proved."""

import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import translation

from huiying.core.errors import RuleError
from huiying.handling.models import Case
from huiying.ledger.models import TAKEN_OUT, Entry
from huiying.ledger.seal import seal, verify
from tests.office import Office

from .keeping import BASIS, NAME, anonymised, over


def test_the_chain_holds_and_says_how_many_lost_their_words(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    case = over(office)
    assert (verify().ok, verify().anonymised) == (True, 0)
    anonymised(office, case)
    proof = verify()
    # heard, returned and sent back held words; what else was done held none
    assert (proof.ok, proof.anonymised, proof.first_broken) == (True, 3, None)
    with translation.override("en"):
        call_command("ledger", "verify")
    assert "3" in capsys.readouterr().out
    entry = Entry.objects.get(deed="case.anonymised")
    assert entry.facts["basis"] == BASIS
    assert (entry.facts["voices"], entry.facts["files"]) == (1, 1)


def as_before_words_could_leave(number: int) -> None:
    """Write the chain from entry `number` on as it was sealed before: with the words in the facts themselves."""
    previous = Entry.objects.filter(pk__lt=number).order_by("-pk").values_list("digest", flat=True).first() or "0" * 64
    for entry in Entry.objects.filter(pk__gte=number).order_by("pk"):
        entry.facts, entry.said, entry.previous = entry.told, None, previous
        entry.digest = previous = seal(entry)
        entry.save()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_head SET digest = %s", [previous])


def test_a_chain_from_before_holds_and_loses_its_words_too(office: Office) -> None:
    case = over(office)
    as_before_words_could_leave(1)
    assert verify().ok
    assert NAME in json.dumps(list(Entry.objects.values_list("facts", flat=True)), ensure_ascii=False)
    anonymised(office, case)
    assert (verify().ok, verify().anonymised) == (True, 3)
    assert NAME not in json.dumps(list(Entry.objects.values_list("facts", flat=True)), ensure_ascii=False)
    assert Entry.objects.get(deed="case.returned").facts == {TAKEN_OUT: ["reason"]}


@pytest.mark.parametrize("old", [True, False])
@pytest.mark.parametrize(
    "tamper",
    [
        lambda entry: entry.facts.update(lead="别的科室"),
        lambda entry: entry.facts.pop("section"),
        lambda entry: setattr(entry, "actor", "nobody"),
    ],
)
def test_what_is_left_is_still_proved(office: Office, old: bool, tamper: object) -> None:
    case = over(office)
    if old:
        as_before_words_could_leave(1)
    anonymised(office, case)
    entry = Entry.objects.get(deed="case.accepted")
    tamper(entry)  # type: ignore[operator]
    entry.save()
    assert (verify().ok, verify().first_broken) == (False, entry.pk)


@pytest.mark.parametrize("old", [True, False])
def test_the_rest_of_an_entry_without_words_is_proved(office: Office, old: bool) -> None:
    case = over(office)
    if old:
        as_before_words_could_leave(1)
    anonymised(office, case)
    entry = Entry.objects.get(deed="draft.reviewed", said__isnull=True, facts__decision="sent_back")
    entry.facts["version"] = 9
    entry.save()
    assert (verify().ok, verify().first_broken) == (False, entry.pk)


def test_words_that_no_deed_took_out_are_missed(office: Office) -> None:
    over(office)
    entry = Entry.objects.get(deed="case.returned")
    entry.said = None
    entry.save()
    assert (verify().first_broken, verify().why) == (entry.pk, "changed")
    entry.said = {"reason": "另一个理由", "salt": "0"}
    entry.save()
    assert verify().first_broken == entry.pk


def test_a_ledger_that_does_not_hold_is_left_as_it_is(office: Office) -> None:
    case = over(office)
    Entry.objects.filter(deed="case.returned").update(actor="nobody")
    with pytest.raises(RuleError):
        anonymised(office, case)
    assert NAME in Case.objects.get().voice.text
