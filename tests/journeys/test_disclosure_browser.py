"""依申请公开 in a browser: a request goes through correction, third-party consultation, partial disclosure with a
redacted copy, and the register, by the hands of its people. `HUIYING_SHOTS=folder` keeps pictures of the pages.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from huiying.handling import actions
from huiying.handling.models import Case, DisclosureRequest
from huiying.handling.tests.requests import in_hand
from huiying.intake.channel import Attached
from tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TABLE = "兑现清单\n云溪精密制造有限公司 120万元 联系人 陶衡\n松溪新材料有限公司 80万元 联系人 柏舟"
Sit = Callable[..., Page]


def attached() -> Attached:
    return Attached(name="兑现清单.txt", content=TABLE.encode())


def shot(who: Page, name: str) -> None:
    if folder := os.environ.get("HUIYING_SHOTS"):
        who.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def take(who: Page, page: str, step: str, button: str, told: str, **fields: str) -> None:
    """Open a step of the pane, fill its form and press its button."""
    who.goto(page)
    folded = who.locator(f"#disclosure details:has(form[action*='/{step}/'])").first
    folded.locator("summary").first.click()
    form = folded.locator("form").first
    for name, value in fields.items():
        field = form.locator(f"[name={name}]").first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.get_by_role("button", name=button).click()
    expect(who.locator(".message").first).to_contain_text(told)


def test_a_request_through_correction_third_party_partial_disclosure_and_register(office: Office, sit: Sit) -> None:
    case = in_hand(office, at=timezone.now() - timedelta(hours=4))
    page = f"/desk/cases/{case.number}/"
    handler, leader = sit(office.handler), sit(office.leader)
    today = timezone.localdate()

    until = (today + timedelta(days=10)).isoformat()
    take(handler, page, "correction", "发出通知", "已告知申请人补正", what="请写明年度。", until=until)
    expect(handler.locator("#disclosure")).to_contain_text("办件正在等待")
    shot(handler, "1-correction")
    take(handler, page, "corrected", "记录补正", "补正已记录", text="2025年度。", arrived_on=today.isoformat())

    asked = {"sort": "third_party", "name": "云溪精密制造有限公司", "what": "联系人和金额"}
    take(handler, page, "consult", "生成征求意见书", "征求意见书已生成", **asked)
    shot(handler, "2-third-party")
    take(handler, page, "opinion", "保存", "意见已记录", opinion="objects", reasons="联系人属个人隐私")

    told = {"description": "原件", "by": office.handler, "at": timezone.now()}
    from_disk = actions.enclose(Case.objects.get(pk=case.pk), [attached()], **told)  # type: ignore[arg-type]
    handler.goto(f"{page}disclosure/files/{from_disk[0].pk}/")
    for row, words in enumerate(("陶衡", "柏舟"), 1):
        handler.fill(f"[name=passage_{row}]", words)
        handler.select_option(f"[name=ground_{row}]", "third_party_right")
    shot(handler, "3-redacting")
    handler.get_by_role("button", name="生成副本").click()
    expect(handler.locator(".message").first).to_contain_text("副本已生成")

    take(handler, page, "decide", "生成告知书稿", "答复类型已确定", outcome="partial", why="联系人属于个人隐私。")
    shot(handler, "4-decided")
    case = Case.objects.get(pk=case.pk)
    actions.submit(case, by=office.handler, at=timezone.now())
    actions.approve(case, by=office.head, at=timezone.now())
    actions.approve(case, by=office.leader, at=timezone.now())
    handler.goto(page)
    handler.get_by_role("button", name="发出答复").click()
    expect(handler.locator("#disclosure")).to_contain_text("政府信息部分公开告知书")
    shot(handler, "5-answered")

    leader.goto("/desk/disclosures/")
    expect(leader.locator("tbody tr")).to_have_count(1)
    shot(leader, "6-register")
    leader.get_by_role("link", name="年度统计").click()
    expect(leader.locator(".message").first).to_contain_text("各列均满足")
    leader.locator("td a").first.click()
    expect(leader.locator("tbody tr")).to_have_count(1)
    leader.go_back()
    shot(leader, "7-counts")
    assert DisclosureRequest.objects.get().row == "2"
    officer = sit(office.officer, viewport={"width": 390, "height": 844}, has_touch=True)
    officer.goto(page)
    assert officer.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
