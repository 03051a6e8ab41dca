"""Trainings in figures and in the self-inspection: counted by their days, told with numbers that lead to their rows."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from huiying.handling.tests.desk import answered
from huiying.people.actions import appoint, found_office
from huiying.people.models import Attendance, Role, Training, User
from huiying.people.trainings import withdraw_training
from huiying.reporting.actions import take_snapshot
from huiying.reporting.behind.lines import lines
from huiying.reporting.figures import Numbers, Period
from huiying.reporting.papers.citing import plain
from huiying.reporting.papers.findings import find
from huiying.reporting.papers.mechanism import mechanism
from huiying.reporting.papers.reading import Reading
from huiying.reporting.papers.self_inspection import compose
from tests.office import SUNDAY, Office

from .marching import MARCH, march, trained
from .self_inspection_sample import snapshot
from .test_self_inspection import under
from .walking import walk

TRAINING = {"lectures": 1, "seminars": 0, "drills": 1, "attendances": 4, "people": 3, "rate": 42.9}


def test_trainings_count_by_their_day_and_people_once(office: Office) -> None:
    march(office)
    numbers = Numbers(MARCH)
    told = {
        key: numbers.take(key)
        for key in ("trainings", "lectures_held", "drills_held", "attendances", "staff_trained", "trained_rate")
    }
    assert told == {
        "trainings": 2,
        "lectures_held": 1,
        "drills_held": 1,
        "attendances": 4,  # who was excused was not there
        "staff_trained": 3,
        "trained_rate": round(100 * 3 / 7, 1),
    }
    assert numbers.take("trainings@2026-02") == 1


@pytest.mark.parametrize(("start", "end", "held"), [(12, 12, 1), (11, 11, 0), (13, 31, 0), (1, 12, 1)])
def test_both_ends_of_a_period_count(office: Office, start: int, end: int, held: int) -> None:
    assert trained(office, "lecture").held_on == date(2026, 3, 12)
    assert Numbers(Period(date(2026, 3, start), date(2026, 3, end))).take("trainings") == held


def test_another_units_trainings_are_not_ours(office: Office) -> None:
    trained(office, "lecture", attended=(office.handler,))
    other = found_office("邻市招商局", [("综合信息科", "收件。", True)], at=SUNDAY)
    numbers = Numbers(Period(date(2026, 3, 1), date(2026, 3, 31), frozenset({other.pk})))
    assert [numbers.take(key) for key in ("trainings", "attendances", "staff_trained")] == [0, 0, 0]
    assert numbers.take("trained_rate") is None  # nobody works there yet


def test_the_self_inspection_says_what_training_was_done_and_each_number_has_its_rows(office: Office) -> None:
    march(office)
    taken = take_snapshot(date(2026, 1, 1), date(2026, 3, 31), by=office.officer, at=timezone.now())
    said = plain(under(compose(taken.facts), "一、"))
    assert "期内举办政务舆情回应培训3场（专题讲座1场、研讨1场、现场模拟1场），参训5人次。" in said
    assert "现有工作人员7名中4名参加过培训，参训率为57.1%。" in said
    assert "期内没有舆情回应培训" not in str(compose(taken.facts))
    assert walk(taken) > 20
    kept = taken.rows.get(reference="attendances")
    assert (kept.model, kept.count) == ("people.Attendance", 5)


def test_without_trainings_the_self_inspection_finds_it_and_promises_one(office: Office) -> None:
    answered(office)
    taken = take_snapshot(date(2026, 1, 1), date(2026, 3, 31), by=office.officer, at=timezone.now())
    document = compose(taken.facts)
    assert "期内没有舆情回应培训和演练的登记" in under(document, "三、")
    assert "培训场次由0场增加到1场以上" in plain(under(document, "加强队伍建设"))
    assert walk(taken) > 10


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "参训4人次。现有工作人员44名中3名参加过培训，参训率为42.9%。"),
        ({"attendances": 0, "people": 0, "rate": 0.0}, "（专题讲座1场、现场模拟1场）。"),
        ({"rate": None}, "参训4人次。"),
    ],
)
def test_what_is_not_known_is_not_told(told: dict[str, Any], said: str) -> None:
    facts = snapshot(trainings=2, training=TRAINING | told)
    point = mechanism(Reading(facts))[-1]
    assert point.startswith("四是开展学习培训。期内举办政务舆情回应培训2场")
    assert point.endswith(said)
    assert "untrained" not in {finding.id for finding in find(Reading(facts))}


def test_a_snapshot_from_before_the_register_says_nothing_of_training() -> None:
    old = snapshot(trainings=None)
    assert len(mechanism(Reading(old))) == 3
    assert "untrained" not in {finding.id for finding in find(Reading(old))}


def test_the_rows_are_told_to_whom_they_concern(office: Office) -> None:
    training = trained(office, "lecture", attended=(office.handler,))
    row = Attendance.objects.get()
    line = lines("people.Training", [training.pk], office.head)[0]
    assert (line.title, line.at, line.url) == (training.title, training.held_on, f"/desk/trainings/{training.pk}/")
    line = lines("people.Attendance", [row.pk], office.leader)[0]
    assert (line.title, line.state) == (f"陆承办 · {training.title}", "参训")
    assert lines("people.Attendance", [row.pk], office.editor)[0].hidden
    other = found_office("邻市招商局", [("综合信息科", "收件。", True)], at=SUNDAY)
    neighbour = User.objects.create(username="neighbour", name="邻信息")
    appoint(neighbour, role=Role.INFORMATION, section=other.sections.get(), by=None, at=SUNDAY)
    neighbour = User.objects.get(pk=neighbour.pk)
    assert lines("people.Training", [training.pk], neighbour)[0].hidden
    assert lines("people.Attendance", [row.pk], neighbour)[0].hidden


def test_the_lines_of_many_attendances_cost_as_one(office: Office, django_assert_max_num_queries: Any) -> None:
    people = (office.handler, office.head, office.leader, office.officer, office.editor)
    for _n in range(3):
        trained(office, "lecture", attended=people)
    keys = list(Attendance.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(6):
        assert len(lines("people.Attendance", keys, office.leader)) == 15


def test_a_frozen_number_stays_when_a_training_is_withdrawn(office: Office) -> None:
    training = trained(office, "lecture", attended=(office.handler,))
    taken = take_snapshot(date(2026, 1, 1), date(2026, 3, 31), by=office.officer, at=timezone.now())
    withdraw_training(training, reason="重复登记", by=office.officer, at=SUNDAY)
    taken.refresh_from_db()
    assert taken.facts["numbers"]["trainings"]["value"] == taken.rows.get(reference="trainings").count == 1
    assert not Training.objects.standing().exists()
    assert not lines("people.Training", [training.pk], office.leader)[0].gone
