import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from huiying.handling import actions
from huiying.handling.models import Case
from huiying.handling.tests.desk import REPLY, answered, assigned, drafted, indexed, opened, signed_in, submitted
from huiying.intake.models import Voice
from huiying.ledger.models import Entry
from tests.office import Office


def deeds(page: object) -> set[str]:
    may: dict[str, bool] = page.context["may"]  # type: ignore[attr-defined]
    return {name for name, allowed in may.items() if allowed}


@pytest.mark.parametrize(
    ("stage", "role", "expected"),
    [
        (opened, "officer", {"assign"}),
        (assigned, "officer", {"assign"}),
        (assigned, "head", {"accept", "return"}),
        (assigned, "leader", set()),
        (drafted, "handler", {"ask", "draft"}),
        (drafted, "head", set()),
        (submitted, "handler", set()),
        (answered, "handler", {"close"}),
        (answered, "auditor", set()),
    ],
)
def test_a_page_offers_what_state_and_post_both_allow(
    office: Office, stage: object, role: str, expected: set[str]
) -> None:
    case: Case = stage(office)  # type: ignore[operator]
    page = signed_in(getattr(office, role)).get(f"/desk/cases/{case.number}/")
    assert page.status_code == 200
    assert deeds(page) == expected
    for name in ("assign", "accept", "return", "ask", "draft", "deliver", "close"):
        assert (f"/desk/cases/{case.number}/{name}/" in page.content.decode()) is (name in expected), name


def test_the_deeds_by_post_carry_a_case_to_its_end(office: Office) -> None:
    case = opened(office)
    officer, head, handler, leader = map(signed_in, (office.officer, office.head, office.handler, office.leader))
    at = f"/desk/cases/{case.number}"
    officer.post(f"{at}/assign/", {"lead": office.project.pk, "co_sections": [office.policy.pk]})
    head.post(f"{at}/return/", {"reason": "不属本科室职责"})
    assert Case.objects.get().state == "returned"
    officer.post(f"{at}/assign/", {"lead": office.project.pk})
    head.post(f"{at}/accept/", {"handler": office.handler.pk})
    handler.post(f"{at}/draft/", {"text": REPLY, "make_public": "on"})
    assert Case.objects.get().state == "drafting"
    handler.post(f"{at}/draft/", {"text": REPLY, "make_public": "on", "submit": "1"})
    for signer in (head, leader):
        actions.approve(case := Case.objects.get(), by=office.head if signer is head else office.leader, at=now())
    handler.post(f"{at}/deliver/")
    page = handler.post(f"{at}/close/", {"summary": "许可证已核发"}, follow=True).content.decode()
    case.refresh_from_db()
    assert (case.state, case.summary) == ("closed", "许可证已核发")
    assert REPLY in page


def now() -> object:
    return timezone.now()


def test_a_deed_out_of_turn_is_refused_and_changes_nothing(office: Office) -> None:
    case = assigned(office)
    answer = signed_in(office.officer).post(f"/desk/cases/{case.number}/close/", {"summary": ""})
    assert answer.status_code == 409
    answer = signed_in(office.officer).post(f"/desk/cases/{case.number}/accept/", {"handler": office.handler.pk})
    assert answer.status_code == 403
    answer = signed_in(office.head).post(f"/desk/cases/{case.number}/return/", {"reason": " "})
    assert answer.status_code == 409
    case.refresh_from_db()
    assert case.state == "assigned"


def test_the_case_of_another_section_does_not_exist(office: Office) -> None:
    case = answered(office)
    stranger = signed_in(office.stranger)
    for path in ("", "preview/"):
        assert stranger.get(f"/desk/cases/{case.number}/{path}").status_code == 404
    assert stranger.post(f"/desk/cases/{case.number}/close/", {"summary": ""}).status_code == 404
    assert list(stranger.get("/desk/cases/").context["page_obj"]) == []
    assert case.title not in stranger.get("/desk/cases/?format=csv").content.decode("utf-8-sig")


def test_a_draft_sent_back_shows_its_comment_to_the_handler(office: Office) -> None:
    case = submitted(office)
    actions.send_back(case, comment="请写明办结日期。", by=office.head, at=now())  # type: ignore[arg-type]
    handler = signed_in(office.handler)
    page = handler.get(f"/desk/cases/{case.number}/")
    assert page.context["sent_back"].comment == "请写明办结日期。"
    assert page.context["draft_form"].initial["text"] == REPLY
    assert handler.get("/desk/mine/").context["sent_back"] == {case.pk}


