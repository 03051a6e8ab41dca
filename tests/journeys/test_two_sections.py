"""会签 · A mayor's letter for two sections, from receipt to rating, in a browser for each of its people: five who work
on it and one who is away; one return, one extension, one draft that is sent back.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from huiying.core.remaining import last_day
from huiying.handling import actions
from huiying.handling.models import Case, Extension, Review
from huiying.handling.rules.changing import regulation_change
from huiying.handling.tests.sections import hired, policy_head
from huiying.intake.channels.portal import suspicion
from huiying.ledger.models import Entry
from huiying.ledger.seal import verify
from huiying.people.models import Role, Section, User
from huiying.project.loops import round_of_work
from tests.journeys.test_phone import PHONE, comment_on, mark
from tests.office import SUNDAY, Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "厂房施工许可和设备奖补都卡住了"
LETTER = "我公司在云溪园区的厂房施工许可跑了三趟没有办下来，去年的设备奖补资金也没有兑现，请一并协调答复。"
PART = "设备奖补资金已通过审核，列入本月拨付计划。"
FIRST = "您好。您反映的施工许可一事已经核实，所缺材料为消防设计审查意见，近期出具。"
SECOND = FIRST.replace("近期出具", "三个工作日内由住建部门出具")
RETURN = "主要是施工许可的办理，属项目服务科职责，奖补部分我科协办。"
WHY = "需与住建部门会商消防设计审查意见，七日内难以书面答复。"
REMARK = "“近期”是几天，请写明期限和由谁出具。"
OURS = """extends = "national"
name = "测试市招商局来信办理规定"
version = "2026-1"
effective = 2026-01-01
[acts.ours]
title = "测试市招商局来信办理规定"
[terms."letter.complex"]
extend = 5
extend_by = "分管领导"
approver = "leader"
cite = [{ act = "ours", articles = [7] }]
"""
LIFE = (
    "收到来件",
    "立件，时限开始计算",
    "顾信息交办给政策法规科主办，项目服务科协办",
    RETURN,
    "顾信息交办给项目服务科主办，政策法规科协办",
    "郑科长代表项目服务科接办，由陆承办承办",
    "冯科长接办政策法规科的协办事项，由冯科长承办",
    "冯科长提交政策法规科的协办意见",
    WHY,
    "沈副局长批准将“复杂或多科室来信答复”延长5个工作日",
    "陆承办将第 1 稿送审",
    "卫副科长批注第 1 稿",
    "卫副科长代郑科长以科室负责人身份退回第 1 稿",
    "陆承办将第 2 稿送审",
    "卫副科长代郑科长以科室负责人身份同意第 2 稿",
    "冯科长以会签科室身份审签，同意第 2 稿",
    "沈副局长以分管领导身份审签，同意第 2 稿",
    "陆承办在时限内发出答复",
    "来件人评价 5 星，问题已解决",
    "顾信息归档办结",
)

Sit = Callable[..., Page]


@pytest.fixture
def bureau(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The small bureau under a regulation of its own: a letter of several sections may be extended by a leader."""
    monkeypatch.setattr(suspicion, "FASTEST", timedelta(0))  # a test writes faster than a person
    actions.adopt(regulation_change(OURS.encode(), name="ours.toml"), by=office.officer, at=SUNDAY)
    return office


def test_a_letter_for_two_sections_from_receipt_to_rating(bureau: Office, sit: Sit) -> None:
    helping, standing_in = policy_head(bureau), hired("deputy", "卫副科长", Role.HANDLER, bureau.project)
    citizen, officer, handler, second = map(sit, (None, bureau.officer, bureau.handler, helping))
    number, code = the_citizen_writes(citizen)
    round_of_work(at=timezone.now())
    case = Case.objects.get(voice__number=number)
    page = f"/desk/cases/{case.number}/"

    nobody_else_sees(page, sit(bureau.handler), sit(bureau.stranger))
    the_officer_confirms(officer, number, lead=bureau.policy, helps=bureau.project)
    the_first_lead_returns_it(second)
    the_officer_confirms(officer, number, lead=bureau.project, helps=bureau.policy, returned=True)
    head = sit(bureau.head)
    do(head, page, "接办并指定承办人", "由陆承办承办", handler=bureau.handler.name)
    the_part_is_given(second, page, helping)
    extended_to = the_term_is_extended(handler, page, sit(bureau.leader), case)
    the_citizen_looks(citizen, number, code, sees=("待处理", "办理期限已延长", WHY, day(extended_to)))

    the_draft_is_checked_and_submitted(handler, page)
    the_head_is_away(head, standing_in)
    deputy = sit(standing_in)
    it_is_sent_back_with_a_comment(deputy, case)
    the_second_version_is_compared(handler, deputy, page)
    sign(deputy, case)
    for signer in (second, sit(bureau.leader, viewport=PHONE, has_touch=True)):
        signer.goto("/desk/review/")
        expect(signer.locator(".signing-line .is-done").first).to_contain_text(re.compile("卫副科长.+郑科长"))
        sign(signer, case)
    expect_to_be_told(sit(bureau.head), "/desk/review/", "现在没有等您审签的文稿")

    do(handler, page, "发出答复", "答复已发出")
    the_text_is_what_was_signed(case)
    the_citizen_looks(citizen, number, code, sees=("已处理", SECOND, PART, "经分管领导批准延长5个工作日"))
    the_citizen_rates(citizen)
    do(officer, page, "归档办结", "已归档办结", summary="施工许可和奖补均已答复。")
    the_life_tells_it(officer, page)
    assert verify().ok


