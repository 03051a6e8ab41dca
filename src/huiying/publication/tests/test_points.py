"""要点 · Opinions are gathered into points, a person puts them right, a section decides, another person approves."""

import io

import docx
import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling.gate import codes
from huiying.handling.tests.desk import signed_in
from huiying.ledger.models import Entry
from huiying.publication.actions.consultations_points import (
    decide_point,
    gather_points,
    give_point,
    merge_points,
    move_opinion,
    rename_point,
    split_point,
    undecide_point,
)
from huiying.publication.actions.consultations_results import (
    approve_result,
    send_result_back,
    submit_result,
    write_result,
)
from huiying.publication.consultations.counting import figures
from huiying.publication.consultations.report import report_docx
from huiying.publication.consultations.sheets import workbook
from huiying.publication.models import Consultation, ConsultationResult, Opinion, Point
from huiying.publication.tests.consulting import AFTER, DURING, PARKING, SUBSIDY, closed_now, decided, held, speak
from tests.office import Office

pytestmark = pytest.mark.django_db
FORM_LETTER = "我们坚决反对停车收费，请取消第三条的收费规定，谢谢。"


@pytest.fixture
def one(office: Office) -> Consultation:
    found = held(office)
    speak(found, *SUBSIDY, *PARKING)
    return found


def gathered(one: Consultation, office: Office) -> list[set[str]]:
    gather_points(one, by=office.officer, at=AFTER)
    return [{said.text for said in point.opinions.counted()} for point in one.points.all()]


def point_with(text: str) -> Point:
    return Opinion.objects.get(text=text).point or Point()


def test_opinions_that_say_the_same_are_one_point(one: Consultation, office: Office) -> None:
    assert gathered(one, office) == [set(SUBSIDY), set(PARKING)]
    assert "补贴" in one.points.all()[0].name
    entry = Entry.objects.get(deed="points.gathered")
    assert (entry.facts["points"], entry.facts["opinions"]) == (2, 5)
    assert gathered(one, office) == [set(SUBSIDY), set(PARKING)]


def test_what_is_said_on_an_article_stays_with_it(one: Consultation, office: Office) -> None:
    article = one.articles.get(label="第二条")
    (said,) = speak(one, SUBSIDY[0].replace("。", "！"), article=article)
    gather_points(one, by=office.officer, at=AFTER)
    point = Opinion.objects.get(pk=said.pk).point
    assert point is not None
    assert (point.article, point.opinions.count()) == (article, 1)


def test_one_persons_copies_are_counted_once(one: Consultation, office: Office) -> None:
    phone = {"phone": "13812345678"}
    first, again = speak(one, FORM_LETTER, f"{FORM_LETTER}！", contact=phone)
    elsewhere = speak(one, FORM_LETTER, contact=phone, article=one.articles.get(label="第三条"))[0]
    gather_points(one, by=office.officer, at=AFTER)
    again.refresh_from_db()
    assert (again.copy_of, again.point) == (first, None)
    assert Opinion.objects.get(pk=elsewhere.pk).copy_of is None
    told = figures(one)
    assert (told.received, told.opinions, told.copies, told.people) == (8, 7, 1, 6)


def test_a_form_letter_of_several_is_told_as_one(one: Consultation, office: Office) -> None:
    sent = speak(one, *[FORM_LETTER] * 4)
    gather_points(one, by=office.officer, at=AFTER)
    assert len({Opinion.objects.get(pk=said.pk).form_letter for said in sent}) == 1
    told = figures(one)
    assert (told.form_letters, told.sent_alike, told.opinions) == (1, 4, 9)
    page = signed_in(office.officer).get(f"/desk/consultations/{one.slug}/opinions/").content.decode()
    assert page.count("tag--warn") >= 4


def test_what_a_person_did_to_points_stays(one: Consultation, office: Office) -> None:
    gather_points(one, by=office.officer, at=AFTER)
    subsidy, parking = point_with(SUBSIDY[0]), point_with(PARKING[0])
    rename_point(subsidy, name="提高租金补贴标准", by=office.officer, at=AFTER)
    moved = Opinion.objects.get(text=PARKING[1])
    move_opinion(moved, to=subsidy, by=office.editor, at=AFTER)
    speak(one, "希望提高小微企业租金补贴标准。")
    gather_points(one, by=office.officer, at=AFTER)
    kept = Point.objects.get(pk=subsidy.pk)
    assert kept.name == "提高租金补贴标准"
    assert set(kept.opinions.values_list("text", flat=True)) == {*SUBSIDY, PARKING[1], "希望提高小微企业租金补贴标准。"}
    assert Point.objects.get(pk=parking.pk).opinions.get().text == PARKING[0]
    deeds = set(Entry.objects.filter(about=one.ref).values_list("deed", flat=True))
    assert {"point.renamed", "opinion.moved", "points.gathered"} <= deeds


