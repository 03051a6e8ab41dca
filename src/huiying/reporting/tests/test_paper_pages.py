"""The desk's pages of papers: written, waited for, read with the way to every number, and of one's own unit only."""

import io
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from docx import Document

from huiying.handling.tests.desk import answered, signed_in
from huiying.people.models import Unit
from huiying.reporting import commissions
from huiying.reporting.actions import take_snapshot, write_paper
from huiying.reporting.models import Commission, Paper, PaperKind, PaperTemplate, Schedule, Snapshot
from huiying.reporting.official import Heading, OfficialDocument, Paragraph, Table
from huiying.reporting.papers.citing import cite
from huiying.reporting.preview.page import parts_of
from huiying.reporting.preview.said import Citations, Piece
from huiying.reporting.subjects import search
from tests.office import SUNDAY, Office

MARCH = {"kind": "self-inspection", "start": "2026-03-01", "end": "2026-03-31"}
KIND = PaperKind.SELF_INSPECTION


def written(office: Office) -> Paper:
    snapshot = take_snapshot(date(2026, 3, 1), date(2026, 3, 31), by=office.officer, at=SUNDAY)
    return write_paper(snapshot, by=office.officer, at=SUNDAY)


def docx(text: str) -> io.BytesIO:
    document, packed = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(packed)
    packed.seek(0)
    packed.name = "模板.docx"
    return packed


def test_a_short_paper_is_written_at_once_read_and_taken(office: Office) -> None:
    answered(office)
    officer = signed_in(office.officer)
    page = officer.post("/desk/reports/", MARCH, follow=True)
    paper = Paper.objects.get()
    assert page.redirect_chain[-1][0] == f"/desk/papers/{paper.pk}/"
    text = page.content.decode()
    assert paper.title in text
    assert "二、主要做法" in text
    assert paper.snapshot.digest in text
    file = officer.get(f"/desk/papers/{paper.pk}/file/docx/")
    assert file.content[:2] == b"PK"
    assert "no-store" in file["Cache-Control"]
    assert officer.get(f"/desk/papers/{paper.pk}/file/xlsx/").status_code == 404
    assert paper.title in officer.get("/desk/reports/?kind=self-inspection").content.decode()


def test_a_long_paper_is_waited_for_on_a_page_that_looks_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    answered(office)
    monkeypatch.setattr(commissions, "SHORT", 0)
    officer = signed_in(office.officer)
    page = officer.post("/desk/reports/", MARCH, follow=True)
    asked = Commission.objects.get()
    address = f"/desk/reports/asked/{asked.pk}/"
    assert page.redirect_chain[-1][0] == address
    assert 'hx-trigger="every 2s"' in page.content.decode()
    assert not Paper.objects.exists()
    assert commissions.write_waiting(at=timezone.now()) == 1
    paper = Paper.objects.get()
    assert officer.get(address, headers={"HX-Request": "true"})["HX-Redirect"] == f"/desk/papers/{paper.pk}/"
    assert officer.get(address)["Location"] == f"/desk/papers/{paper.pk}/"


def test_what_failed_says_why_and_is_asked_for_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    officer = signed_in(office.officer)
    with monkeypatch.context() as broken:
        broken.setattr(commissions, "write_paper", lambda *_args, **_more: 1 / 0)
        page = officer.post("/desk/reports/", MARCH, follow=True)
    asked = Commission.objects.get()
    assert asked.failed_because in page.content.decode()
    assert "every 2s" not in page.content.decode()
    assert f"/desk/reports/asked/{asked.pk}/" in officer.get("/desk/reports/").content.decode()
    officer.post(f"/desk/reports/asked/{asked.pk}/again/")
    assert Paper.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"start": "2026-03-31", "end": "2026-03-01"}, "end"),
        ({"start": "2026-03-01", "end": "2056-03-01"}, "end"),
        ({"start": "2026-02-30"}, "start"),
        ({"start": "", "end": ""}, "period"),
        ({"period": "2026-13", "start": "", "end": ""}, "period"),
        ({"period": "2026-02"}, "period"),
        ({"kind": "poem"}, "kind"),
        ({"subject": "topic:1"}, "subject"),
    ],
)
def test_what_cannot_be_asked_for_stays_on_the_page(office: Office, told: dict[str, str], field: str) -> None:
    page = signed_in(office.officer).post("/desk/reports/", MARCH | told)
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert not Snapshot.objects.exists()
    assert not Commission.objects.exists()


