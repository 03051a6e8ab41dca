"""The training register: what was held, who was there, what is still to be taught, who should come again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from huiying.core.errors import HuiyingError, InputError, NotAllowed, RuleError
from huiying.ledger.models import Entry
from huiying.ledger.sentences import sentence
from huiying.people.actions import appoint, found_office
from huiying.people.models import (
    Attendance,
    Role,
    Training,
    TrainingItem,
    TrainingMaterial,
    TrainingVersion,
    Unit,
    User,
)
from huiying.people.trainings import (
    Mark,
    Particulars,
    add_material,
    add_training_item,
    attend,
    correct_training,
    due_refreshers,
    record_training,
    refreshers,
    settle_item,
    take_material_out,
    withdraw_training,
)
from huiying.people.trainings.materials import MOST_BYTES
from huiying.people.trainings.refreshers import due_after
from tests.office import SUNDAY, Office

TODAY = date(2026, 3, 15)  # of SUNDAY, in Shanghai
DAY = timedelta(days=1)
LECTURE = Particulars(
    sort="lecture",
    title="政务舆情回应专题讲座",
    held_on=date(2026, 3, 12),
    hours=Decimal("2.5"),
    place="二楼会议室",
    lecturer="市委党校林老师",
    content="首次发布的时限，怎样把话说清楚。",
)


def held(office: Office, **other: Any) -> Training:
    return record_training(office.unit, replace(LECTURE, **other), by=office.officer, at=SUNDAY)


def was_there(office: Office, training: Training, *people: User, outcome: str = "attended") -> int:
    marks = [Mark(user=person, outcome=outcome) for person in people]
    return attend(training, marks, by=office.officer, at=SUNDAY)


def deeds() -> list[str]:
    return [name for name in Entry.objects.values_list("deed", flat=True).order_by("pk") if name.startswith("training")]


def told_last() -> str:
    with translation.override("en"):
        return sentence(Entry.objects.latest("pk"))


@pytest.fixture
def elsewhere(office: Office) -> Unit:
    return found_office("邻市招商局", [("综合信息科", "收件、分办。", True)], at=SUNDAY)


@pytest.fixture
def neighbour(elsewhere: Unit) -> User:
    """The information officer of another unit."""
    user = User.objects.create(username="neighbour", name="邻信息")
    appoint(user, role=Role.INFORMATION, section=elsewhere.sections.get(), by=None, at=SUNDAY)
    return user


def test_a_training_is_recorded_with_its_sentence(office: Office) -> None:
    training = held(office, title="  政务舆情回应\n专题讲座 ")
    assert training.title == "政务舆情回应 专题讲座"
    assert told_last() == "顾信息 recorded the training “政务舆情回应 专题讲座”, held on 2026-03-12."


def test_today_may_be_recorded_and_tomorrow_not(office: Office) -> None:
    held(office, held_on=TODAY)
    late = datetime(2026, 3, 15, 17, 0, tzinfo=UTC)  # 01:00 of the 16th in Shanghai
    record_training(office.unit, replace(LECTURE, held_on=TODAY + DAY), by=office.officer, at=late)
    with pytest.raises(InputError) as refused:
        held(office, held_on=TODAY + DAY)
    assert refused.value.where == "held_on"
    assert refused.value.fix


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sort", "party"),
        ("title", "  "),
        ("title", "长" * 121),
        ("held_on", date(1999, 12, 31)),
        ("hours", Decimal(0)),
        ("hours", Decimal(-1)),
        ("hours", Decimal("80.1")),
        ("hours", Decimal("1.55")),
        ("hours", Decimal("NaN")),
        ("hours", Decimal("Infinity")),
        ("place", ""),
        ("lecturer", ""),  # a lecture is held by somebody
        ("content", " \n"),
        ("content", "长" * 4001),
        ("results", "长" * 4001),
        ("drill", "rumour-20260301"),  # a lecture is no drill
    ],
)
def test_what_cannot_be_is_refused_at_its_field(office: Office, field: str, value: Any) -> None:
    with pytest.raises(InputError) as refused:
        held(office, **{field: value})
    assert refused.value.where == field
    assert not Training.objects.exists()
    assert not deeds()


def test_a_simulation_names_its_drill_and_needs_no_lecturer(office: Office) -> None:
    training = held(office, sort="drill", lecturer="", drill="rumour-20260301")
    assert training.drill == "rumour-20260301"
    with pytest.raises(InputError):
        held(office, sort="drill", drill="谣言 1")


def test_a_correction_keeps_what_was_said_and_why_it_changed(office: Office) -> None:
    training = held(office)
    now = replace(LECTURE, hours=Decimal(3), title="舆情回应专题讲座")
    correct_training(training, now, reason="时长登记有误", by=office.officer, at=SUNDAY)
    assert (training.hours, training.version) == (3, 2)
    before = TrainingVersion.objects.get()
    assert (before.number, before.said["hours"], before.said["title"]) == (1, "2.5", LECTURE.title)
    assert (before.reason, before.by) == ("时长登记有误", office.officer)
    assert Entry.objects.latest("pk").facts["fields"] == ["title", "hours"]
    for reason, wrong in (("没有变化", now), ("", LECTURE)):
        with pytest.raises(HuiyingError):
            correct_training(training, wrong, reason=reason, by=office.officer, at=SUNDAY)
    assert TrainingVersion.objects.count() == 1


def test_a_withdrawn_training_counts_nowhere_and_takes_nothing_more(office: Office) -> None:
    training = held(office)
    was_there(office, training, office.handler)
    row = add_material(training, name="讲义.txt", media_type="text/plain", content=b"1", by=office.officer, at=SUNDAY)
    item = add_training_item(office.unit, what="核实口径", source="", by=office.officer, at=SUNDAY - 9 * DAY)
    settle_item(item, training=training, by=office.officer, at=SUNDAY)
    with pytest.raises(InputError):
        withdraw_training(training, reason=" ", by=office.officer, at=SUNDAY)
    withdraw_training(training, reason="重复登记", by=office.officer, at=SUNDAY)
    item.refresh_from_db()
    assert item.done_in is None
    assert not Training.objects.standing().exists()
    assert not Attendance.objects.present().exists()
    assert next(told for told in refreshers(office.unit, TODAY) if told.user == office.handler).last is None
    wrong: list[Any] = [
        lambda: was_there(office, training, office.head),
        lambda: withdraw_training(training, reason="再次", by=office.officer, at=SUNDAY),
        lambda: correct_training(training, LECTURE, reason="更正", by=office.officer, at=SUNDAY),
        lambda: add_material(
            training, name="a.txt", media_type="text/plain", content=b"2", by=office.officer, at=SUNDAY
        ),
        lambda: take_material_out(row, by=office.officer, at=SUNDAY),
        lambda: settle_item(item, training=training, by=office.officer, at=SUNDAY),
    ]
    for deed in wrong:
        with pytest.raises(RuleError):
            deed()
    assert Training.objects.count() == 1  # nothing is deleted


def test_attendance_is_told_and_corrected_person_by_person(office: Office) -> None:
    training = held(office)
    marks = [
        Mark(user=office.handler, outcome="passed", mark="92", note="结业测验"),
        Mark(user=office.head, outcome="excused", note="出差"),
    ]
    assert attend(training, marks, by=office.officer, at=SUNDAY) == 2
    assert attend(training, marks, by=office.officer, at=SUNDAY) == 0  # as it stands
    again = [Mark(user=office.handler, outcome="failed", mark="52"), Mark(user=office.head, outcome="")]
    assert attend(training, again, by=office.officer, at=SUNDAY) == 2
    row = Attendance.objects.get()
    assert (row.user, row.outcome, row.mark, row.note) == (office.handler, "failed", "52", "")
    assert told_last() == f"顾信息 took 郑科长 off the list of the training “{LECTURE.title}”."
    entries = Entry.objects.filter(deed="training.attended")
    assert [entry.facts["outcome_before"] for entry in entries] == ["", "", "passed", "excused"]
    assert "92" not in str([entry.facts for entry in entries])  # a mark is between the person and the office


def test_the_same_person_stands_once_on_a_list(office: Office) -> None:
    training = held(office)
    with pytest.raises(InputError):
        was_there(office, training, office.handler, office.handler)
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"outcome": "slept"}, {"outcome": "", "mark": "90"}, {"outcome": "passed", "mark": "9" * 21}]
)
def test_a_mark_that_cannot_be_is_refused_and_nothing_is_kept(office: Office, wrong: dict[str, str]) -> None:
    training = held(office)
    with pytest.raises(InputError):
        attend(
            training,
            [Mark(user=office.head, outcome="attended"), Mark(user=office.handler, **wrong)],
            by=office.officer,
            at=SUNDAY,
        )
    assert not Attendance.objects.exists()


def test_nobody_is_in_another_units_training(office: Office, neighbour: User) -> None:
    training = held(office)
    with pytest.raises(InputError):
        was_there(office, training, neighbour)
    was_there(office, training, office.stranger)
    User.objects.filter(pk=office.stranger.pk).update(unit=neighbour.unit)
    moved = User.objects.get(pk=office.stranger.pk)
    assert was_there(office, training, moved, outcome="passed") == 1  # was one of ours then


def test_only_the_information_section_of_the_unit_keeps_the_register(office: Office, neighbour: User) -> None:
    training = held(office)
    row = add_material(training, name="讲义.txt", media_type="text/plain", content=b"1", by=office.officer, at=SUNDAY)
    item = add_training_item(office.unit, what="核实口径", source="", by=office.leader, at=SUNDAY)
    for person in (neighbour, office.head, office.handler, office.leader, office.auditor):
        may_note = person == office.leader
        wrong: list[Any] = [
            lambda by=person: record_training(office.unit, LECTURE, by=by, at=SUNDAY),
            lambda by=person: correct_training(training, LECTURE, reason="更正", by=by, at=SUNDAY),
            lambda by=person: withdraw_training(training, reason="重复", by=by, at=SUNDAY),
            lambda by=person: attend(training, [Mark(user=by, outcome="attended")], by=by, at=SUNDAY),
            lambda by=person: add_material(training, name="a.txt", media_type="", content=b"2", by=by, at=SUNDAY),
            lambda by=person: take_material_out(row, by=by, at=SUNDAY),
            lambda by=person: settle_item(item, training=training, by=by, at=SUNDAY),
        ]
        if not may_note:
            wrong.append(lambda by=person: add_training_item(office.unit, what="口径", source="", by=by, at=SUNDAY))
        for deed in wrong:
            with pytest.raises(NotAllowed):
                deed()
    assert deeds() == ["training.recorded", "training.material_added", "training_item.added"]


def test_materials_are_kept_by_their_digest_and_named_when_taken_out(office: Office) -> None:
    training = held(office)
    row = add_material(
        training, name="讲义.txt", media_type="text/plain", content="讲义".encode(), by=office.officer, at=SUNDAY
    )
    assert (row.size, len(row.digest)) == (6, 64)
    with pytest.raises(RuleError):  # the same again
        add_material(
            training, name="二.txt", media_type="text/plain", content="讲义".encode(), by=office.officer, at=SUNDAY
        )
    take_material_out(row, by=office.officer, at=SUNDAY)
    with pytest.raises(RuleError):
        take_material_out(row, by=office.officer, at=SUNDAY)
    add_material(
        training, name="讲义.txt", media_type="text/plain", content="讲义".encode(), by=office.officer, at=SUNDAY
    )
    assert TrainingMaterial.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("", b"1"),
        ("../etc/passwd", b"1"),
        ("a\nb.txt", b"1"),
        ("长" * 121, b"1"),
        ("a.txt", b""),
        ("a.txt", bytes(MOST_BYTES + 1)),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused(office: Office, name: str, content: bytes) -> None:
    training = held(office)
    with pytest.raises(InputError) as refused:
        add_material(training, name=name, media_type="text/plain", content=content, by=office.officer, at=SUNDAY)
    assert refused.value.fix
    assert not TrainingMaterial.objects.exists()


def test_a_lesson_of_a_drill_is_noted_once(office: Office, elsewhere: Unit) -> None:
    told: dict[str, Any] = {"what": "首次发布前先核实", "source": "drill:rumour-20260301"}
    first = add_training_item(office.unit, **told, section=office.project, by=office.officer, at=SUNDAY)
    assert add_training_item(office.unit, **told, by=office.officer, at=SUNDAY + DAY) == first
    add_training_item(
        office.unit, what="首次发布前先核实", source="drill:rumour-20260401", by=office.officer, at=SUNDAY
    )
    for wrong in (
        {"what": " ", "source": ""},
        {"what": "核实", "source": "", "section": elsewhere.sections.get()},
        {"what": "核实", "source": "", "due_on": TODAY - DAY},
    ):
        with pytest.raises(InputError):
            add_training_item(office.unit, by=office.officer, at=SUNDAY, **wrong)  # type: ignore[arg-type]
    assert TrainingItem.objects.open().count() == 2
    assert deeds() == ["training_item.added"] * 2


def test_an_item_is_settled_by_a_training_of_whom_it_concerns(office: Office, neighbour: User) -> None:
    item = add_training_item(
        office.unit, what="口径先报审", source="drill:a", section=office.policy, by=office.officer, at=SUNDAY - 3 * DAY
    )
    training = held(office)
    was_there(office, training, office.handler)  # of another section
    was_there(office, training, office.stranger, outcome="excused")
    with pytest.raises(RuleError):
        settle_item(item, training=training, by=office.officer, at=SUNDAY)
    before = held(office, held_on=LECTURE.held_on - DAY)
    was_there(office, before, office.stranger)
    theirs = record_training(neighbour.unit, LECTURE, by=neighbour, at=SUNDAY)  # type: ignore[arg-type]
    attend(theirs, [Mark(user=neighbour, outcome="attended")], by=neighbour, at=SUNDAY)
    for wrong in (before, theirs):
        with pytest.raises(InputError):
            settle_item(item, training=wrong, by=office.officer, at=SUNDAY)
    was_there(office, training, office.stranger)
    settle_item(item, training=training, by=office.officer, at=SUNDAY)
    assert item.done_in == training
    assert told_last() == f"顾信息 noted that the training “{LECTURE.title}” dealt with “口径先报审”."
    with pytest.raises(RuleError):
        settle_item(item, training=training, by=office.officer, at=SUNDAY)


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (date(2025, 3, 15), date(2026, 3, 15)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2025, 12, 31), date(2026, 12, 31)),
    ],
)
def test_who_was_taught_comes_again_after_a_year(last: date, due: date) -> None:
    assert due_after(last) == due


def test_due_are_those_never_taught_those_a_year_ago_and_soon(office: Office) -> None:
    for day, person, outcome in (
        (TODAY - 400 * DAY, office.handler, "attended"),
        (TODAY - 340 * DAY, office.head, "passed"),  # due within thirty days
        (TODAY - 10 * DAY, office.leader, "attended"),
        (TODAY - 400 * DAY, office.leader, "attended"),  # the newest counts
        (TODAY - 9 * DAY, office.editor, "failed"),
        (TODAY - 8 * DAY, office.stranger, "excused"),
    ):
        was_there(office, held(office, held_on=day), person, outcome=outcome)
    told = {row.user: row for row in due_refreshers(office.unit, TODAY)}
    assert set(told) == {office.handler, office.head, office.editor, office.stranger, office.officer, office.auditor}
    assert (told[office.handler].overdue, told[office.head].overdue) == (True, False)
    assert told[office.head].due_on == due_after(TODAY - 340 * DAY)
    assert told[office.editor].last is None
    assert told[office.editor].overdue


def test_the_day_a_refresher_is_due_is_not_yet_overdue(office: Office) -> None:
    was_there(office, held(office, held_on=date(2025, 3, 15)), office.handler)
    on, after = (
        next(row for row in due_refreshers(office.unit, day) if row.user == office.handler)
        for day in (TODAY, TODAY + DAY)
    )
    assert (on.overdue, after.overdue) == (False, True)


def test_who_left_and_who_holds_no_post_is_not_due(office: Office) -> None:
    User.objects.filter(pk=office.handler.pk).update(is_active=False)
    User.objects.create(username="nobody", name="无岗", unit=office.unit)
    assert {row.user.username for row in refreshers(office.unit, TODAY)} == {
        "officer",
        "head",
        "leader",
        "editor",
        "auditor",
        "stranger",
    }


def test_refreshers_are_one_question(office: Office, django_assert_num_queries: Any) -> None:
    was_there(office, held(office), office.handler, office.head)
    appoint(office.handler, role=Role.SECTION_HEAD, section=office.project, by=None, at=SUNDAY)  # two posts, one line
    with django_assert_num_queries(1):
        rows = refreshers(office.unit, TODAY)
    assert len(rows) == len({row.user for row in rows}) == 7