def do(who: Page, page: str, button: str, told: str, **fields: str) -> None:
    """Fill a form of the case page and press its button, as its reader would: what is pressed must be in sight."""
    who.goto(page)
    form = who.locator("form", has=who.get_by_role("button", name=button)).first
    for name, value in fields.items():
        field = form.locator(f"[name={name}]")
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    form.get_by_role("button", name=button).click()
    expect(who.locator(".message").first).to_contain_text(told)


def unfold(who: Page, words: str) -> None:
    """Open what is folded under these words."""
    who.locator("summary", has_text=words).first.click()


def expect_to_be_told(who: Page, page: str, words: str) -> None:
    who.goto(page)
    expect(who.locator("main")).to_contain_text(words)


def the_citizen_writes(citizen: Page) -> tuple[str, str]:
    citizen.goto("/")
    citizen.get_by_role("link", name="我要留言").first.click()
    citizen.get_by_role("link", name=re.compile("市长信箱")).first.click()
    citizen.fill("#id_title", TITLE)
    citizen.fill("#id_text", LETTER)
    citizen.fill("#id_name", "程立")
    citizen.get_by_role("button", name="提交留言").click()
    expect(citizen.locator("#number")).to_be_visible()
    return citizen.locator("#number").inner_text(), citizen.locator("#code").inner_text()


def nobody_else_sees(page: str, *others: Page) -> None:
    """A case that no section has is the information section's alone."""
    for other in others:
        response = other.request.get(page)
        assert response.status == 404


def the_officer_confirms(officer: Page, number: str, *, lead: Section, helps: Section, returned: bool = False) -> None:
    officer.goto("/desk/inbox/")
    expect(officer.locator("[data-row][aria-current]")).to_contain_text(TITLE)  # the first one is open already
    expect(officer.locator(".voice")).to_contain_text("设备奖补资金也没有兑现")
    if returned:
        expect(officer.locator(".voice")).to_contain_text(RETURN)
    officer.locator("#id_kind").select_option("求助")
    officer.locator("#id_level").select_option("一般")
    officer.locator("#id_lead").select_option(label=lead.name)
    chosen = officer.locator(".choices[role=group]")
    if not chosen.is_visible():
        officer.locator("summary", has=officer.locator("xpath=..").locator(".choices")).first.click()
    for box in chosen.locator("input").all():
        box.uncheck()
    chosen.get_by_label(helps.name).check()
    officer.get_by_role("button", name=re.compile("确认并交办")).click()
    expect(officer.locator(".message").first).to_contain_text(lead.name)


def the_first_lead_returns_it(second: Page) -> None:
    second.goto("/desk/mine/")
    second.get_by_role("link", name=re.compile(TITLE)).first.click()
    unfold(second, "不属本科室职责，退回")
    second.locator("form[action$='/return/'] textarea").fill(RETURN)
    second.get_by_role("button", name="按此原因退回").click()
    expect(second.locator(".message").first).to_contain_text("已退回综合信息科")


def the_part_is_given(second: Page, page: str, helping: User) -> None:
    second.goto("/desk/mine/")
    second.locator("a.work", has_text=TITLE).click()
    expect(second.locator("textarea[name=text]")).to_have_count(1)
    do(second, page, "接办并指定承办人", "由冯科长承办此项", handler=helping.name)
    do(second, page, "提交主办科室", "协办意见已提交主办科室", text=PART)
    expect(second.locator(".part-text")).to_have_text(PART)
    expect(second.get_by_role("button", name="送审")).to_have_count(0)


def the_term_is_extended(handler: Page, page: str, leader: Page, case: Case) -> datetime:
    """The clock before and after, to the leader whom the regulation of the office names."""
    before = case.clocks.get(term="letter.complex").due_at
    expect_to_be_told(handler, page, day(before))
    unfold(handler, "延期（最多")
    form = handler.locator("form[action$='/extend/']")
    form.locator("[name=amount]").fill("5")
    form.locator("[name=reason]").fill(WHY)
    form.get_by_role("button", name="申请延期").click()
    expect(handler.locator(".message").first).to_contain_text("等待批准")
    expect(handler.get_by_role("button", name="批准延期")).to_have_count(0)

    leader.goto("/desk/review/")
    leader.locator("a.row", has_text=TITLE).click()
    leader.get_by_role("button", name="批准延期").click()
    expect(leader.locator(".message").first).to_contain_text("已批准延期")
    after = case.clocks.get(term="letter.complex").due_at
    assert Extension.objects.get().decided_by_id
    assert after > before
    expect(leader.locator(".five")).to_contain_text(day(after))
    expect(leader.locator(".five")).not_to_contain_text(day(before))
    return after