def test_points_are_merged_and_split(one: Consultation, office: Office) -> None:
    gather_points(one, by=office.officer, at=AFTER)
    subsidy, parking = point_with(SUBSIDY[0]), point_with(PARKING[0])
    with pytest.raises(InputError):
        merge_points(subsidy, [subsidy], by=office.officer, at=AFTER)
    merge_points(subsidy, [subsidy, parking], by=office.officer, at=AFTER)
    assert one.points.get().opinions.count() == 5
    taken = list(Opinion.objects.filter(text__in=PARKING))
    with pytest.raises(InputError):
        split_point(subsidy, list(one.opinions.all()), name="全部", by=office.officer, at=AFTER)
    made = split_point(subsidy, taken, name="夜间开放停车场", by=office.officer, at=AFTER)
    assert (made.opinions.count(), subsidy.opinions.count()) == (2, 3)


@pytest.mark.parametrize("name", ["", "长" * 121, "请联系王先生，电话13812345678"])
def test_a_name_is_fit_to_publish(one: Consultation, office: Office, name: str) -> None:
    gather_points(one, by=office.officer, at=AFTER)
    with pytest.raises(InputError):
        rename_point(point_with(SUBSIDY[0]), name=name, by=office.officer, at=AFTER)


def test_the_machines_names_carry_no_personal_data(office: Office) -> None:
    found = held(office)
    speak(found, "请联系我王小明，电话13812345678，我建议提高补贴标准。")
    gather_points(found, by=office.officer, at=AFTER)
    assert "13812345678" not in found.points.get().name


def test_the_section_that_has_a_point_decides_it(one: Consultation, office: Office) -> None:
    gather_points(one, by=office.officer, at=AFTER)
    point, reason = point_with(SUBSIDY[0]), "已将补贴比例由百分之三十提高到百分之五十。"
    with pytest.raises(RuleError):
        decide_point(point, outcome="adopted", reason=reason, by=office.officer, at=AFTER)
    give_point(point, section=office.policy, by=office.officer, at=AFTER)
    for person in (office.handler, office.head, office.editor, office.leader, office.auditor):
        with pytest.raises(NotAllowed):
            decide_point(point, outcome="adopted", reason=reason, by=person, at=AFTER)
    for outcome, why in (
        ("perhaps", reason),
        ("adopted", " "),
        ("adopted", "电话13812345678"),
        ("adopted", "长" * 501),
    ):
        with pytest.raises(InputError):
            decide_point(point, outcome=outcome, reason=why, by=office.stranger, at=AFTER)
    decide_point(point, outcome="adopted", reason=reason, by=office.stranger, at=AFTER)
    point.refresh_from_db()
    assert (point.outcome, point.section, point.decided_by) == ("adopted", office.policy, office.stranger)
    with pytest.raises(RuleError):
        merge_points(point_with(PARKING[0]), [point], by=office.officer, at=AFTER)
    undecide_point(point, by=office.stranger, at=AFTER)
    assert Point.objects.get(pk=point.pk).outcome == ""


def test_a_result_is_written_once_all_is_decided(one: Consultation, office: Office) -> None:
    with pytest.raises(RuleError):
        write_result(one, by=office.officer, at=DURING)
    gather_points(one, by=office.officer, at=AFTER)
    write_result(one, by=office.officer, at=AFTER)
    assert "共收到意见5件" in one.result.text
    with pytest.raises(RuleError):
        submit_result(one, by=office.officer, at=AFTER)
    decided(one, office)
    submit_result(one, by=office.officer, at=AFTER)
    with pytest.raises(RuleError):
        gather_points(one, by=office.officer, at=AFTER)
    with pytest.raises(InputError):
        send_result_back(one, comment="", by=office.leader, at=AFTER)
    with pytest.raises(NotAllowed):
        send_result_back(one, comment="不行", by=office.editor, at=AFTER)
    send_result_back(one, comment="请写明下一步。", by=office.leader, at=AFTER)
    assert ConsultationResult.objects.get().state == "draft"


@pytest.mark.parametrize("role", ["officer", "editor", "head", "handler", "auditor"])
def test_only_a_leader_approves(one: Consultation, office: Office, role: str) -> None:
    decided(one, office)
    write_result(one, by=office.officer, at=AFTER)
    submit_result(one, by=office.officer, at=AFTER)
    with pytest.raises(NotAllowed):
        approve_result(one, by=getattr(office, role), at=AFTER)


