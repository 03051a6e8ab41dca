"""意见征集 in a browser: an editor publishes a draft, three people speak on it, the points are gathered and decided by
a section, another person than the writer approves the result, and a writer finds the fate of their point.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from huiying.intake.channels.portal import suspicion
from huiying.ledger.seal import verify
from huiying.publication.models import Consultation, Opinion
from tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "园区停车管理办法（征求意见稿）"
DRAFT = "第一条 为规范停车，制定本办法。\n第二条 停车月租三百元。\n第三条 停车场夜间不对外开放。"
SAID = (
    ("第三条", "停车场夜间空着，建议夜间向周边居民开放。"),
    ("第三条", "建议停车场夜间对居民开放，错时共享。"),
    ("第二条", "月租三百元太高，请降到一百五十元。"),
)
REASON = "采纳错时共享的意见，第三条改为夜间向周边居民开放。"
OTHER_REASON = "月租标准按成本核定，另行听证。"

Sit = Callable[..., Page]


def test_from_the_draft_to_the_fate_of_a_point(office: Office, sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suspicion, "FASTEST", timedelta(0))  # a test writes faster than a person
    editor = sit(office.editor)
    one = the_editor_publishes(editor, office)
    receipts = [somebody_speaks(sit(), one, article, text) for article, text in SAID]
    the_term_passes(one)
    officer, section = sit(office.officer), sit(office.stranger)
    the_points_are_gathered_and_given(officer, one)
    the_section_decides(section, one)
    the_result_is_sent(officer, one)
    the_leader_approves(sit(office.leader), one)
    the_writer_looks(sit(), one, *receipts[1])
    assert verify().ok


def the_editor_publishes(editor: Page, office: Office) -> Consultation:
    today = timezone.localdate()
    editor.goto("/desk/consultations/")
    editor.get_by_role("link", name="开展意见征集").click()
    editor.fill("#id_title", TITLE)
    editor.get_by_label("重大行政决策").check()
    editor.select_option("#id_section", label=office.policy.name)
    editor.fill("#id_background", "为解决停车难，起草本办法。")
    editor.fill("#id_draft", DRAFT)
    editor.fill("#id_who", "园区企业和周边居民")
    editor.fill("#id_starts_on", today.isoformat())
    editor.fill("#id_ends_on", (today + timedelta(days=45)).isoformat())
    editor.get_by_role("button", name="保存").click()
    expect(editor.locator(".message").first).to_contain_text("已保存")
    editor.get_by_role("button", name="发布", exact=True).click()
    expect(editor.locator(".message").first).to_contain_text("已在门户公布")
    return Consultation.objects.get(title=TITLE)


def somebody_speaks(citizen: Page, one: Consultation, article: str, text: str) -> tuple[str, str]:
    citizen.goto("/")
    citizen.get_by_role("link", name=TITLE).first.click()
    citizen.get_by_role("link", name=f"对{article}提意见").click()
    expect(citizen.locator("#id_article option:checked")).to_contain_text(article)
    citizen.fill("#id_text", text)
    citizen.get_by_role("button", name="提交意见").click()
    expect(citizen.locator("#number")).to_contain_text(one.slug)
    return citizen.locator("#number").inner_text(), citizen.locator("#code").inner_text()


def the_term_passes(one: Consultation) -> None:
    today = timezone.localdate()
    dates = {"starts_on": today - timedelta(days=50), "ends_on": today - timedelta(days=1), "least_on": None}
    Consultation.objects.filter(pk=one.pk).update(**dates)


def the_points_are_gathered_and_given(officer: Page, one: Consultation) -> None:
    officer.goto(f"/desk/consultations/{one.slug}/points/")
    officer.get_by_role("button", name="归并要点").click()
    expect(officer.locator(".message").first).to_contain_text("归并出2个要点")
    for point in one.points.all():
        officer.goto(f"/desk/consultations/{one.slug}/points/{point.pk}/")
        officer.get_by_role("button", name="交科室").click()
        expect(officer.locator(".message").first).to_contain_text("已交该科室研究")


def the_section_decides(section: Page, one: Consultation) -> None:
    night = Opinion.objects.get(text=SAID[0][1]).point
    for point in one.points.all():
        section.goto(f"/desk/consultations/{one.slug}/points/{point.pk}/")
        section.get_by_label("已采纳" if point == night else "未采纳").check()
        section.fill("#id_reason", REASON if point == night else OTHER_REASON)
        section.get_by_role("button", name="确定").click()
        expect(section.locator(".message").first).to_contain_text("已确定")


def the_result_is_sent(officer: Page, one: Consultation) -> None:
    officer.goto(f"/desk/consultations/{one.slug}/result/")
    expect(officer.locator("#result-text")).to_contain_text("共收到意见3件")
    officer.get_by_role("button", name="送审").click()
    expect(officer.locator("main")).to_contain_text("由您起草，须由他人批准")
    expect(officer.get_by_role("button", name="批准并发布")).to_have_count(0)


def the_leader_approves(leader: Page, one: Consultation) -> None:
    leader.goto(f"/desk/consultations/{one.slug}/result/")
    leader.get_by_role("button", name="批准并发布").click()
    expect(leader.locator(".message").first).to_contain_text("结果已公布")


def the_writer_looks(citizen: Page, one: Consultation, number: str, code: str) -> None:
    citizen.goto(f"/consultations/{one.slug}/")
    expect(citizen.locator("#result")).to_contain_text(REASON)
    expect(citizen.locator("#result")).to_contain_text(OTHER_REASON)
    citizen.get_by_role("link", name="查看我的意见采纳情况").click()
    citizen.fill("#id_number", number)
    citizen.fill("#id_code", code)
    citizen.get_by_role("button", name="查询").last.click()
    expect(citizen.locator(".notice")).to_contain_text(REASON)