def test_the_preview_masks_what_the_writer_told(office: Office) -> None:
    case = answered(office)
    case.voice.text = "请打13812345678联系我。"
    case.voice.save()
    page = signed_in(office.officer).get(f"/desk/cases/{case.number}/preview/").content.decode()
    assert "138****5678" in page
    assert "13812345678" not in page


@pytest.fixture
def two(office: Office) -> tuple[Case, Case]:
    late = assigned(office, ident="late", title="=HYPERLINK(1)")
    fresh = opened(office, ident="fresh", title="厂房漏雨")
    fresh.clocks.update(started_at=now(), due_at=timezone.now() + timedelta(days=9))
    late.clocks.update(due_at=timezone.now() - timedelta(days=1))
    return late, fresh


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"=HYPERLINK(1)", "厂房漏雨"}),
        ({"state": "registered"}, {"厂房漏雨"}),
        ({"state": "open", "section": "项目服务科"}, {"=HYPERLINK(1)"}),
        ({"clock": "late"}, {"=HYPERLINK(1)"}),
        ({"clock": "soon"}, set()),
        ({"q": "漏雨"}, {"厂房漏雨"}),
        ({"kind": "感谢"}, set()),
        ({"rated": "low"}, set()),
        ({"from": "2026-03-16"}, set()),
        ({"from": "2026-03-15", "to": "2026-03-15"}, {"=HYPERLINK(1)", "厂房漏雨"}),
    ],
)
def test_the_list_is_filtered(
    office: Office, two: tuple[Case, Case], query: dict[str, str], expected: set[str]
) -> None:
    indexed()
    page = signed_in(office.officer).get("/desk/cases/", query)
    assert {case.title for case in page.context["page_obj"]} == expected


def rows(client: Client, path: str) -> list[dict[str, str]]:
    answer = client.get(path)
    assert answer["Content-Type"].startswith("text/csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_export_is_what_is_shown_and_runs_nothing(office: Office, two: tuple[Case, Case]) -> None:
    officer = signed_in(office.officer)
    late, _fresh = two
    everything = rows(officer, "/desk/cases/?format=csv")
    assert len(everything) == 2
    (row,) = rows(officer, "/desk/cases/?clock=late&format=csv")
    cells = list(row.values())
    assert cells[0] == late.number
    assert cells[2] == "'=HYPERLINK(1)"
    (clock,) = rows(officer, "/desk/clocks/?due=late&format=csv")
    assert list(clock.values())[:2] == [late.number, "'=HYPERLINK(1)"]


def test_a_clock_that_ends_at_midnight_is_exported_as_the_day_that_ends(office: Office) -> None:
    opened(office)
    (clock,) = rows(signed_in(office.officer), "/desk/clocks/?format=csv")
    assert "2026-03-24 24:00" in clock.values()


def test_the_wall_shows_the_late_first(office: Office, two: tuple[Case, Case]) -> None:
    late, fresh = two
    page = signed_in(office.officer).get("/desk/clocks/")
    groups = page.context["groups"]
    assert [[line.clock.case for line in lines] for _label, lines in groups] == [[late], [fresh]]
    assert page.context["late"] == 1


def test_looking_at_the_contact_is_a_deed_of_its_own(office: Office) -> None:
    case = assigned(office, said_by="王小明", contact={"phone": "13800000001"})
    officer = signed_in(office.officer)
    page = officer.get(f"/desk/cases/{case.number}/").content.decode()
    assert "13800000001" not in page
    assert "王小明" not in page
    page = officer.post(f"/desk/cases/{case.number}/contact/").content.decode()
    assert "13800000001" in page
    assert Entry.objects.filter(deed="contact.shown", about=case.ref).count() == 1
    leader = signed_in(office.leader)
    assert leader.post(f"/desk/cases/{case.number}/contact/").status_code == 403


def test_a_phone_in_a_letter_is_shown_only_by_the_recorded_deed(office: Office) -> None:
    case = assigned(office, title="请回电话15400000001")
    Voice.objects.update(text="厂房漏雨，请回电话15400000001，谢谢。")
    head = signed_in(office.head)
    for page in (f"/desk/cases/{case.number}/", "/desk/cases/", "/desk/clocks/", "/desk/mine/"):
        assert "15400000001" not in head.get(page).content.decode()
    assert "15400000001" in head.post(f"/desk/cases/{case.number}/contact/").content.decode()
    assert "15400000001" not in head.get(f"/desk/cases/{case.number}/").content.decode()