def day(due: datetime) -> str:
    last = last_day(due)
    return f"{last.month}月{last.day}日"


def the_draft_is_checked_and_submitted(handler: Page, page: str) -> None:
    handler.goto(page)
    handler.fill("#id_text", FIRST)
    handler.get_by_role("button", name="引入拟稿").click()
    expect(handler.locator("#id_text")).to_have_value(re.compile(PART))
    handler.get_by_role("button", name="检查").click()
    expect(handler.locator("#check h3").first).to_be_visible()
    send_into_review(handler)


def send_into_review(handler: Page) -> None:
    if handler.locator("#accepted").count():
        handler.locator("#accepted").check()
    handler.locator("#proofread").check()
    handler.get_by_role("button", name="送审").first.click()
    expect(handler.locator(".message").first).to_contain_text("文稿已送审")


def the_head_is_away(head: Page, standing_in: User) -> None:
    head.goto("/desk/")
    head.get_by_role("link", name="外出代办").first.click()
    head.select_option("[name=stand_in]", label=standing_in.name)
    for name in ("first", "last"):
        head.fill(f"[name={name}]", timezone.localdate().isoformat())
    head.get_by_role("button", name="保存").click()
    expect(head.locator(".message").first).to_contain_text("卫副科长")


def it_is_sent_back_with_a_comment(deputy: Page, case: Case) -> None:
    deputy.goto("/desk/")
    deputy.get_by_role("link", name=re.compile("^审签")).first.click()
    text = deputy.locator("[data-passage-text]")
    expect(text).to_contain_text(PART)
    mark(text, "近期")
    comment_on(deputy, REMARK)
    expect(deputy.locator("mark.passage")).to_have_text("近期")
    deputy.fill("#id_comment", "期限要写明，见批注。")
    deputy.locator("button[name=send_back]").click()
    expect(deputy.locator(".message").first).to_contain_text("已退稿")
    assert Review.objects.get(decision="sent_back").by.name == "卫副科长"


def the_second_version_is_compared(handler: Page, deputy: Page, page: str) -> None:
    expect_to_be_told(handler, page, REMARK)
    text = handler.locator("#id_text")
    text.fill(text.input_value().replace(FIRST, SECOND))
    send_into_review(handler)
    deputy.goto("/desk/review/")
    expect(deputy.locator("#comments")).to_contain_text("原文已改")
    deputy.get_by_role("link", name="比对版次").click()
    expect(deputy.locator("del").first).to_contain_text("近期")
    expect(deputy.locator("ins").first).to_contain_text("三个工作日内由住建部门")


def sign(signer: Page, case: Case) -> None:
    """One signature, read in full and pressed within sight."""
    signer.goto("/desk/review/")
    expect(signer.locator("[data-passage-text]")).to_contain_text("三个工作日内由住建部门出具")
    approve = signer.locator("button[name=approve]")
    expect(approve).to_be_in_viewport()
    assert signer.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    approve.click()
    expect(signer.locator(".message").first).to_contain_text("已同意")
    expect(signer.locator("main")).not_to_contain_text(case.number)


def the_text_is_what_was_signed(case: Case) -> None:
    """Byte for byte: each signature, the ledger's entry, and what went out."""
    reply = case.replies.get()
    digest = sha256(reply.text.encode()).hexdigest()
    signed = Review.objects.filter(draft__version=2, decision="approved")
    assert [(r.step, r.by.name, r.digest) for r in signed.order_by("at") if r.by] == [
        ("section_head", "卫副科长", digest),
        ("countersign", "冯科长", digest),
        ("leader", "沈副局长", digest),
    ]
    assert Entry.objects.get(about=case.ref, deed="reply.delivered").facts["digest"] == digest
    assert PART in reply.text
    assert SECOND in reply.text


def the_citizen_looks(citizen: Page, number: str, code: str, *, sees: tuple[str, ...]) -> None:
    """By number and query code the writer sees these words, and nothing of how the office came to them."""
    citizen.goto("/status/")
    citizen.fill("#id_number", number)
    citizen.fill("#id_code", code)
    citizen.keyboard.press("Enter")
    page = citizen.locator("main")
    for words in sees:
        expect(page).to_contain_text(words)
    for inside in (FIRST, REMARK, RETURN, "陆承办", "卫副科长", "冯科长"):
        expect(page).not_to_contain_text(inside)


def the_citizen_rates(citizen: Page) -> None:
    citizen.get_by_role("link", name="评价这个答复").click()
    citizen.locator("input[name=stars][value='5']").check()
    citizen.locator("input[name=solved][value=yes]").check()
    citizen.get_by_role("button", name="提交评价").click()
    expect(citizen.locator(".message").first).to_contain_text("谢谢")


def the_life_tells_it(officer: Page, page: str) -> None:
    """Every deed in a plain sentence with the names, in the order in which it was done."""
    officer.goto(page)
    lines = iter(officer.locator(".life li > div").all_inner_texts())
    for words in LIFE:
        assert any(words in line for line in lines), words
