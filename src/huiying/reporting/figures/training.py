"""What the training register counts: trainings by their sort, who was there, and what share of the staff that is.

A training that was withdrawn counts nowhere; whoever was excused was not there, and whoever did not pass was.
"""

from typing import Final

from django.db.models import QuerySet

from huiying.people.models import Attendance, Training, TrainingSort, User

from .figure import Count, Figure, Share
from .inspection import STAFF, staff
from .period import Period


def _held(p: Period) -> QuerySet[Training]:
    """Those held on a day of the period."""
    return Training.objects.standing().filter(p.within("unit"), held_on__gte=p.start, held_on__lte=p.end)


def _present(p: Period) -> QuerySet[Attendance]:
    return Attendance.objects.present().filter(training__in=_held(p).order_by().values("pk"))


def _trained(p: Period) -> QuerySet[User]:
    return staff(p).filter(pk__in=_present(p).order_by().values("user"))


def _of_sort(key: str, label: str, english: str, sort: TrainingSort) -> Count:
    formula = f"期内举办并登记的培训中，形式为{label.removesuffix('场次')}的场数"
    return Count(key, label, english, formula, "场", Training, lambda p: _held(p).filter(sort=sort))


TRAINED: Final = Count(
    "staff_trained",
    "参训人数",
    "staff trained",
    "现有工作人员中，期内至少参加过一场培训的人数，请假的不计",
    "名",
    User,
    _trained,
)
TRAINING: Final[tuple[Figure, ...]] = (
    Count("trainings", "培训场次", "trainings held", "期内举办并登记的培训场数，已撤销的不计", "场", Training, _held),
    _of_sort("lectures_held", "专题讲座场次", "lectures held", TrainingSort.LECTURE),
    _of_sort("seminars_held", "研讨场次", "seminars held", TrainingSort.SEMINAR),
    _of_sort("drills_held", "现场模拟场次", "drills held", TrainingSort.DRILL),
    Count(
        "attendances",
        "参训人次",
        "attendances",
        "期内培训中到场的人次，考核未通过的计入，请假的不计",
        "人次",
        Attendance,
        _present,
    ),
    TRAINED,
    Share("trained_rate", "参训率", "staff trained, share", "参训人数÷工作人员数", "%", TRAINED, (STAFF,)),
)
