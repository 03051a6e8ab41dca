"""征集结果 · What was approved stays as it was approved; what was called off is not approved any more."""

import io
from datetime import UTC, datetime, timedelta

import docx
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from huiying.core.errors import RuleError
from huiying.handling.tests.desk import signed_in
from huiying.ledger.models import Entry
from huiying.publication.actions.consultations import call_off_consultation
from huiying.publication.actions.consultations_opinions import (
    forget_writers_due,
    set_opinion_aside,
    take_opinion_back_in,
)
from huiying.publication.actions.consultations_points import decide_point, gather_points, rename_point
from huiying.publication.actions.consultations_results import (
    approve_result,
    send_result_back,
    submit_result,
    write_result,
)
from huiying.publication.consultations.counting import figures
from huiying.publication.consultations.report import report_docx
from huiying.publication.models import Consultation, ConsultationResult, Opinion, Phase, Point
from huiying.publication.tests.consulting import AFTER, PARKING, SUBSIDY, closed_now, decided, held, speak
from tests.office import Office

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 5, 20, 17, 30, tzinfo=UTC)  # half past one in the morning of the 21st, in Beijing


def waiting(office: Office) -> Consultation:
    """One whose result waits for its approval; two opinions came from one person."""
    one = held(office)
    speak(one, *SUBSIDY, *PARKING)
    speak(one, "请公布租金补贴的发放名单。", "希望延长申报时间。", contact={"phone": "13812345678"})
    decided(one, office)
    write_result(one, by=office.officer, at=AFTER)
    submit_result(one, by=office.officer, at=AFTER)
    return Consultation.objects.get(pk=one.pk)


def words_of(one: Consultation) -> str:
    document = docx.Document(io.BytesIO(report_docx(Consultation.objects.get(pk=one.pk))))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_result_of_what_was_called_off_is_not_approved(office: Office) -> None:
    one = waiting(office)
    call_off_consultation(one, reason="上位法已修改", by=office.editor, at=AFTER)
    with pytest.raises(RuleError):
        approve_result(one, by=office.leader, at=AFTER)
    with pytest.raises(RuleError):
        send_result_back(one, comment="请改", by=office.leader, at=AFTER)
    one = Consultation.objects.get()
    assert (one.result_published_at, one.phase(AFTER.date())) == (None, Phase.CALLED_OFF)
    assert ConsultationResult.objects.get().state == "draft"
    assert not Entry.objects.filter(deed="result.published").exists()
    page = signed_in(office.leader).get(f"/desk/consultations/{one.slug}/result/").content.decode()
    assert 'value="approve"' not in page
    own = signed_in(office.leader).post(f"/desk/consultations/{one.slug}/result/", {"deed": "approve"})
    assert own.status_code == 422


def test_nothing_is_worked_on_once_it_was_called_off(office: Office) -> None:
    one = held(office)
    said = speak(one, *SUBSIDY, *PARKING)[0]
    decided(one, office)
    point = one.points.all()[0]
    call_off_consultation(one, reason="上位法已修改", by=office.editor, at=AFTER)
    with pytest.raises(RuleError):
        gather_points(one, by=office.officer, at=AFTER)
    with pytest.raises(RuleError):
        rename_point(point, name="另一个名字", by=office.officer, at=AFTER)
    with pytest.raises(RuleError):
        decide_point(point, outcome="partly", reason="另有理由。", by=office.stranger, at=AFTER)
    with pytest.raises(RuleError):
        set_opinion_aside(said, ground="empty", by=office.officer, at=AFTER)


def test_the_figures_of_an_approved_result_stay(office: Office) -> None:
    one = waiting(office)
    before = figures(one)
    approve_result(one, by=office.leader, at=AFTER)
    assert before.people == before.opinions - 1
    assert forget_writers_due(at=AFTER + timedelta(days=31)) == 1
    page = signed_in(office.leader).get(f"/desk/consultations/{one.slug}/result/")
    assert page.context["figures"] == before
    assert Client().get(f"/consultations/{one.slug}/").context["figures"] == before
    said = Opinion.objects.all()[0]
    with pytest.raises(RuleError):
        set_opinion_aside(said, ground="empty", by=office.officer, at=AFTER)
    with pytest.raises(RuleError):
        take_opinion_back_in(said, by=office.officer, at=AFTER)
    with pytest.raises(RuleError):
        approve_result(one, by=office.leader, at=AFTER)


def test_pages_and_paper_tell_the_points_as_approved(office: Office) -> None:
    one = closed_now(office)
    at = timezone.now()
    decided(one, office, at=at)
    write_result(one, by=office.officer, at=at)
    submit_result(one, by=office.officer, at=at)
    approve_result(one, by=office.leader, at=at)
    Point.objects.update(name="后来改的名字", reason="后来改的理由")
    mine = Opinion.objects.get(text=SUBSIDY[0])
    session = Client()
    session.session.save()
    store = session.session
    store["opened_opinions"] = [mine.number]
    store.save()
    told = [
        session.get(f"/consultations/opinions/{mine.number}/").content.decode(),
        session.get(f"/consultations/{one.slug}/").content.decode(),
        signed_in(office.leader).get(f"/desk/consultations/{one.slug}/result/").content.decode(),
        words_of(one),
    ]
    for page in told:
        assert "已研究，见修改稿相应条款。" in page
        assert "后来改的" not in page


def test_a_result_without_a_point_stays_without_one(office: Office) -> None:
    one = held(office)
    write_result(one, by=office.officer, at=AFTER)
    submit_result(one, by=office.officer, at=AFTER)
    approve_result(one, by=office.leader, at=AFTER)
    Point.objects.create(consultation=one, name="后来添的要点")
    assert "后来添的要点" not in words_of(one)


def test_the_ledger_keeps_what_was_approved(office: Office) -> None:
    one = waiting(office)
    result = approve_result(one, by=office.leader, at=AFTER)
    entry = Entry.objects.get(deed="result.published")
    assert entry.facts["digest"] == ConsultationResult.objects.get().digest()
    result.content["figures"]["opinions"] += 1
    result.save()
    assert entry.facts["digest"] != ConsultationResult.objects.get().digest()


def test_the_report_says_whether_it_is_approved_and_on_which_day(office: Office) -> None:
    one = waiting(office)
    assert "未经审定" in words_of(one)
    approve_result(one, by=office.leader, at=NIGHT)
    told = words_of(one)
    assert "未经审定" not in told
    assert "2026年5月21日" in told


def test_the_database_refuses_a_result_of_what_was_called_off(office: Office) -> None:
    one = held(office)
    call_off_consultation(one, reason="上位法已修改", by=office.editor, at=AFTER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.filter(pk=one.pk).update(result_published_at=AFTER)
