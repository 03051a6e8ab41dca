"""A small bureau's March in which every figure has something to count, for the tests that walk all of them."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from huiying.assessment.models import Topic
from huiying.feedback.actions import rate
from huiying.handling import actions as handling
from huiying.handling.models import Case, Reply
from huiying.handling.tests.clues import handed_over
from huiying.handling.tests.complaints import complaint, concluded, found, investigated, of_kind, sent, suggestion
from huiying.handling.tests.desk import answered, assigned, opened, submitted
from huiying.handling.tests.incidents import burning, released
from huiying.intake.channel import PastAnswer
from huiying.people.models import Training, User
from huiying.people.trainings import Mark, Particulars, attend, record_training, withdraw_training
from huiying.publication.actions.answers import publish_answer
from huiying.reporting.figures import Period
from tests.office import SUNDAY, Office

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def march(office: Office) -> None:
    """Questions answered, open, merged, transferred and not accepted; complaints at each step; ratings, an incident
    with its release, a clue, an answer that was published, and letters that came with their answers.
    """
    _questions(office)
    _complaints(office)
    _topic(office)
    incident = burning(office)
    released(incident, office, SUNDAY + 2 * HOUR)
    handed_over(office)
    _trainings(office)


def _trainings(office: Office) -> None:
    """A lecture and a simulation, with one excused and one who did not pass; one before March, and one withdrawn."""
    lecture = trained(office, "lecture", attended=(office.handler, office.head), excused=(office.leader,))
    trained(office, "drill", attended=(office.handler,), failed=(office.editor,))
    trained(office, "seminar", attended=(office.officer,), days_before=20)  # in February
    withdraw_training(lecture_twice(office), reason="重复登记", by=office.officer, at=SUNDAY)
    assert lecture.attendances.count() == 3


def lecture_twice(office: Office) -> Training:
    return trained(office, "lecture", attended=(office.stranger,))


def trained(
    office: Office,
    sort: str,
    *,
    attended: Sequence[User] = (),
    excused: Sequence[User] = (),
    failed: Sequence[User] = (),
    days_before: int = 3,
) -> Training:
    told = Particulars(
        sort=sort,
        title="政务舆情回应培训",
        held_on=SUNDAY.date() - timedelta(days=days_before),
        hours=Decimal(2),
        place="会议室",
        lecturer="林老师",
        content="回应的时限。",
    )
    training = record_training(office.unit, told, by=office.officer, at=SUNDAY)
    outcomes = (("attended", attended), ("excused", excused), ("failed", failed))
    marks = [Mark(user=user, outcome=outcome) for outcome, users in outcomes for user in users]
    attend(training, marks, by=office.officer, at=SUNDAY)
    return training


def _questions(office: Office) -> None:
    case = answered(office, ident="q1")
    reply = Reply.objects.get(case=case)
    rate(reply, stars=5, solved=True, comment="", at=SUNDAY + 4 * DAY)
    publish_answer(reply, by=office.editor, at=SUNDAY + 5 * DAY)
    rate(Reply.objects.get(case=answered(office, ident="q2")), stars=2, solved=False, comment="", at=SUNDAY + 4 * DAY)
    submitted(office, ident="q3")
    waiting = assigned(office, ident="q4")
    leads, other = opened(office, ident="q5"), opened(office, ident="q6")
    handling.merge([other], into=leads, by=office.officer, at=SUNDAY + HOUR)
    handling.decline(opened(office, ident="q7"), ground="outside", by=office.officer, at=SUNDAY + 30 * HOUR)
    elsewhere = opened(office, ident="q8")
    handling.transfer_out(elsewhere, to="市住建局", reason="属其职责", by=office.officer, at=SUNDAY + HOUR)
    handling.return_to_information(waiting, reason="不属本科", by=office.head, at=SUNDAY + 2 * HOUR)
    office.letter("路灯坏了", ident="q9", answer=PastAnswer(text="已办理。", at=SUNDAY + 12 * DAY, by="项目服务科"))
    handling.take_past_answers(at=SUNDAY)


def _complaints(office: Office) -> None:
    complaint(office, ident="c1")
    of_kind(opened(office, ident="c2"), "举报")
    found(office, ident="c3")
    found(office, "unjustified", ident="c4")
    investigated(office, ident="c5")
    concluded(office, ident="c6")
    sent(concluded(office, ident="c7"), office)
    case = suggestion(office, ident="s1")
    handling.decide_adoption(case, outcome="adopted", reason="已研究。", by=office.handler, at=SUNDAY + DAY)


def _topic(office: Office) -> None:
    """Two of the letters raise one matter, at a place whose name has signs of a reference."""
    topic = Topic.objects.create(
        unit=office.unit,
        description="厂房租金补贴",
        who_where="松溪路(北段):3号",
        first_at=timezone.now(),
        last_at=timezone.now(),
    )
    for case in Case.objects.filter(voice__external_id__in=("q3", "c1")):
        case.voice.proposal.topic = topic
        case.voice.proposal.save()
