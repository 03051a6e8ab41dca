"""The desk's pages of the training register: recorded, kept, found, exported; by unit, and marks by who answers."""

import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from huiying.drills.models import Drill
from huiying.handling.tests.desk import signed_in
from huiying.people.actions import appoint, found_office
from huiying.people.models import Attendance, Role, Training, TrainingItem, TrainingMaterial, TrainingVersion, User
from huiying.people.trainings import Mark, Particulars, add_training_item, attend, record_training
from huiying.people.trainings.materials import MOST_BYTES
from tests.office import SUNDAY, Office

DAY = timedelta(days=1)
NEW = "/desk/trainings/new/"


def filled(**other: Any) -> dict[str, Any]:
    told = {
        "sort": "lecture",
        "title": "政务舆情回应专题讲座",
        "held_on": str(timezone.localdate()),
        "hours": "2.5",
        "place": "二楼会议室",
        "lecturer": "市委党校林老师",
        "content": "首次发布的时限。",
        "results": "",
        "drill": "",
    }
    return told | other


def held(office: Office, by: User | None = None, **other: Any) -> Training:
    by = by or office.officer
    told = filled(**other) | {"held_on": other.get("held_on", timezone.localdate() - DAY)}
    told["hours"] = Decimal(2)
    assert by.unit is not None
    return record_training(by.unit, Particulars(**told), by=by, at=timezone.now())


def there(training: Training, *people: User, by: User, outcome: str = "attended", mark: str = "") -> None:
    attend(training, [Mark(user=one, outcome=outcome, mark=mark) for one in people], by=by, at=timezone.now())


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, url
    return answer.content.decode()


@pytest.fixture
def officer(office: Office) -> Client:
    return signed_in(office.officer)


@pytest.fixture
def neighbour(office: Office) -> User:
    unit = found_office("邻市招商局", [("综合信息科", "收件、分办。", True)], at=SUNDAY)
    user = User.objects.create(username="neighbour", name="邻信息")
    appoint(user, role=Role.INFORMATION, section=unit.sections.get(), by=None, at=SUNDAY)
    return User.objects.get(pk=user.pk)


def test_a_training_is_recorded_and_its_list_kept(office: Office, officer: Client) -> None:
    answer = officer.post(NEW, filled())
    training = Training.objects.get()
    assert answer["Location"] == f"/desk/trainings/{training.pk}/"
    page = text(officer, answer["Location"])
    assert all(name in page for name in ("陆承办", "郑科长", "沈副局长", "项目服务科", "全局"))
    told = {f"outcome-{office.handler.pk}": "passed", f"mark-{office.handler.pk}": "92"}
    officer.post(answer["Location"], told | {f"outcome-{office.head.pk}": "excused"})
    assert set(Attendance.objects.values_list("user__username", "outcome", "mark")) == {
        ("handler", "passed", "92"),
        ("head", "excused", ""),
    }
    assert "政务舆情回应专题讲座" in text(officer, "/desk/trainings/")


def test_one_button_says_that_the_others_of_a_section_were_there(office: Office, officer: Client) -> None:
    training = held(office)
    told = {f"outcome-{office.head.pk}": "excused", "rest": str(office.project.pk)}
    officer.post(f"/desk/trainings/{training.pk}/", told)
    assert dict(Attendance.objects.values_list("user__username", "outcome")) == {
        "head": "excused",
        "handler": "attended",
    }
    for nonsense in ("x", "9" * 30, "-1"):
        assert officer.post(f"/desk/trainings/{training.pk}/", told | {"rest": nonsense}).status_code == 302


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("held_on", str(timezone.localdate() + DAY)),
        ("held_on", "昨天"),
        ("hours", "0"),
        ("hours", "1e9"),
        ("hours", "NaN"),
        ("lecturer", ""),
        ("sort", "party"),
        ("title", ""),
        ("drill", "nothing-of-ours"),
    ],
)
def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(
    office: Office, officer: Client, field: str, value: str
) -> None:
    answer = officer.post(NEW, filled(**{field: value}))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "首次发布的时限。" in answer.content.decode()
    assert not Training.objects.exists()


def test_a_refused_list_keeps_what_was_typed_and_nothing_else(office: Office, officer: Client) -> None:
    training = held(office)
    told = {f"note-{office.handler.pk}": "迟到半小时", f"outcome-{office.head.pk}": "attended"}
    answer = officer.post(f"/desk/trainings/{training.pk}/", told)
    assert answer.status_code == 422
    assert f"outcome-{office.handler.pk}" in answer.context["grid"].errors
    assert "迟到半小时" in answer.content.decode()
    assert not Attendance.objects.exists()


def test_a_correction_and_a_withdrawal_leave_what_was_said(office: Office, officer: Client) -> None:
    training = held(office)
    url = f"/desk/trainings/{training.pk}/"
    assert 'value="二楼会议室"' in text(officer, f"{url}correct/")
    officer.post(f"{url}correct/", filled(place="三楼会议室", held_on=str(training.held_on), reason="地点有误"))
    assert TrainingVersion.objects.get().said["place"] == "二楼会议室"
    assert "地点有误" in text(officer, url)
    assert officer.post(f"{url}withdraw/", {"reason": ""}).status_code == 422
    officer.post(f"{url}withdraw/", {"reason": "重复登记"})
    page = text(officer, url)
    assert "重复登记" in page
    assert f"{url}correct/" not in page
    assert "<select" not in page.partition("<main")[2]


