"""What a self-inspection counts beside the figures of the desk: its organisation, what the screening showed, where the
time of late answers went, and what became of the measures that were promised.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Count as Many
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat, TruncDate
from django.utils import timezone

from huiying.handling.models import Case, CaseQuerySet, Clock, ClockQuerySet, Draft, Part
from huiying.handling.rulebook import book
from huiying.intake.models import Channel, Voice, VoiceQuerySet
from huiying.ledger.models import Entry
from huiying.people.models import Absence, LeadingGroupSeat, Seat, Section, User
from huiying.publication.models import ArticlePage, Asking
from huiying.reporting.models import Lesson, Measure, PaperKind, Snapshot

from .figure import Count, Figure, Quantile, Share
from .period import Period

CRITERIA: Final = ("一", "二", "三", "四", "五")
"""The five criteria of 国办发〔2016〕61号, by their place."""
LONG_HOLIDAY, WORKING_DAYS_AFTER = 5, 5
"""Days off from which letters heap up, and for how many working days after them."""


def _late(p: Period) -> ClockQuerySet:
    """Stopped after they were due, or due and still running."""
    stopped = Q(stopped_at__lt=p.closes, stopped_at__gt=F("due_at"))
    runs_on = (Q(stopped_at=None) | Q(stopped_at__gte=p.closes)) & (Q(paused_at=None) | Q(paused_at__gte=p.closes))
    return p.clocks().filter(stopped | Q(runs_on, due_at__lt=p.closes))


def _answered_late(p: Period) -> CaseQuerySet:
    """Cases answered after they were due, with the moments at which they passed from hand to hand."""
    lead = Part.objects.filter(case=OuterRef("pk"), is_lead=True)
    sent = Draft.objects.filter(case=OuterRef("pk"), submitted_at__isnull=False).order_by("version")
    late = p.clocks().filter(stopped_at__lt=p.closes, stopped_at__gt=F("due_at"), stopped_because="")
    return (
        p.cases()
        .filter(answered_at__lt=p.closes, pk__in=late.order_by().values("case"))
        .annotate(
            assigned=Subquery(lead.values("assigned_at")[:1]),
            accepted=Subquery(lead.values("accepted_at")[:1]),
            submitted=Subquery(sent.values("submitted_at")[:1]),
        )
    )


def _while_away(p: Period) -> ClockQuerySet:
    """Late while the handler of the lead part was away on some day of its term."""
    parts = Part.objects.filter(case=OuterRef("case"), is_lead=True)
    away = Absence.objects.filter(user=OuterRef("handler"), first__lte=OuterRef("end"), last__gte=OuterRef("begun"))
    late = _late(p).annotate(
        handler=Subquery(parts.values("handler")[:1]), begun=TruncDate("started_at"), end=TruncDate("due_at")
    )
    return late.filter(Exists(away))


def _around_holidays(p: Period, clocks: ClockQuerySet) -> ClockQuerySet:
    """Those that began in a long holiday of the office's calendar, or within five working days after it."""
    calendar, within = book().calendar, Q()
    for run in calendar.runs_off(p.start - timedelta(days=20), p.end):
        if run.days >= LONG_HOLIDAY and run.feasts:
            after = calendar.after(run.last, WORKING_DAYS_AFTER)
            within |= Q(started_at__gte=_morning(run.first), started_at__lt=_morning(after + timedelta(days=1)))
    return clocks.filter(within) if within else clocks.none()


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _of_criterion(p: Period, ident: int) -> VoiceQuerySet:
    """By the screening's own record, which keeps the number of each criterion that was met."""
    told = p.voices().alias(screened=Cast("proposal__criteria", TextField()))
    mark = f'"id": {ident}'
    return told.filter(Q(screened__contains=f"{mark},") | Q(screened__contains=f"{mark}}}"))


def _seats(p: Period, seat: Seat) -> QuerySet[LeadingGroupSeat]:
    return LeadingGroupSeat.objects.filter(p.within("unit"), seat=seat)


def _handlers(p: Period) -> QuerySet[User]:
    parts = Part.objects.filter(p.of("case__opened_at"), p.within("section__unit"), handler__isnull=False)
    return User.objects.filter(pk__in=parts.order_by().values("handler"))


def staff(p: Period) -> QuerySet[User]:
    return User.objects.filter(p.within("unit"), is_active=True, posts__isnull=False).distinct()