def test_nobody_approves_what_they_wrote(one: Consultation, office: Office) -> None:
    decided(one, office)
    write_result(one, by=office.officer, at=AFTER)
    submit_result(one, by=office.officer, at=AFTER)
    ConsultationResult.objects.update(written_by=office.leader)
    with pytest.raises(NotAllowed):
        approve_result(one, by=office.leader, at=AFTER)
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsultationResult.objects.update(state="published", approved_by=office.leader, approved_at=AFTER)


def test_the_result_is_published_and_each_writer_finds_the_fate_of_their_point(office: Office) -> None:
    one, at = closed_now(office), timezone.now()
    mine = Opinion.objects.get(text=SUBSIDY[2])
    client = Client()
    client.post("/consultations/opinions/", {"number": mine.number, "code": _code(mine)})
    decided(one, office, at=at)
    write_result(one, by=office.officer, at=at)
    submit_result(one, by=office.officer, at=at)
    reason = "已研究，见修改稿相应条款。"
    assert reason not in client.get(f"/consultations/{one.slug}/").content.decode()
    assert reason not in client.get(f"/consultations/opinions/{mine.number}/").content.decode()
    approve_result(one, by=office.leader, at=at)
    page = client.get(f"/consultations/{one.slug}/").content.decode()
    own = client.get(f"/consultations/opinions/{mine.number}/").content.decode()
    for shown in (page, own):
        assert reason in shown
    assert f"#point-{Opinion.objects.get(pk=mine.pk).point_id}" in own
    assert "50%" in page
    Point.objects.update(name="后来改的名字")
    assert "后来改的名字" not in client.get(f"/consultations/{one.slug}/").content.decode()


def _code(opinion: Opinion) -> str:
    """The query code of an opinion, as its receipt had it."""
    code = "ABCDEFGH"
    kept = codes.sealed(code)
    Opinion.objects.filter(pk=opinion.pk).update(code=kept)
    return code


def test_the_report_and_the_workbook_say_what_was_approved(one: Consultation, office: Office) -> None:
    speak(one, "=1+1，请提高补贴。电话13812345678")
    decided(one, office)
    write_result(one, by=office.officer, at=AFTER)
    submit_result(one, by=office.officer, at=AFTER)
    approve_result(one, by=office.leader, at=AFTER)
    document = docx.Document(io.BytesIO(report_docx(Consultation.objects.get())))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert one.title in words
    assert "共收到意见6件" in words
    assert len(document.tables[0].rows) == 1 + one.points.count()
    book = openpyxl.load_workbook(io.BytesIO(workbook(one.opinions.all())))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row]
    assert not any("13812345678" in cell for cell in cells)
    assert not any(cell.startswith("=") for cell in cells)


def test_the_points_cost_the_same_for_many(
    office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    one = held(office)
    for n in range(40):
        point = Point.objects.create(consultation=one, name=f"要点{n}")
        Opinion.objects.filter(pk__in=[said.pk for said in speak(one, f"意见{n}", f"又一条{n}")]).update(point=point)
    client = signed_in(office.officer)
    for part, most in (("points/", 12), ("opinions/", 14), ("", 14), ("result/", 12)):
        client.get(f"/desk/consultations/{one.slug}/{part}")
        with django_assert_max_num_queries(most):
            client.get(f"/desk/consultations/{one.slug}/{part}")


def test_two_sections_work_on_the_desk(office: Office) -> None:
    one = closed_now(office)
    officer, section = signed_in(office.officer), signed_in(office.stranger)
    desk = f"/desk/consultations/{one.slug}"
    officer.post(f"{desk}/points/deed/gather/")
    for point in one.points.all():
        page = f"{desk}/points/{point.pk}/"
        assert officer.get(page).status_code == 200
        officer.post(f"{page}give/", {"section": office.policy.pk})
        refused = section.post(f"{page}decide/", {"outcome": "adopted", "reason": "打13812345678问王先生"})
        assert refused.status_code == 422
        assert "打13812345678问王先生" in refused.content.decode()
        section.post(f"{page}decide/", {"outcome": "partly", "reason": "部分采纳，理由如下。"})
    assert figures(one).decided == 2
    assert section.post(f"{desk}/points/deed/gather/").status_code == 403
    officer.post(f"{desk}/result/", {"deed": "submit", "text": "共收到五件意见。"})
    refused = officer.post(f"{desk}/result/", {"deed": "approve"})
    assert refused.status_code == 403
    signed_in(office.leader).post(f"{desk}/result/", {"deed": "approve"})
    assert Consultation.objects.get(pk=one.pk).result_published_at
    assert Client().get(f"/consultations/{one.slug}/").context["result"].approved_by == office.leader