def test_a_file_is_kept_by_what_it_is_and_handed_out_as_a_download(office: Office, officer: Client) -> None:
    training = held(office)
    url = f"/desk/trainings/{training.pk}/materials/"
    officer.post(url, {"file": SimpleUploadedFile("讲义 一.txt", "讲义".encode())})
    row = TrainingMaterial.objects.get()
    assert (row.name, row.media_type) == ("讲义 一.txt", "text/plain")
    answer = signed_in(office.handler).get(f"/desk/trainings/materials/{row.pk}/")
    assert answer.content == "讲义".encode()
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    officer.post(f"/desk/trainings/materials/{row.pk}/out/")
    assert officer.get(f"/desk/trainings/materials/{row.pk}/").status_code == 404
    assert "讲义 一.txt" in text(officer, f"/desk/trainings/{training.pk}/")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("讲义.pdf", b"MZ this is a program"),
        ("讲义.exe", b"MZ"),
        ("讲义.html", b"<script>alert(1)</script>"),
        ("讲义.txt", b""),
        ("讲义.txt", b"1" * (MOST_BYTES + 1)),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(office: Office, officer: Client, name: str, content: bytes) -> None:
    url = f"/desk/trainings/{held(office).pk}/materials/"
    answer = officer.post(url, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert answer.context["material_form"].errors
    assert not TrainingMaterial.objects.exists()


def test_the_register_is_found_by_sort_year_and_person(office: Office, officer: Client) -> None:
    lecture = held(office, title="讲座一")
    drill = held(office, title="桌面推演", sort="drill", held_on=timezone.localdate() - 800 * DAY)
    there(drill, office.handler, by=office.officer)
    there(lecture, office.handler, by=office.officer, outcome="excused")
    for query, found in (
        ("", {"讲座一", "桌面推演"}),
        ("?sort=drill", {"桌面推演"}),
        (f"?year={lecture.held_on.year}", {"讲座一"}),
        (f"?person={office.handler.pk}", {"桌面推演"}),  # excused is not there
        (f"?person={office.head.pk}", set()),
        (f"?sort=party&year=x&person={'9' * 5000}", {"讲座一", "桌面推演"}),  # no filter of ours
        ("?year=99999&person=0", {"讲座一", "桌面推演"}),
    ):
        answer = officer.get(f"/desk/trainings/{query}")
        assert {one.title for one in answer.context["page_obj"]} == found, query


def test_the_register_goes_out_as_a_workbook(office: Office, officer: Client) -> None:
    training = held(office, title="=1+1")
    there(training, office.handler, by=office.officer, outcome="passed", mark="92")
    answer = officer.get("/desk/trainings/?format=xlsx")
    book = load_workbook(io.BytesIO(answer.content))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert any("2.0" in str(row) or 2 in row for row in rows)
    cell = next(cell for row in book.worksheets[0].iter_rows() for cell in row if "1+1" in str(cell.value))
    assert cell.data_type == "s"  # no spreadsheet reckons it
    assert any("陆承办" in row and "92" in row for row in book.worksheets[1].iter_rows(values_only=True))
    other = signed_in(office.handler).get("/desk/trainings/?format=xlsx")
    assert len(load_workbook(io.BytesIO(other.content)).worksheets) == 1  # who answers for nobody gets no names


def test_marks_are_for_who_answers_and_for_the_person(office: Office) -> None:
    training = held(office)
    there(training, office.handler, by=office.officer, outcome="failed", mark="52分")
    url, own = f"/desk/trainings/{training.pk}/", f"/desk/trainings/people/{office.handler.pk}/"
    for person, sees in ((office.handler, True), (office.leader, True), (office.head, True), (office.stranger, False)):
        page = text(signed_in(person), url)
        assert "陆承办" in page
        assert ("52分" in page) is sees, person
        assert ("未通过" in page) is sees, person
        assert signed_in(person).get(own).status_code == (200 if sees else 404), person
    assert signed_in(office.stranger).get("/desk/trainings/due/").status_code == 403


def test_another_unit_sees_nothing_and_does_nothing(office: Office, neighbour: User) -> None:
    training = held(office)
    item = add_training_item(office.unit, what="口径", source="", by=office.officer, at=timezone.now())
    there(training, office.handler, by=office.officer)
    row = TrainingMaterial.objects.create(
        training=training,
        name="a.txt",
        media_type="text/plain",
        content=b"1",
        size=1,
        digest="1" * 64,
        by=office.officer,
        at=SUNDAY,
    )
    client = signed_in(neighbour)
    assert training.title not in text(client, "/desk/trainings/")
    assert item.what not in text(client, "/desk/trainings/items/")
    assert "陆承办" not in text(client, f"/desk/trainings/due/?unit={office.unit.pk}")
    for path in (
        f"{training.pk}/",
        f"{training.pk}/correct/",
        f"{training.pk}/withdraw/",
        f"people/{office.handler.pk}/",
        f"materials/{row.pk}/",
        f"items/{item.pk}/",
    ):
        text(client, f"/desk/trainings/{path}", 404)
    for path in (f"{training.pk}/", f"{training.pk}/materials/", f"materials/{row.pk}/out/", f"items/{item.pk}/"):
        assert client.post(f"/desk/trainings/{path}", {"rest": "0"}).status_code == 404


def test_who_may_only_read_changes_nothing(office: Office) -> None:
    training = held(office)
    client = signed_in(office.head)
    page = text(client, f"/desk/trainings/{training.pk}/")
    assert "/correct/" not in page
    for path in (f"{training.pk}/", f"{training.pk}/correct/", f"{training.pk}/materials/", "items/", "new/"):
        assert client.post(f"/desk/trainings/{path}", filled()).status_code == 403, path
    assert not Attendance.objects.exists()


def test_a_superior_reads_and_does_not_write(office: Office, neighbour: User) -> None:
    """The leader of a unit above reads what its bureaus do."""
    type(office.unit).objects.filter(pk=neighbour.unit_id).update(parent=office.unit)
    theirs = held(office, by=neighbour, title="邻局讲座")
    client = signed_in(office.officer)
    assert "邻局讲座" in text(client, "/desk/trainings/")
    assert "邻局讲座" in text(client, f"/desk/trainings/{theirs.pk}/")
    assert client.post(f"/desk/trainings/{theirs.pk}/withdraw/", {"reason": "重复"}).status_code == 403
    assert "邻信息" in text(client, f"/desk/trainings/due/?unit={neighbour.unit_id}")


def test_who_is_due_is_told_with_the_day(office: Office, officer: Client) -> None:
    there(held(office, held_on=timezone.localdate() - 400 * DAY), office.handler, by=office.officer)
    there(held(office, held_on=timezone.localdate() - 350 * DAY), office.head, by=office.officer)
    there(held(office), office.leader, by=office.officer)
    told = officer.get("/desk/trainings/due/").context
    assert [one.user for one in told["overdue"]] == [office.handler]
    assert [one.user for one in told["soon"]] == [office.head]
    assert [one.user for one in told["later"]] == [office.leader]
    assert office.editor in {one.user for one in told["never"]}
    assert "逾期" in text(officer, f"/desk/trainings/people/{office.handler.pk}/")


def test_an_item_is_noted_and_settled_by_a_training(office: Office, officer: Client) -> None:
    leader = signed_in(office.leader)
    leader.post("/desk/trainings/items/", {"what": "首发前先核实", "section": office.project.pk})
    item = TrainingItem.objects.get()
    assert leader.get(f"/desk/trainings/items/{item.pk}/").status_code == 403  # notes, and settles not
    assert leader.post("/desk/trainings/items/", {"what": "", "source": "演练一"}).status_code == 422
    url = f"/desk/trainings/items/{item.pk}/"
    assert "<select" not in text(officer, url).partition("<main")[2]  # nothing was held since
    training = held(office, held_on=timezone.localdate())
    assert officer.post(url, {"training": training.pk}).status_code == 422  # nobody whom it concerns
    there(training, office.handler, by=office.officer)
    officer.post(url, {"training": training.pk})
    item.refresh_from_db()
    assert item.done_in == training
    assert "首发前先核实" in text(officer, f"/desk/trainings/{training.pk}/")


def test_a_lesson_of_a_drill_is_told_by_its_title(office: Office, officer: Client, neighbour: User) -> None:
    told = {"slug": "rumour-1", "sort": "rumour", "scenario": "", "seed": 1, "made_at": SUNDAY}
    Drill.objects.create(unit=office.unit, title="园区停产传言演练", **told)
    for by in (office.officer, neighbour):
        assert by.unit is not None
        add_training_item(by.unit, what="口径先核实", source="drill:rumour-1", by=by, at=timezone.now())
    page = text(officer, "/desk/trainings/items/")
    assert "园区停产传言演练" in page
    assert "drill:rumour-1" not in page
    assert "园区停产传言演练" not in text(signed_in(neighbour), "/desk/trainings/items/")  # of another unit
    officer.post(NEW, filled(sort="drill", lecturer="", drill="rumour-1"))
    assert Training.objects.get().drill == "rumour-1"


def test_the_pages_cost_the_same_however_much_they_list(
    office: Office, officer: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        one = held(office, title=f"第{number}次", held_on=timezone.localdate())
        there(one, office.handler, office.head, office.leader, office.editor, by=office.officer)
        add_training_item(office.unit, what=f"事项{number}", source="", by=office.officer, at=timezone.now())
    for url, most in (
        ("/desk/trainings/", 24),
        (f"/desk/trainings/{one.pk}/", 28),
        ("/desk/trainings/items/", 24),
        ("/desk/trainings/due/", 20),
        (f"/desk/trainings/people/{office.handler.pk}/", 24),
        ("/desk/trainings/?format=xlsx", 12),
    ):
        with django_assert_max_num_queries(most):
            assert officer.get(url).status_code == 200
