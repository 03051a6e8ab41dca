"""依申请公开: each step of 政府信息公开条例 arts. 30 to 37, what it does to the clocks, and what it refuses."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from huiying.core.errors import HuiyingError, InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.models import Case, DisclosureNotice, DisclosureRequest
from huiying.intake.channel import Attached
from huiying.ledger.models import Entry
from tests.office import Office

from .requests import MONDAY, asked, day, in_hand, signed_and_sent

PAID_SO = "非税收入缴款码 3500 0012，备注申请编号；咨询电话 0591-12345678"


def due(case: Case, term: str = "disclosure.answer") -> date:
    clock = case.clocks.get(term=term)
    return (timezone.localtime(clock.due_at) - timedelta(seconds=1)).date()


def papers(case: Case) -> list[str]:
    return list(DisclosureNotice.objects.filter(request__case=case).values_list("sort", flat=True))


def paper(case: Case, sort: str) -> str:
    return "\n".join(DisclosureNotice.objects.filter(request__case=case, sort=sort).latest("pk").paragraphs)


# ── receipt (art. 31) ──


def test_a_request_has_its_row_from_its_first_moment(office: Office) -> None:
    row = DisclosureRequest.objects.get(case=asked(office))
    assert (row.received_on, row.way, row.applicant) == (date(2026, 3, 16), "online", "natural")


def test_the_day_of_receipt_moves_the_running_clocks_and_is_told_with_its_reason(office: Office) -> None:
    case = in_hand(office)
    before = due(case)
    told = {"way": "ordinary", "received_on": date(2026, 3, 18), "evidence": "当日电话确认", "applicant": "company"}
    actions.record_receipt(case, **told, by=office.handler, at=day(3, 19))  # type: ignore[arg-type]
    assert (before, due(case)) == (date(2026, 4, 14), date(2026, 4, 16))
    entry = Entry.objects.get(deed="disclosure.received")
    assert entry.told["before"] == "2026-03-16"
    assert entry.told["day"] == "2026-03-18"
    assert papers(case) == ["receipt"]
    assert "平常信函" in paper(case, "receipt")
    again = {**told, "received_on": date(2026, 3, 17)}
    with pytest.raises(InputError, match=r"reason|原因"):
        actions.record_receipt(case, **again, by=office.handler, at=day(3, 19))  # type: ignore[arg-type]
    actions.record_receipt(case, **again, reason="确认记录核对后更正", by=office.handler, at=day(3, 19))  # type: ignore[arg-type]
    assert due(case) == date(2026, 4, 15)


@pytest.mark.parametrize(
    ("way", "on"), [("online", date(2026, 3, 15)), ("fax", date(2026, 3, 20)), ("dove", date(2026, 3, 16))]
)
def test_a_day_that_cannot_be_is_refused(office: Office, way: str, on: date) -> None:
    case = in_hand(office)
    told = {"way": way, "received_on": on, "evidence": "记录", "applicant": "natural"}
    with pytest.raises(InputError):
        actions.record_receipt(case, **told, by=office.handler, at=day(3, 19))  # type: ignore[arg-type]
    assert not Entry.objects.filter(deed="disclosure.received").exists()


# ── correction (art. 30) ──


def test_a_correction_is_asked_once_with_its_day_and_starts_the_term_anew(office: Office) -> None:
    case = in_hand(office)
    told = {"what": "请写明文件名称或文号。", "until": date(2026, 4, 3)}
    actions.ask_correction(case, **told, by=office.handler, at=day(3, 18))  # type: ignore[arg-type]
    assert case.state == "asked"
    assert "4月3日前（含当日）补正" in paper(case, "correction")
    came = {"text": "文号为江招商〔2025〕18号。", "arrived_on": date(2026, 3, 24)}
    actions.take_correction(case, **came, by=office.handler, at=day(3, 26))  # type: ignore[arg-type]
    assert case.clocks.get(term="disclosure.answer").restarted_at == day(3, 24, 9)
    assert due(case) == date(2026, 4, 22)
    with pytest.raises(RuleError, match=r"once|一次"):
        actions.ask_correction(case, **told, by=office.handler, at=day(3, 26))  # type: ignore[arg-type]


def test_after_seven_working_days_no_correction_is_asked(office: Office) -> None:
    case = in_hand(office)
    with pytest.raises(RuleError, match="7"):
        actions.ask_correction(case, what="写明文号", until=date(2026, 4, 10), by=office.handler, at=day(3, 26))


def test_what_is_not_corrected_in_time_is_given_up_with_a_signed_answer(office: Office) -> None:
    case = in_hand(office)
    actions.ask_correction(case, what="写明文号", until=date(2026, 4, 3), by=office.handler, at=day(3, 18))
    with pytest.raises(RuleError, match=r"until|期限|前"):
        actions.let_correction_lapse(case, by=office.handler, at=day(4, 3))
    actions.let_correction_lapse(case, by=office.handler, at=day(4, 7))
    signed_and_sent(case, office, day(4, 7, 11))
    row = DisclosureRequest.objects.get(case=case)
    assert (row.row, row.answered_on) == ("6.1", date(2026, 4, 7))
    assert "逾期不补正" in paper(case, "decision")


# ── third parties and other organs (arts. 32 to 34) ──


def asked_of(case: Case, office: Office, name: str, sort: str = "third_party", at: object = None) -> None:
    told = {"sort": sort, "name": name, "what": "合同中的价款和技术参数"}
    actions.consult(case, **told, by=office.handler, at=at or day(3, 18))  # type: ignore[arg-type]


def test_the_clock_stands_still_until_the_last_of_several_parties_has_spoken(office: Office) -> None:
    case = in_hand(office)
    before = due(case)
    asked_of(case, office, "江岚测试有限公司")
    asked_of(case, office, "江岚市财政局", "co_organ", day(3, 19))
    first, organ = case.disclosure.parties.all()
    assert papers(case) == ["third_party", "co_organ"]
    actions.take_opinion(first, opinion="agrees", answered_on=date(2026, 3, 20), by=office.handler, at=day(3, 23))
    case.refresh_from_db()
    assert case.state == "asked"
    with pytest.raises(RuleError, match="2026-04-10 24:00"):
        actions.take_opinion(organ, opinion="silent", by=office.handler, at=day(4, 9))
    actions.take_opinion(organ, opinion="silent", by=office.handler, at=day(4, 13))
    case.refresh_from_db()
    assert case.state == "accepted"
    clock = case.clocks.get(term="disclosure.answer")
    began, ended = clock.stretches()[0]
    assert (began, ended) == (day(3, 18), organ.due_at.astimezone(began.tzinfo))
    assert due(case) > before


def test_fifteen_days_run_from_the_day_the_letter_reached_them(office: Office) -> None:
    case = in_hand(office)
    asked_of(case, office, "江岚测试有限公司")
    (party,) = case.disclosure.parties.all()
    before = party.due_at
    actions.reached(party, reached_on=date(2026, 3, 20), by=office.handler, at=day(3, 23))
    party.refresh_from_db()
    assert party.due_at - before == timedelta(days=4)  # a Wednesday's end becomes that of a Friday, over 清明
    assert due(case, "disclosure.third_party") == (timezone.localtime(party.due_at) - timedelta(seconds=1)).date()


def test_an_objection_has_reasons_and_only_a_leader_overrides_it(office: Office) -> None:
    case = in_hand(office)
    asked_of(case, office, "江岚测试有限公司")
    (party,) = case.disclosure.parties.all()
    with pytest.raises(InputError):
        actions.take_opinion(party, opinion="objects", by=office.handler, at=day(3, 19))
    actions.take_opinion(party, opinion="objects", reasons="涉及商业秘密", by=office.handler, at=day(3, 19))
    case.refresh_from_db()
    with pytest.raises(RuleError, match="江岚测试有限公司"):
        actions.decide(case, outcome="granted", by=office.handler, at=day(3, 20))
    with pytest.raises(NotAllowed):
        actions.override(party, because="关系公共安全", by=office.handler, at=day(3, 20))
    actions.override(party, because="关系公共安全", by=office.leader, at=day(3, 20))
    assert "关系公共安全" in paper(case, "override")
    actions.decide(case, outcome="granted", by=office.handler, at=day(3, 20))
    with pytest.raises(RuleError):
        actions.override(party, because="再次", by=office.leader, at=day(3, 20))


def test_a_party_is_asked_and_speaks_once(office: Office) -> None:
    case = in_hand(office)
    asked_of(case, office, "甲公司")
    with pytest.raises(RuleError):
        asked_of(case, office, "甲公司")
    (party,) = case.disclosure.parties.all()
    actions.take_opinion(party, opinion="agrees", by=office.handler, at=day(3, 19))
    with pytest.raises(HuiyingError):
        actions.take_opinion(party, opinion="agrees", by=office.handler, at=day(3, 19))


def test_the_applicant_is_not_sent_the_letters_of_others(office: Office) -> None:
    case = in_hand(office, reply_to={"mail": "wang@example.cn"})
    asked_of(case, office, "甲公司")
    assert not case.voice.deliveries.filter(text__contains="价款").exists()


# ── very many requests (art. 35) ──


def test_reasons_that_are_sound_delay_the_answer_and_others_end_it(office: Office) -> None:
    case = in_hand(office)
    with pytest.raises(RuleError):
        actions.decide(case, outcome="not_processed", ground="excessive", why="过多", by=office.handler, at=day(3, 18))
    actions.ask_reasons(case, why="本月已申请46件。", by=office.handler, at=day(3, 18))
    told = {"reasons": "用于研究", "sound": True, "until": date(2026, 6, 30)}
    actions.judge_reasons(case, **told, by=office.handler, at=day(3, 25))  # type: ignore[arg-type]
    assert due(case) == date(2026, 6, 30)
    assert papers(case) == ["reasons", "delay"]
    assert case.clocks.get(term="disclosure.answer").because[-1]["step"] == "delayed"
    other = in_hand(office, ident="r2")
    actions.ask_reasons(other, why="本月已申请47件。", by=office.handler, at=day(3, 18))
    actions.judge_reasons(other, reasons="", sound=False, by=office.handler, at=day(3, 25))
    actions.decide(
        other, outcome="not_processed", ground="excessive", why="未说明理由", by=office.handler, at=day(3, 25)
    )
    assert DisclosureRequest.objects.get(case=other).row == "5.4"


def test_papers_do_not_carry_on_what_a_title_tells_of_others(office: Office) -> None:
    case = in_hand(office, title="张三（身份证号110101199003074514）的补贴")
    actions.ask_correction(case, what="写明名称", until=date(2026, 4, 3), by=office.handler, at=day(3, 18))
    told = paper(case, "correction")
    assert "199003074514" not in told
    assert "的补贴" in told


# ── the fee ──


def test_a_fee_stops_the_clock_and_the_term_runs_anew_once_it_is_paid(office: Office) -> None:
    case = in_hand(office)
    fee = actions.ask_fee(case, method="item", count=1, before=30, how=PAID_SO, by=office.officer, at=day(3, 18))
    assert fee.yuan == 200
    told = paper(case, "fee")
    rates = ("11—30件（含30件）的部分，100元/件", "提高100元/件")
    for part in ("应缴纳200元", *rates, PAID_SO, "次日起20个工作日内", "第五十一条"):
        assert part in told, part
    assert case.state == "asked"
    actions.pay_fee(case, paid_on=date(2026, 3, 25), by=office.officer, at=day(3, 26))
    case.refresh_from_db()
    assert case.state == "accepted"
    assert due(case) == date(2026, 4, 23)  # twenty working days from the day after, over 清明
    with pytest.raises(RuleError):
        actions.ask_fee(case, method="page", count=99, how=PAID_SO, by=office.officer, at=day(3, 27))


def test_where_nothing_is_to_be_paid_no_notice_is_made(office: Office) -> None:
    case = in_hand(office)
    with pytest.raises(RuleError):
        actions.ask_fee(case, method="page", count=30, how=PAID_SO, by=office.officer, at=day(3, 18))
    assert not papers(case)


def test_what_is_not_paid_in_twenty_working_days_is_given_up(office: Office) -> None:
    case = in_hand(office)
    fee = actions.ask_fee(case, method="page", count=120, how=PAID_SO, by=office.officer, at=day(3, 18))
    assert fee.yuan == 1100
    with pytest.raises(RuleError):
        actions.let_fee_lapse(case, reached_on=date(2026, 3, 18), by=office.handler, at=day(4, 16))
    with pytest.raises(InputError, match="4月20日"):  # the notice was some days on its way
        actions.let_fee_lapse(case, reached_on=date(2026, 3, 20), by=office.handler, at=day(4, 20))
    actions.let_fee_lapse(case, reached_on=date(2026, 3, 18), by=office.handler, at=day(4, 20))
    assert "第六条，视为放弃申请" in case.drafts.latest("pk").text
    assert DisclosureRequest.objects.get(case=case).row == "6.2"


# ── the answer (art. 36) ──


def test_an_answer_has_the_ground_that_its_row_needs(office: Office) -> None:
    case = in_hand(office)
    with pytest.raises(InputError):
        actions.decide(case, outcome="denied", why="略", by=office.handler, at=day(3, 18))
    with pytest.raises(InputError):
        actions.decide(case, outcome="denied", ground="not_held", why="略", by=office.handler, at=day(3, 18))
    draft = actions.decide(
        case, outcome="denied", ground="in_process", why="尚在讨论。", by=office.handler, at=day(3, 18)
    )
    assert "过程性信息" in draft.text
    assert "第三十六条第（三）项" in draft.text
    assert "第十六条第二款" in draft.text
    assert "应当先自收到本告知书之日起六十日内" in draft.text
    assert "自收到行政复议决定书之日起十五日内" in draft.text
    assert "六个月" not in draft.text
    assert not draft.make_public
    assert DisclosureRequest.objects.get(case=case).row == "3.6"


def test_only_what_is_withheld_must_go_to_reconsideration_before_the_court(office: Office) -> None:
    case = in_hand(office)
    by, at = office.handler, day(3, 18)
    draft = actions.decide(case, outcome="absent", why="检索了档案室和业务系统。", by=by, at=at)
    assert "六十日内" in draft.text
    assert "，或者自收到本告知书之日起六个月内" in draft.text
    told = {"outcome": "not_processed", "ground": "petition_like", "why": "可向信访局提出。"}
    draft = actions.decide(case, **told, by=by, at=at)
    assert "第三十九条第一款" in draft.text
    assert "应当先" not in draft.text
    assert "年度报告" not in draft.text  # the form of a report is no ground against anybody


def test_a_third_party_is_asked_before_its_right_is_a_ground(office: Office) -> None:
    case = in_hand(office)
    told = {"outcome": "denied", "ground": "third_party_right", "why": "价款属商业秘密。"}
    with pytest.raises(RuleError, match=r"third party|第三方"):
        actions.decide(case, **told, by=office.handler, at=day(3, 18))
    asked_of(case, office, "江岚测试有限公司")
    party = case.disclosure.parties.get()
    actions.take_opinion(party, opinion="objects", reasons="商业秘密", by=office.handler, at=day(3, 19))
    case.refresh_from_db()
    assert "第十五条" in actions.decide(case, **told, by=office.handler, at=day(3, 20)).text


def test_otherwise_is_said_in_words_of_its_own(office: Office) -> None:
    case = in_hand(office)
    told = {"outcome": "other", "ground": "otherwise", "by": office.handler, "at": day(3, 18)}
    with pytest.raises(InputError):
        actions.decide(case, **told)  # type: ignore[arg-type]
    draft = actions.decide(case, why="申请人撤回了申请。", **told)  # type: ignore[arg-type]
    assert "其他" not in draft.text


def test_an_answer_that_nobody_decided_does_not_go_into_review(office: Office) -> None:
    case = in_hand(office)
    actions.save_draft(case, text="经审查，予以公开。", make_public=False, by=office.handler, at=day(3, 18))
    with pytest.raises(RuleError, match=r"how this request|如何答复|答复"):
        actions.submit(case, by=office.handler, at=day(3, 19))


def test_an_applicant_of_no_sort_is_asked_for_first(office: Office) -> None:
    case = in_hand(office, applicant="")
    with pytest.raises(RuleError):
        actions.decide(case, outcome="granted", by=office.handler, at=day(3, 18))


def test_in_part_needs_a_copy_and_the_original_stays(office: Office) -> None:
    case = in_hand(office)
    with pytest.raises(RuleError, match="第三十七条"):
        actions.decide(case, outcome="partial", by=office.handler, at=day(3, 18))
    original = Attached(name="清单.txt", content="甲公司 300万元\n乙公司 120万元\n联系人 王小明".encode())
    told = {"description": "兑现清单", "by": office.handler, "at": day(3, 18)}
    (source,) = actions.enclose(case, [original], **told)  # type: ignore[arg-type]
    chosen = [("王小明", "third_party_right"), ("300万元", "third_party_right")]
    copy = actions.make_copy(source, passages=chosen, by=office.handler, at=day(3, 18))
    with copy.result.file.open("rb") as file:
        kept = file.read().decode()
    assert "王小明" not in kept
    assert "乙公司" in kept
    draft = actions.decide(case, outcome="partial", by=office.handler, at=day(3, 19))
    assert "第三十七条" in draft.text
    assert "〔2〕" in draft.text
    signed_and_sent(case, office, day(3, 20))
    assert [file.pk for file in case.replies.get().files.all()] == [copy.result_id]


def test_a_copy_of_what_goes_out_anyway_is_refused(office: Office) -> None:
    case = in_hand(office)
    told = {"description": "清单", "to_writer": True, "by": office.handler, "at": day(3, 18)}
    (source,) = actions.enclose(case, [Attached(name="a.txt", content="甲公司 王小明".encode())], **told)  # type: ignore[arg-type]
    with pytest.raises(RuleError):
        actions.make_copy(source, passages=[("王小明", "third_party_right")], by=office.handler, at=day(3, 18))


# ── who may ──


def test_others_may_do_none_of_it(office: Office) -> None:
    case = in_hand(office)
    told = {"way": "fax", "received_on": date(2026, 3, 16), "evidence": "记录", "applicant": "natural"}
    by, at = office.stranger, day(3, 18)
    for deed in (
        lambda: actions.record_receipt(case, **told, by=by, at=at),  # type: ignore[arg-type]
        lambda: actions.ask_correction(case, what="x", until=date(2026, 4, 3), by=by, at=at),
        lambda: actions.consult(case, sort="third_party", name="甲", what="x", by=by, at=at),
        lambda: actions.ask_reasons(case, why="x", by=by, at=at),
        lambda: actions.ask_fee(case, method="page", count=99, how=PAID_SO, by=by, at=at),
        lambda: actions.decide(case, outcome="granted", by=by, at=at),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert not DisclosureNotice.objects.exists()


def test_every_step_says_why_it_is_not_possible_once_the_request_is_over(office: Office) -> None:
    case = in_hand(office)
    actions.decide(case, outcome="already_public", why="见本局网站“政策文件”栏目。", by=office.handler, at=day(3, 18))
    signed_and_sent(case, office, day(3, 19))
    for deed in (
        lambda: actions.consult(case, sort="third_party", name="甲", what="x", by=office.handler, at=day(3, 20)),
        lambda: actions.ask_fee(case, method="page", count=99, how=PAID_SO, by=office.handler, at=day(3, 20)),
        lambda: actions.decide(case, outcome="granted", by=office.handler, at=day(3, 20)),
    ):
        with pytest.raises(RuleError) as refused:
            deed()
        assert refused.value.what


def test_an_extension_makes_its_paper(office: Office) -> None:
    case = in_hand(office)
    told = {"term": "disclosure.answer", "amount": 10, "reason": "需调取2023年档案"}
    asked_for = actions.ask_extension(case, **told, by=office.handler, at=day(3, 30))  # type: ignore[arg-type]
    actions.decide_extension(asked_for, granted=True, by=office.officer, at=day(3, 31))
    assert papers(case) == ["extension"]
    assert "需调取2023年档案" in paper(case, "extension")
    assert case.clocks.get(term="disclosure.answer").due_at > MONDAY