def _heard(p: Period) -> QuerySet[Channel]:
    """Channels that the public uses, by which something came."""
    voices = p.voices().order_by().values("channel")
    return Channel.objects.filter(is_open=True, pk__in=voices).exclude(form="file")


def _pages(p: Period) -> QuerySet[ArticlePage]:
    pages: QuerySet[ArticlePage] = ArticlePage.objects.filter(p.of("first_published_at"), live=True)
    return pages


def _asked(p: Period) -> QuerySet[Asking]:
    return Asking.objects.filter(p.of("proposal__voice__said_at"), p.within("demand__unit"))


def _promised(p: Period) -> QuerySet[Measure]:
    """The measures of the last self-inspection of a period before this one."""
    before = Snapshot.objects.filter(
        p.within("unit"), kind=PaperKind.SELF_INSPECTION, end__lt=p.end, start__lt=p.start, measures__isnull=False
    )
    return Measure.objects.filter(snapshot__in=before.order_by("-end", "-pk").values("pk")[:1])


def _promised_now(p: Period, state: str) -> QuerySet[Measure]:
    return _promised(p).filter(state=state)


def _reopened_twice(p: Period) -> CaseQuerySet:
    """Cases of which the ledger says twice that their writers had them opened again in this period."""
    often = p.deeds("case.reopened").order_by().values("about").annotate(times=Many("id")).filter(times__gte=2)
    return Case.objects.alias(told=Concat(Value("case:"), "number")).filter(told__in=often.values("about"))


def _lessons(p: Period) -> QuerySet[Lesson]:
    return Lesson.objects.filter(p.of("at"), p.within("unit"))


LATE: Final = Count(
    "late",
    "超期数",
    "late",
    "期内起算的时限中，到期后才停止计时，或者截至期末已到期仍未停止计时的件数",
    "件",
    Clock,
    _late,
)
ANSWERED_LATE: Final = Count(
    "answered_late",
    "超期答复办件数",
    "cases answered late",
    "期内来件中，超过时限才答复的件数",
    "件",
    Case,
    _answered_late,
)
STEPS: Final = tuple(
    Quantile(
        f"late_{key}_days",
        f"超期件{name}用时中位数",
        f"median days of late cases: {english}",
        said,
        "天",
        over,
        *at,
        0.5,
    )
    for key, name, english, said, over, at in (
        (
            "assign",
            "分办",
            "to assign",
            "超期答复办件从提出到交办的自然日数，取中位数",
            ANSWERED_LATE,
            ("opened_at", "assigned"),
        ),
        (
            "accept",
            "签收",
            "to accept",
            "超期答复办件从交办到签收的自然日数，取中位数",
            ANSWERED_LATE,
            ("assigned", "accepted"),
        ),
        (
            "draft",
            "拟稿",
            "to draft",
            "超期答复办件从签收到首次送审的自然日数，取中位数",
            ANSWERED_LATE,
            ("accepted", "submitted"),
        ),
        (
            "review",
            "审签",
            "to review",
            "超期答复办件从首次送审到答复的自然日数，取中位数",
            ANSWERED_LATE,
            ("submitted", "answered_at"),
        ),
    )
)
"""The four steps of an answer, in their order."""
LATE_WHILE_AWAY: Final = Count(
    "late_while_away",
    "承办人外出期间超期数",
    "late while the handler was away",
    "超期数中，时限内承办人有外出登记的件数",
    "件",
    Clock,
    _while_away,
)
CLOCKS: Final = Count("clocks", "起算时限数", "clocks begun", "期内起算的时限件数", "件", Clock, Period.clocks)
AT_HOLIDAYS: Final = Count(
    "clocks_at_holidays",
    "长假前后起算时限数",
    "clocks begun around long holidays",
    "期内起算的时限中，起算日在五天以上的节假日之内或者其后五个工作日内的件数",
    "件",
    Clock,
    lambda p: _around_holidays(p, p.clocks()),
)
LATE_AT_HOLIDAYS: Final = Count(
    "late_at_holidays",
    "长假前后超期数",
    "late around long holidays",
    "超期数中，起算日在五天以上的节假日之内或者其后五个工作日内的件数",
    "件",
    Clock,
    lambda p: _around_holidays(p, _late(p)),
)