def test_every_number_leads_to_its_rows_and_says_how_it_is_counted() -> None:
    numbers = {"received": {"value": 3, "label": "来件数", "formula": "期内提出的来件件数", "unit": "件"}}
    citations = Citations(numbers, lambda reference: f"/rows/?of={reference}")
    document = OfficialDocument(
        "标题",
        (
            Heading("一、情况"),
            Paragraph(
                f"收到{cite('3件', 'received')}，比上期多{cite('1件', 'difference(received,received@before)')}。"
            ),
            Table(("项目", "件数"), (("来件", cite("3件", "received")),)),
        ),
    )
    (part,) = parts_of(document, citations)
    assert part.blocks[1].pieces[1] == Piece("3件", 1, "/rows/?of=received", "来件数：期内提出的来件件数")
    assert part.blocks[2].rows[0][1].pieces[0].place == 1
    assert [figure.reference for figure in citations.found.values()] == [
        "received",
        "difference(received,received@before)",
    ]
    assert all(figure.formula for figure in citations.found.values())


def test_a_paper_of_another_unit_is_not_there(office: Office) -> None:
    paper = written(office)
    other = Unit.objects.create(name="测试市城管局")
    Snapshot.objects.update(unit=other)
    officer = signed_in(office.officer)
    for address in (f"/desk/papers/{paper.pk}/", f"/desk/papers/{paper.pk}/file/docx/"):
        assert officer.get(address).status_code == 404
    assert paper.title not in officer.get("/desk/reports/").content.decode()
    asked = Commission.objects.create(unit=other, kind=KIND, start=SUNDAY, end=SUNDAY, asked_at=SUNDAY)
    assert officer.get(f"/desk/reports/asked/{asked.pk}/").status_code == 404
    assert officer.post(f"/desk/reports/asked/{asked.pk}/again/").status_code == 404


def test_a_template_is_given_read_back_and_withdrawn_on_the_desk(office: Office) -> None:
    answered(office)
    officer = signed_in(office.officer)
    start = officer.get("/desk/reports/templates/self-inspection/start/")
    assert start.content[:2] == b"PK"
    wrong = officer.post("/desk/reports/templates/", {"kind": KIND, "file": docx("收到{{ 来件书 }}。")})
    assert wrong.status_code == 422
    assert "来件数" in wrong.content.decode()
    assert not PaperTemplate.objects.exists()
    officer.post("/desk/reports/templates/", {"kind": KIND, "file": docx("我局收到{{ 来件数 }}。")})
    given = PaperTemplate.objects.get()
    assert officer.get(f"/desk/reports/templates/{given.pk}/").content == bytes(given.content)
    paper = written(office)
    text = officer.get(f"/desk/papers/{paper.pk}/").content.decode()
    assert "我局收到" in text
    assert 'id="figure-1"' in text
    officer.post(f"/desk/reports/templates/{given.pk}/withdraw/")
    given.refresh_from_db()
    assert given.withdrawn_at is not None
    assert signed_in(office.leader).get(f"/desk/reports/templates/{given.pk}/").status_code == 403


def test_the_names_of_a_template_stand_on_a_page(office: Office) -> None:
    text = signed_in(office.officer).get("/desk/reports/templates/self-inspection/names/").content.decode()
    assert "来件数" in text
    assert "figures.received" in text
    assert "部分[&#x27;主要做法&#x27;]" in text
    assert signed_in(office.officer).get("/desk/reports/templates/poem/names/").status_code == 404


def test_a_schedule_is_set_shown_and_stopped_on_the_desk(office: Office) -> None:
    officer = signed_in(office.officer)
    told: dict[str, Any] = {"kind": KIND, "rhythm": "monthly", "hour": 8, "told": [office.leader.pk]}
    officer.post("/desk/reports/schedules/", told)
    schedule = Schedule.objects.get()
    assert str(office.leader) in officer.get("/desk/reports/schedules/").content.decode()
    assert officer.get("/desk/reports/").context["due"]
    again = officer.post("/desk/reports/schedules/", told)
    assert (again.status_code, "kind" in again.context["form"].errors) == (422, True)
    officer.post(f"/desk/reports/schedules/{schedule.pk}/stop/")
    schedule.refresh_from_db()
    assert schedule.stopped_at is not None


def test_subjects_are_found_by_their_words(office: Office) -> None:
    case = answered(office)
    assert (f"case:{case.number}", str(case)) in list(search("case-sheet", case.title[:4], None))
    assert list(search("case-sheet", case.title[:4], frozenset())) == []
    assert list(search("case-sheet", "绝无此事", None)) == []
    officer = signed_in(office.officer)
    none = officer.get("/desk/reports/subjects/", {"kind": "self-inspection", "words": "路灯"})
    assert "case:" not in none.content.decode()
