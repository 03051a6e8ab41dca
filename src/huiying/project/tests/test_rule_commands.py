"""`huiying calendar` and `huiying regulation`: shown first, adopted only with --apply, and read by programs."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone, translation

from huiying.core.calendar import FOLDER
from huiying.core.errors import InputError
from huiying.handling import actions, rulebook
from huiying.handling.models import Case, Rule
from huiying.ledger.models import Entry
from huiying.project.cli import NEEDS_OFFICE
from tests.office import Office

OURS = """
extends = "national"
name = "本局规定"
version = "1"
effective = 2026-01-01

[acts.ours]
title = "本局办法"

[terms."letter.simple"]
amount = 5
cite = [{ act = "ours" }]
"""


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def ours(tmp_path: Path) -> str:
    path = tmp_path / "ours.toml"
    path.write_text(OURS, encoding="utf-8")
    return str(path)


def said(*words: str) -> str:
    told = StringIO()
    call_command(*words, stdout=told)
    return told.getvalue()


def told(*words: str) -> dict[str, Any]:
    return dict(json.loads(said(*words, "--json")))


def running(office: Office) -> Case:
    now = timezone.now()
    return actions.open_case(office.letter("厂房施工许可", at=now), by=None, at=now)


def next_day() -> str:
    """The next working day, whenever the tests run."""
    return rulebook.calendar().after(timezone.localdate(), 1).isoformat()


def day(*more: str, when: str = "") -> tuple[str, ...]:
    return ("calendar", "day", when or next_day(), "--off", "--name", "台风停工", "--ground", "市防指通知", *more)


def test_both_commands_find_an_office() -> None:
    assert {"calendar", "regulation"} <= NEEDS_OFFICE


def test_the_calendar_lists_its_years_and_its_horizon(office: Office) -> None:
    text = said("calendar")
    assert f"firm until {rulebook.calendar().known_until}" in text
    assert "国办发明电〔2025〕7号" in text
    shown = told("calendar")
    assert shown["until"] == rulebook.calendar().known_until.isoformat()
    assert shown["days"] == []
    by_year = {line["year"]: line for line in shown["years"]}
    assert "国办发明电〔2025〕7号" in by_year[2026]["notice"]
    assert by_year[max(by_year)]["notice"] is None


def test_without_apply_nothing_happens(office: Office) -> None:
    case = running(office)
    before = case.clocks.get().due_at
    text = said(*day())
    assert "end later 1" in text
    assert f"{case.number}" in text
    assert "--apply" in text
    assert not Rule.objects.exists()
    assert case.clocks.get().due_at == before


def test_own_days_are_adopted_listed_and_withdrawn_by_their_number(office: Office) -> None:
    case = running(office)
    before = case.clocks.get().due_at
    adopted = told(*day("--because", "防台风", "--apply"))
    assert (adopted["later"], adopted["running"], adopted["sort"]) == (1, 1, "days")
    assert [each["case"] for each in adopted["examples"]] == [case.number]
    assert case.clocks.get().due_at > before
    assert Entry.objects.get(deed="rule.adopted").actor == "machine"
    (line,) = told("calendar")["days"]
    assert (line["id"], line["off"], line["name"]) == (adopted["adopted"], True, "台风停工")
    assert f"[{line['id']}] {line['from']}  off work  台风停工  市防指通知" in said("calendar")
    said("calendar", "withdraw", str(line["id"]), "--because", "台风未到", "--apply")
    assert told("calendar")["days"] == []
    assert case.clocks.get().due_at == before


def test_several_days_at_once(office: Office) -> None:
    shown = told(*day("--apply", when="2026-07-10..2026-07-11"))
    assert shown["name"].startswith("2026-07-10")
    (line,) = told("calendar")["days"]
    assert (line["from"], line["to"]) == ("2026-07-10", "2026-07-11")


def test_a_year_is_imported_from_a_file(office: Office) -> None:
    shown = told("calendar", "import", str(FOLDER / "2026.toml"), "--apply")
    assert (shown["sort"], shown["name"]) == ("year", "2026")
    assert shown["later"] == shown["earlier"] == 0
    assert Rule.objects.get(pk=shown["adopted"]).source == "2026.toml"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("calendar", "import", "/nowhere/2027.ics"), "2027.ics"),
        (("calendar", "import", str(FOLDER / "2026.toml"), "--year", "2027"), "2027"),
        (("calendar", "withdraw", "7", "--because", "误"), "7"),
        (day(when="2026-07-32"), "2026-07-32"),
        (day(when="2026-07-11..2026-07-10"), "2026-07-11..2026-07-10"),
        (day(when="2026-07-10.."), "is not a day"),
        (("regulation", "withdraw", "1", "--because", "误"), "none"),
        (("regulation", "check", "/nowhere/ours.toml"), "ours.toml"),
    ],
)
def test_what_cannot_be_done_is_refused(office: Office, words: tuple[str, ...], expected: str) -> None:
    with pytest.raises(InputError) as refused:
        said(*words)
    assert expected in str(refused.value)
    assert not Rule.objects.exists()


def test_a_day_must_be_off_or_worked(office: Office) -> None:
    with pytest.raises(CommandError):
        said("calendar", "day", "2026-07-10", "--name", "台风停工", "--ground", "通知")


def test_the_regulation_is_shown_with_its_terms(office: Office) -> None:
    shown = told("regulation")
    assert shown["name"] == rulebook.regulation().name
    assert shown["terms"]["disclosure.answer"]["amount"] == 20
    assert shown["terms"]["disclosure.answer"]["extend"] == 20
    assert shown["terms"]["letter.simple"]["approver"] is None
    text = said("regulation")
    assert f"{rulebook.regulation().key}  effective from" in text
    assert "letter.simple" in text


def test_a_good_file_is_in_order_and_a_bad_one_says_where(office: Office, ours: str) -> None:
    assert "本局规定 1: in order" in said("regulation", "check", ours)
    Path(ours).write_text(OURS.replace("amount = 5", 'amount = "five"'), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        said("regulation", "check", ours)
    assert "ours.toml" in str(refused.value)
    assert "11" in str(refused.value)
    assert not Rule.objects.exists()


@pytest.mark.parametrize(("running_too", "days"), [(False, 7), (True, 5)])
def test_a_regulation_reaches_open_cases_only_where_asked(
    office: Office, ours: str, running_too: bool, days: int
) -> None:
    case = running(office)
    more = ("--running",) if running_too else ()
    shown = told("regulation", "adopt", ours, *more, "--because", "局务会", "--apply")
    assert shown["earlier"] == int(running_too)
    assert bool(shown["warnings"]) is not running_too
    due = rulebook.calendar().after(timezone.localdate(case.opened_at), days)
    assert timezone.localdate(case.clocks.get().due_at - timedelta(seconds=1)) == due
    assert told("regulation")["name"] == "本局规定"
    said("regulation", "withdraw", str(shown["adopted"]), "--because", "废止", "--apply")
    assert told("regulation")["name"] == "国家规定"


def test_a_withdrawal_needs_its_reason(office: Office) -> None:
    number = told(*day("--apply"))["adopted"]
    with pytest.raises(InputError):
        said("calendar", "withdraw", str(number), "--apply")
    assert Rule.objects.standing().count() == 1
