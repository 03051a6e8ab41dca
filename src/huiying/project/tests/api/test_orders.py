"""12345 工单 · The caller's term is the case's, whatever is counted or adopted meanwhile."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from huiying.core.errors import RuleError
from huiying.core.owndays import OwnDay
from huiying.core.wording import say
from huiying.handling.actions import accept, adopt, ask_extension, assign, set_kind, set_order_term, take_waiting
from huiying.handling.models import Case, Clock, Rule
from huiying.handling.rules.changing import days_change
from huiying.handling.views.status import _clock_to_come
from huiying.intake.models import Voice
from huiying.ledger.models import Entry
from huiying.project.importing import import_file
from tests.office import Office

from .conftest import Caller

AT = datetime(2026, 3, 16, 2, 0, tzinfo=UTC)
DUE = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)
ORDER = {
    "number": "GD2026031600017",
    "text": "来电人反映小区门口路灯不亮。",
    "said_at": "2026-03-16T10:00:00+08:00",
    "due_at": "2026-03-18T17:00:00+08:00",
    "kind": "求助",
    "dispatched_by": "市12345热线中心",
    "return_by": "2026-03-17T10:00:00+08:00",
}


def opened(caller: Caller) -> Case:
    answer = caller.post("/orders", ORDER)
    assert answer.status_code == 201, answer.content
    take_waiting(at=AT)
    return Case.objects.get()


def test_an_order_is_due_when_its_sender_says(caller: Caller) -> None:
    case = opened(caller)
    clock = case.clocks.get()
    assert clock.due_at == clock.order_due_at == DUE
    assert "12345工单时限，由派单方给定：3月18日（周三）17:00到期" in say(clock.because, "zh-hans")
    assert "given by who dispatched it" in say(clock.because, "en")
    assert case.voice.external_id == ORDER["number"]
    assert case.voice.raw["order"]["dispatched_by"] == "市12345热线中心"
    assert clock.alarm_at is not None
    assert clock.alarm_at < DUE
    assert _clock_to_come(Voice.objects.get()).due_at == DUE


def test_its_term_survives_new_rules_and_another_kind(caller: Caller, office: Office) -> None:
    case = opened(caller)
    storm = days_change([OwnDay(date(2026, 3, 17), off=True, name="台风停课停工", ground="市政府令第3号")])
    adopt(storm, by=office.officer, at=AT)
    assert case.clocks.get().due_at == DUE
    assert case.clocks.get().edition == Rule.objects.edition() > 0
    set_kind(case, kind="suggestion", by=office.officer, at=AT)
    assert case.clocks.get(stopped_at=None).due_at == DUE
    assign(case, lead=office.project, co_sections=[office.policy], by=office.officer, at=AT)
    assert case.clocks.get(stopped_at=None).due_at == DUE


def test_the_office_does_not_extend_what_is_not_its_own(caller: Caller, office: Office) -> None:
    case = opened(caller)
    assign(case, lead=office.project, by=office.officer, at=AT)
    accept(case, handler=office.handler, by=office.head, at=AT)
    with pytest.raises(RuleError):
        ask_extension(case, term=case.clocks.get().term, amount=1, reason="要现场勘查", by=office.handler, at=AT)


def test_its_sender_gives_a_new_term(caller: Caller) -> None:
    answer = caller.post(
        "/orders", ORDER | {"due_at": (timezone.now() + timedelta(days=2)).isoformat(), "number": "G2"}
    )
    assert answer.status_code == 201
    take_waiting(at=timezone.now())
    later = timezone.now() + timedelta(days=5)
    for _ in range(2):
        answer = caller.put("/orders/G2/term", {"due_at": later.isoformat()})
        assert answer.status_code == 200, answer.content
    assert Clock.objects.get().due_at == later
    assert Entry.objects.filter(deed="order.term_set").count() == 1
    past = caller.put("/orders/G2/term", {"due_at": "2020-01-01T00:00:00Z"})
    assert (past.status_code, past.json()["where"]) == (409, "due_at")
    assert caller.put("/orders/G3/term", {"due_at": later.isoformat()}).status_code == 404


def test_an_order_comes_once_and_with_one_term(caller: Caller) -> None:
    assert caller.post("/orders", ORDER).status_code == 201
    assert caller.post("/orders", ORDER).status_code == 200
    again = caller.post("/orders", ORDER | {"due_at": "2026-03-20T17:00:00+08:00"})
    assert again.status_code == 409
    assert "PUT" in again.json()["what"]


@pytest.mark.parametrize("wrong", [{"due_at": "2026-03-16T09:00:00+08:00"}, {"due_at": ""}, {"external_id": "other"}])
def test_an_order_must_make_sense(caller: Caller, wrong: dict[str, str]) -> None:
    assert caller.post("/orders", ORDER | wrong).status_code == 422


def test_a_letter_has_no_term_of_an_order(caller: Caller) -> None:
    caller.post("/voices", {"text": "信。", "external_id": "1", "own": {"order": "x"}})
    take_waiting(at=AT)
    case = Case.objects.get()
    assert case.clocks.get().order_due_at is None
    with pytest.raises(RuleError):
        set_order_term(case, due_at=DUE, by="hotline", at=AT)


def test_orders_come_by_file(office: Office, tmp_path: Path) -> None:
    rows = [
        "工单编号,来电时间,工单内容,承办时限,工单类型",
        "G-1,2026-03-16 09:00,路灯不亮,2026-03-18 17:00,求助",
        "G-2,2026-03-16 09:00,井盖松动,2026-03-19,求助",
        "G-3,2026-03-16 09:00,噪音扰民,5个工作日,投诉",
        "G-4,2026-03-16 09:00,树枝挡路,,求助",
    ]
    file = tmp_path / "orders.csv"
    file.write_text("\n".join(rows), "utf-8")
    assert import_file(file, channel="files", at=AT).new == 4
    take_waiting(at=AT)
    due = {clock.case.voice.external_id: clock.order_due_at for clock in Clock.objects.all()}
    assert due == {"G-1": DUE, "G-2": datetime(2026, 3, 19, 16, 0, tzinfo=UTC), "G-3": None, "G-4": None}
    assert Voice.objects.get(external_id="G-3").raw["承办时限"] == "5个工作日"
    clashing = tmp_path / "again.csv"
    clashing.write_text("\n".join([rows[0], rows[1].replace("路灯不亮", "路灯坏了")]), "utf-8")
    assert len(import_file(clashing, channel="files", at=AT).rejects) == 1
