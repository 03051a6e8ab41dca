"""While somebody outside is asked, the clock stands still."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.models import Case, Clock
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office

from .desk import HOUR, assigned, signed_in

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def accepted(office: Office, kind: str = "letter") -> Case:
    case = assigned(office)
    if kind != "letter":
        actions.set_kind(case, kind=kind, by=office.officer, at=SUNDAY + HOUR)
    actions.accept(case, handler=office.handler, by=office.head, at=SUNDAY + 2 * HOUR)
    return case


def clock(case: Case, term: str = "letter.simple") -> Clock:
    return case.clocks.get(term=term)


def test_the_clock_stands_still_while_the_writer_is_asked_and_moves_by_the_days_missed(office: Office) -> None:
    case = accepted(office)
    before = clock(case).due_at
    actions.ask_writer(case, question="请补充项目名称和备案号。", by=office.handler, at=SUNDAY + 2 * DAY)
    standing = clock(case)
    assert (case.state, standing.paused_at, standing.alarm_at) == ("asked", SUNDAY + 2 * DAY, None)
    assert standing.provisional
    assert not Clock.objects.late_at(before + 30 * DAY).exists()
    # Asked on Tuesday the 17th, answered on Friday the 20th: 17th, 18th and 19th do not count.
    actions.answer_question(case, answer="备案号为2026-0312。", at=SUNDAY + 5 * DAY)
    going = clock(case)
    assert (case.state, going.paused_at, going.provisional) == ("accepted", None, False)
    assert going.due_at == before + 3 * DAY
    assert [step["step"] for step in going.because].count("pause") == 1
    assert case.questions.get().answer == "备案号为2026-0312。"


def test_without_an_answer_the_handler_goes_on_with_a_reason(office: Office) -> None:
    case = accepted(office)
    actions.ask_writer(case, question="请补充项目名称。", by=office.handler, at=SUNDAY + DAY)
    with pytest.raises(InputError, match="reason"):
        actions.resume(case, reason=" ", by=office.handler, at=SUNDAY + 2 * DAY)
    actions.resume(case, reason="来信人电话表示没有更多材料。", by=office.handler, at=SUNDAY + 2 * DAY)
    assert clock(case).paused_at is None
    assert case.questions.get().ended_because == "来信人电话表示没有更多材料。"
    with pytest.raises(RuleError):
        actions.answer_question(case, answer="迟到的补充。", at=SUNDAY + 3 * DAY)


def test_a_correction_lets_the_term_run_anew_and_is_asked_for_once(office: Office) -> None:
    case = accepted(office, "disclosure")
    answer = clock(case, "disclosure.answer")
    assert clock(case, "disclosure.correction").stopped_at is not None  # the request was accepted
    actions.ask_writer(case, question="请写明文件名称。", why="correction", by=office.handler, at=SUNDAY + 2 * DAY)
    actions.answer_question(case, answer="2025年招商引资奖补办法。", at=SUNDAY + 9 * DAY)
    again = clock(case, "disclosure.answer")
    assert (again.started_at, again.restarted_at) == (answer.started_at, SUNDAY + 9 * DAY)
    # The correction came on Tuesday 24 March; 20 working days after it end on Wednesday 22 April (清明 4-6 April).
    assert again.due_at.isoformat() == "2026-04-22T16:00:00+00:00"
    with pytest.raises(RuleError, match="once"):
        actions.ask_writer(case, question="还请写明年份。", why="correction", by=office.handler, at=SUNDAY + 10 * DAY)


def test_a_third_party_has_a_clock_of_its_own_while_ours_stands_still(office: Office) -> None:
    case = accepted(office, "disclosure")
    actions.ask_writer(case, question="是否同意公开合同金额？", why="third_party", by=office.handler, at=SUNDAY + DAY)
    third, own = clock(case, "disclosure.third_party"), clock(case, "disclosure.answer")
    assert (third.paused_at, third.stopped_at) == (None, None)
    assert own.paused_at is not None
    actions.answer_question(case, answer="第三方不同意公开。", by=office.handler, at=SUNDAY + 6 * DAY)
    assert clock(case, "disclosure.third_party").stopped_at == SUNDAY + 6 * DAY
    assert clock(case, "disclosure.answer").paused_at is None


def test_a_case_asks_only_for_what_its_regulation_names(office: Office) -> None:
    case = accepted(office)
    with pytest.raises(RuleError) as refused:
        actions.ask_writer(case, question="征求意见", why="third_party", by=office.handler, at=SUNDAY + DAY)
    assert "来信" in refused.value.what
    assert case.clocks.get().paused_at is None


@pytest.mark.parametrize("text", ["", "  \n ", "长" * 5001])
def test_an_empty_or_endless_question_is_refused(office: Office, text: str) -> None:
    case = accepted(office)
    with pytest.raises(InputError):
        actions.ask_writer(case, question=text, by=office.handler, at=SUNDAY + DAY)
    assert not case.questions.exists()


def test_only_who_handles_the_case_asks(office: Office) -> None:
    case = accepted(office)
    for person in (office.stranger, office.leader, office.auditor):
        with pytest.raises(NotAllowed):
            actions.ask_writer(case, question="请补充。", by=person, at=SUNDAY + DAY)


def test_the_ledger_tells_of_it(office: Office) -> None:
    case = accepted(office)
    actions.ask_writer(case, question="请补充项目名称。", by=office.handler, at=SUNDAY + DAY)
    actions.answer_question(case, answer="云帆产业园。", at=SUNDAY + 2 * DAY)
    told = Entry.objects.filter(about=case.ref, deed__startswith="writer.")
    assert [(entry.deed, entry.actor.split()[0]) for entry in told] == [
        ("writer.asked", "handler"),
        ("writer.answered", "public"),
    ]
    assert "云帆" not in str([entry.facts for entry in told])  # the ledger holds no letter's text


def test_the_writer_answers_on_the_page_of_the_letter(office: Office) -> None:
    case, writer = accepted(office), Client()
    at = f"/status/{case.voice.number}/"
    actions.ask_writer(case, question="请补充备案号。", by=office.handler, at=SUNDAY + DAY)
    assert writer.post(f"{at}answer/", {"answer": "没有查询码的人。"}).url == "/status/"
    session = writer.session
    session["opened_letters"] = [case.voice.number]
    session.save()
    assert "请补充备案号。" in writer.get(at).content.decode()
    writer.post(f"{at}answer/", {"answer": " "})
    case.refresh_from_db()
    assert case.state == "asked"
    page = writer.post(f"{at}answer/", {"answer": "厂房在云帆产业园二期，联系电话13812345678。"}, follow=True)
    case.refresh_from_db()
    assert case.state == "accepted"
    assert "请补充备案号。" not in page.content.decode()
    desk_page = signed_in(office.handler).get(f"/desk/cases/{case.number}/").content.decode()
    assert "厂房在云帆产业园二期" in desk_page
    assert "13812345678" not in desk_page  # what a writer adds is starred like the letter
