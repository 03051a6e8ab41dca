"""What stands at the end of a period, whenever it began, and what is to be done next: the figures of the bulletins."""

from typing import Final

from django.db.models import F, QuerySet

from huiying.assessment.models import Topic
from huiying.handling.models import (
    Case,
    CaseQuerySet,
    ChaseOrder,
    Clock,
    ClockQuerySet,
    Incident,
    Instruction,
    Release,
    ReleaseState,
)
from huiying.intake.models import Voice
from huiying.publication.models import Demand, Ruling

from .figure import Count, Figure, as_they_are
from .period import Period
from .sums import Daily, Longest
from .total import Total

GAPS: Final = (Ruling.MISSING, Ruling.OUT_OF_DATE, Ruling.HARD_TO_FIND, Ruling.UNCLEAR)


def _answered_within(p: Period) -> CaseQuerySet:
    return Case.objects.filter(p.of("answered_at"), p.within("unit"))


def _in_hand(p: Period) -> CaseQuerySet:
    begun = Case.objects.filter(p.within("unit"), opened_at__lt=p.closes)
    return begun.exclude(answered_at__lt=p.closes).exclude(closed_at__lt=p.closes)


def _running(p: Period) -> ClockQuerySet:
    """Clocks that run as the period closes. One that stands still while somebody outside is asked has no last day."""
    begun = Clock.objects.filter(p.within("case__unit"), started_at__lt=p.closes)
    return begun.exclude(stopped_at__lt=p.closes).exclude(paused_at__lt=p.closes)


def _due(p: Period) -> ClockQuerySet:
    """24:00 of a day belongs to the day that ends."""
    return _running(p).filter(due_at__gt=p.opens, due_at__lte=p.ends)


def _late(p: Period) -> ClockQuerySet:
    return _running(p).filter(due_at__lte=p.opens)


def _instructions(p: Period) -> QuerySet[Instruction]:
    return Instruction.objects.filter(p.within("unit"), given_at__lt=p.closes).exclude(closed_at__lt=p.closes)


def _orders(p: Period) -> QuerySet[ChaseOrder]:
    return ChaseOrder.objects.filter(p.within("unit"), issued_at__lt=p.closes).exclude(closed_at__lt=p.closes)


def _incidents(p: Period) -> QuerySet[Incident]:
    return Incident.objects.filter(p.within("unit"), opened_at__lt=p.closes).exclude(ended_at__lt=p.closes)


def _releases(p: Period) -> QuerySet[Release]:
    return Release.objects.filter(p.within("incident__unit"), p.of("released_at"), state=ReleaseState.SIGNED)


def _topics(p: Period) -> QuerySet[Topic]:
    return Topic.objects.filter(pk__in=p.voices().filter(proposal__topic__isnull=False).values("proposal__topic"))


RECEIVED: Final = Count("received", "来件数", "letters received", "期内提出的来件件数", "件", Voice, Period.voices)
A_DAY: Final = Daily("received_a_day", "日均来件数", "letters a day", "期内来件数÷期内天数", "件", RECEIVED)
ANSWERED_WITHIN: Final = Count(
    "answered_within",
    "期内答复数",
    "answered within the period",
    "期内答复的件数，来件不限于期内提出",
    "件",
    Case,
    _answered_within,
)
IN_HAND: Final = Count(
    "in_hand", "在办件数", "in hand", "截至期末已登记、尚未答复也未了结的件数，不限于期内来件", "件", Case, _in_hand
)
DUE: Final = Count("due", "到期件数", "due", "期内到期、截至统计时尚未停止计时的时限件数", "件", Clock, _due)
LATE: Final = Count(
    "late_standing",
    "已超期件数",
    "overdue at the beginning of the period",
    "期初之前已到期、截至期末仍未停止计时的时限件数，计时暂停的不计",
    "件",
    Clock,
    _late,
)
OVERDUE: Final = Count(
    "overdue_standing",
    "期末超期未办件数",
    "overdue at the end of the period",
    "截至期末已到期、仍未停止计时的时限件数，不限于期内起算，计时暂停的不计",
    "件",
    Clock,
    lambda p: _running(p).filter(due_at__lt=p.closes),
)
DAYS_LATE: Final = Longest(
    "days_late",
    "超期天数",
    "days overdue",
    "已超期时限中，从最早到期时间到期末的整日数",
    "天",
    LATE,
    "due_at",
)
IN_REVIEW: Final = Count(
    "in_review",
    "待审签答复数",
    "replies in review",
    "截至期末在办的件中，统计时处于审签环节的件数",
    "件",
    Case,
    lambda p: _in_hand(p).filter(state="in_review"),
)
RELEASES_WAITING: Final = Count(
    "releases_waiting",
    "待签发布稿数",
    "releases to sign",
    "统计时等待签发的发布稿篇数",
    "篇",
    Release,
    lambda p: Release.objects.waiting().filter(p.within("incident__unit"), submitted_at__lt=p.closes),
)
RELEASES: Final = Count(
    "releases", "发布次数", "releases", "期内签发的舆情和突发事件发布次数", "次", Release, _releases
)
INCIDENTS: Final = Count(
    "incidents_running",
    "正在处置的舆情和突发事件数",
    "incidents that run",
    "截至期末已启动、尚未结束的舆情和突发事件起数",
    "起",
    Incident,
    _incidents,
)
TOPICS: Final = Count("topics", "热点个数", "topics", "期内有来件的热点个数", "个", Topic, _topics)
INSTRUCTIONS: Final = Count(
    "instructions_open",
    "未办结批示件数",
    "instructions open",
    "截至期末领导批示尚未办结的件数",
    "件",
    Instruction,
    _instructions,
)
INSTRUCTIONS_LATE: Final = Count(
    "instructions_late",
    "超期未办结批示件数",
    "instructions overdue",
    "未办结批示中，期初之前已到期的件数",
    "件",
    Instruction,
    lambda p: _instructions(p).filter(due_at__lte=p.opens),
)
ORDERS: Final = Count(
    "orders_open", "未办结督办单数", "chase orders open", "截至期末督办单尚未办结的件数", "件", ChaseOrder, _orders
)
ORDERS_LATE: Final = Count(
    "orders_late",
    "超期未办结督办单数",
    "chase orders overdue",
    "未办结督办单中，期初之前已到期的件数",
    "件",
    ChaseOrder,
    lambda p: _orders(p).filter(due_at__lte=p.opens),
)
GAP: Final = Count(
    "gaps",
    "公开缺口数",
    "gaps",
    "统计时公众有需求而没有公开、内容过时、不易找到或者表述不清的事项个数",
    "个",
    Demand,
    lambda p: Demand.objects.filter(p.within("unit"), ruling__in=GAPS),
)
ASKED_BY: Final = Total(
    "gap_people",
    "需求人数",
    "people served by closing the gaps",
    "公开缺口涉及的人数合计",
    "人",
    GAP,
    as_they_are,
    lambda: F("served"),
)

STANDING: Final[tuple[Figure, ...]] = (
    A_DAY,
    ANSWERED_WITHIN,
    IN_HAND,
    DUE,
    LATE,
    OVERDUE,
    DAYS_LATE,
    IN_REVIEW,
    RELEASES_WAITING,
    RELEASES,
    INCIDENTS,
    TOPICS,
    INSTRUCTIONS,
    INSTRUCTIONS_LATE,
    ORDERS,
    ORDERS_LATE,
    GAP,
    ASKED_BY,
)