def _criterion(place: int, digit: str) -> Count:
    return Count(
        f"criterion_{place}",
        f"符合第{digit}类回应情形数",
        f"criterion {place} met",
        f"期内来件中，研判提示符合第{digit}类应当回应情形的件数",
        "件",
        Voice,
        lambda p: _of_criterion(p, place),
    )


def _seated(seat: Seat, key: str, title: str, english: str) -> Count:
    formula = f"领导小组现任{title}人数"
    return Count(
        f"group_{key}", f"领导小组{title}数", english, formula, "名", LeadingGroupSeat, lambda p: _seats(p, seat)
    )


def _measures(key: str, label: str, english: str, state: Measure.State) -> Count:
    formula = f"上次自查提出的措施中，本次检查认定{label}的项数"
    return Count(
        f"promised_{key}", f"{label}措施数", english, formula, "项", Measure, lambda p: _promised_now(p, state)
    )


STAFF: Final = Count("staff", "工作人员数", "staff", "在用账号中有岗位的人数", "名", User, staff)
ORGANISATION: Final[tuple[Figure, ...]] = (
    _seated(Seat.DEPUTY, "deputies", "副组长", "deputies of the leading group"),
    _seated(Seat.MEMBER, "members", "成员", "members of the leading group"),
    _seated(Seat.LIAISON, "liaisons", "联络员", "liaisons of the leading group"),
    Count(
        "sections",
        "科室数",
        "sections",
        "本单位科室个数",
        "个",
        Section,
        lambda p: Section.objects.filter(p.within("unit")),
    ),
    STAFF,
    Count("handlers", "承办人数", "handlers", "承办过期内来件的人数", "名", User, _handlers),
    Count(
        "ledger_entries",
        "留痕数",
        "ledger entries",
        "期内办理留痕的条数",
        "条",
        Entry,
        lambda p: Entry.objects.filter(p.of("at")),
    ),
    Count(
        "channels_heard",
        "有来件的渠道数",
        "channels heard",
        "期内收到来件的渠道个数，导入文件的不计",
        "个",
        Channel,
        _heard,
    ),
    Count(
        "pages_published",
        "发布信息数",
        "pages published",
        "期内在门户网站首次发布、现仍公开的信息篇数",
        "篇",
        ArticlePage,
        _pages,
    ),
)
SCREENED: Final[tuple[Figure, ...]] = (
    *(_criterion(place, digit) for place, digit in enumerate(CRITERIA, start=1)),
    Count(
        "emergencies",
        "涉及突发事件数",
        "emergencies",
        "期内来件中，研判提示涉及突发事件的件数",
        "件",
        Voice,
        lambda p: p.voices().filter(proposal__emergency=True),
    ),
    Count(
        "rumours",
        "疑似谣言数",
        "suspected rumours",
        "期内来件中，研判提示疑似谣言的件数",
        "件",
        Voice,
        lambda p: p.voices().filter(proposal__rumour=True),
    ),
    Count("asked", "问及公开内容数", "asked to be told", "期内来件中，归入某项信息需求的件数", "件", Asking, _asked),
)
PROMISED: Final = Count(
    "promised", "上次措施数", "measures promised", "上次自查提出的措施项数", "项", Measure, _promised
)
DONE: Final = _measures("done", "完成", "measures done", Measure.State.DONE)
IMPROVING: Final[tuple[Figure, ...]] = (
    PROMISED,
    DONE,
    _measures("partly", "部分完成", "measures partly done", Measure.State.PARTLY),
    _measures("not_done", "未完成", "measures not done", Measure.State.NOT_DONE),
    _measures("open", "待检查", "measures to be checked", Measure.State.OPEN),
    Share("promised_done_rate", "措施完成率", "measures done, share", "完成措施数÷上次措施数", "%", DONE, (PROMISED,)),
    Count(
        "reopened_twice",
        "两次以上重新办理件数",
        "cases reopened twice",
        "期内因来件人不满意而重新办理两次以上的件数",
        "件",
        Case,
        _reopened_twice,
    ),
    Count("lessons", "经验教训数", "lessons recorded", "期内登记的经验教训条数", "条", Lesson, _lessons),
)
INSPECTION: Final[tuple[Figure, ...]] = (
    LATE,
    ANSWERED_LATE,
    *STEPS,
    LATE_WHILE_AWAY,
    CLOCKS,
    AT_HOLIDAYS,
    LATE_AT_HOLIDAYS,
    *ORGANISATION,
    *SCREENED,
    *IMPROVING,
)
