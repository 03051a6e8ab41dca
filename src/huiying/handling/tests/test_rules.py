"""The rules change: what it would do is shown, then done to the clocks that run, and told."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.utils import translation

from huiying.core.errors import InputError, NotAllowed
from huiying.core.owndays import OwnDay
from huiying.handling import actions, rulebook
from huiying.handling.models import Case, Clock, Rule
from huiying.handling.rules.changing import Change, days_change, regulation_change, withdrawal, year_change
from huiying.ledger.models import Entry
from huiying.ledger.seal import verify
from tests.office import SUNDAY, Office

from .desk import answered, at_once, letters, opened
from .test_asking import DAY, accepted

TYPHOON = OwnDay(date(2026, 3, 20), off=True, name="台风停课停工", ground="市政府令第3号")
STORM = days_change([TYPHOON])

OURS = """
extends = "national"
name = "测试市招商局规定"
version = "1"
effective = 2026-03-01

[acts.ours]
title = "测试市招商局来信办理办法"

[terms."letter.simple"]
amount = 5
cite = [{ act = "ours" }]
"""


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def due(case: Case) -> str:
    return case.clocks.get().due_at.isoformat()


def ours(version: str = "1", effective: str = "2026-03-01", **more: bool) -> Change:
    text = OURS.replace('version = "1"', f'version = "{version}"').replace("2026-03-01", effective)
    return regulation_change(text.encode(), name="ours.toml", because="局务会通过", **more)


def test_a_day_of_our_own_moves_running_clocks_by_it_and_says_why(office: Office) -> None:
    case = opened(office)
    assert due(case) == "2026-03-24T16:00:00+00:00"
    told = actions.preview(STORM, at=SUNDAY + DAY)
    assert (told.running, told.later, told.earlier, told.left) == (1, 1, 0, 0)
    assert [(each.case, each.after - each.before) for each in told.examples] == [(case.number, DAY)]
    assert due(case) == "2026-03-24T16:00:00+00:00"  # a preview writes nothing
    assert not Rule.objects.exists()
    actions.adopt(STORM, by=office.officer, at=SUNDAY + DAY)
    assert due(case) == "2026-03-25T16:00:00+00:00"
    assert "台风停课停工" in str(case.clocks.get().because)
    entry = Entry.objects.get(about=case.ref, deed="clock.moved")
    assert entry.facts["before"] == "2026-03-25T00:00:00+08:00"
    assert entry.facts["after"] == "2026-03-26T00:00:00+08:00"
    assert entry.told["reason"] == "市政府令第3号"
    assert verify().ok


def test_new_cases_are_counted_by_the_new_calendar_and_a_withdrawal_takes_it_back(office: Office) -> None:
    rule = actions.adopt(STORM, by=office.officer, at=SUNDAY)
    case = opened(office)
    assert due(case) == "2026-03-25T16:00:00+00:00"
    with pytest.raises(InputError, match="reason"):
        withdrawal(rule, because="")
    actions.adopt(withdrawal(rule, because="台风未登陆"), by=office.officer, at=SUNDAY + DAY)
    assert due(case) == "2026-03-24T16:00:00+00:00"
    with pytest.raises(InputError, match="not in force"):
        withdrawal(rule, because="再撤一次")


def test_what_is_past_stays_what_it_was(office: Office) -> None:
    late, done = opened(office), answered(office, ident="2")
    before = {case.pk: due(case) for case in (late, done)}
    at = SUNDAY + 30 * DAY
    told = actions.preview(STORM, at=at)
    assert (told.running, told.left, told.moved) == (1, 1, 0)
    actions.adopt(STORM, by=office.officer, at=at)
    assert {case.pk: due(case) for case in (late, done)} == before
    assert not Entry.objects.filter(deed="clock.moved").exists()
    assert not Clock.objects.outdated(rulebook.edition()).exists()


def test_a_stricter_rule_makes_nobody_late_at_once(office: Office) -> None:
    case = opened(office)
    actions.adopt(ours(for_running=True), by=office.officer, at=SUNDAY + 8 * DAY)
    # Five working days would have ended on Friday the 20th, which is over on Monday the 23rd.
    assert due(case) == "2026-03-24T16:00:00+00:00"


def test_a_new_year_makes_provisional_dates_firm(office: Office) -> None:
    at = SUNDAY + timedelta(days=285)  # Friday 25 December 2026
    voice = office.letter("申请公开园区规划。", at=at)
    case = actions.open_case(voice, by=None, at=at)
    assert case.clocks.get().provisional
    year = {
        "year": 2027,
        "days": [
            *({"name": "元旦", "date": f"2027-01-0{n}", "isOffDay": True} for n in (1, 2, 3)),
            *({"name": "春节", "date": f"2027-02-{n:02}", "isOffDay": True} for n in range(5, 13)),
            *({"name": "清明节", "date": f"2027-04-0{n}", "isOffDay": True} for n in (3, 4, 5)),
            *({"name": "劳动节", "date": f"2027-05-0{n}", "isOffDay": True} for n in range(1, 6)),
            *({"name": "端午节", "date": f"2027-06-{n:02}", "isOffDay": True} for n in (9, 10, 11)),
            *({"name": "中秋节", "date": f"2027-09-{n}", "isOffDay": True} for n in (15, 16, 17)),
            *({"name": "国庆节", "date": f"2027-10-0{n}", "isOffDay": True} for n in range(1, 8)),
            {"name": "元旦", "date": "2027-01-09", "isOffDay": False},
        ],
    }
    change = year_change(json.dumps(year).encode(), name="2027.json", because="国办通知")
    told = actions.preview(change, at=at)
    assert told.settled == 1
    actions.adopt(change, by=office.officer, at=at)
    clock = case.clocks.get()
    assert not clock.provisional
    assert rulebook.calendar().known_until == date(2027, 12, 31)


def test_a_case_keeps_the_version_it_began_under(office: Office) -> None:
    old = opened(office)
    actions.adopt(ours(), by=office.officer, at=SUNDAY + DAY)
    assert due(old) == "2026-03-24T16:00:00+00:00"
    new = opened(office, ident="2")
    assert new.regulation == "测试市招商局规定 1"
    assert due(new) == "2026-03-20T16:00:00+00:00"
    actions.adopt(ours("2", for_running=True), by=office.officer, at=SUNDAY + DAY)
    old.refresh_from_db()
    assert old.regulation == "测试市招商局规定 2"
    assert due(old) == "2026-03-20T16:00:00+00:00"
    assert Entry.objects.get(about=old.ref, deed="clock.moved").facts["version"] == "测试市招商局规定 2"


def test_a_version_not_yet_effective_waits(office: Office) -> None:
    actions.adopt(ours(effective="2026-04-01"), by=office.officer, at=SUNDAY)
    assert opened(office).regulation.startswith("国家规定")
    later = office.letter("四月的来信。", ident="2", at=SUNDAY + 20 * DAY)
    assert actions.open_case(later, by=None, at=SUNDAY + 20 * DAY).regulation == "测试市招商局规定 1"


def test_an_extended_and_a_paused_clock_are_moved_with_what_they_have(office: Office) -> None:
    case = accepted(office, "disclosure")
    asked = actions.ask_extension(
        case, term="disclosure.answer", amount=5, reason="档案量大", by=office.handler, at=SUNDAY + DAY
    )
    actions.decide_extension(asked, granted=True, by=office.officer, at=SUNDAY + DAY)
    actions.ask_writer(case, question="是否同意公开？", why="third_party", by=office.handler, at=SUNDAY + DAY)
    before = case.clocks.get(term="disclosure.answer").due_at
    actions.adopt(
        days_change([OwnDay(date(2026, 4, 10), off=True, name="停工", ground="通知")]), by=None, at=SUNDAY + DAY
    )
    clock = case.clocks.get(term="disclosure.answer")
    assert clock.due_at == before + DAY
    assert clock.paused_at is not None


def test_killed_in_the_middle_it_goes_on_where_it_was(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    letters(office, 7)
    monkeypatch.setattr(actions.rules, "BATCH", 3)
    whole = actions.rules.recompute
    monkeypatch.setattr(actions.rules, "recompute", lambda *, at: 0)  # the process dies after adopting
    actions.adopt(STORM, by=office.officer, at=SUNDAY + DAY)
    assert Entry.objects.filter(deed="clock.moved").count() == 0
    assert [whole(at=SUNDAY + DAY) for _ in range(4)] == [3, 3, 1, 0]
    assert Entry.objects.filter(deed="clock.moved").count() == 7


@pytest.mark.django_db(transaction=True)
def test_concurrent_workers_move_each_clock_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    letters(office, 40)
    monkeypatch.setattr(actions.rules, "BATCH", 3)
    whole = actions.rules.recompute
    monkeypatch.setattr(actions.rules, "recompute", lambda *, at: 0)
    actions.adopt(STORM, by=office.officer, at=SUNDAY + DAY)

    def work() -> None:
        while whole(at=SUNDAY + DAY):
            pass

    assert at_once(work) == []
    assert Entry.objects.filter(deed="clock.moved").count() == 40
    assert not Clock.objects.outdated(rulebook.edition()).exists()
    assert verify().ok


def test_only_who_may_changes_the_rules(office: Office) -> None:
    for person in (office.handler, office.head, office.leader, office.editor, office.auditor):
        with pytest.raises(NotAllowed):
            actions.adopt(STORM, by=person, at=SUNDAY)
    assert not Rule.objects.exists()
