"""舆情和突发事件 · What was found in the letters, the incidents that the office answered in public, and in which hours.

The hours are those of 国办发〔2016〕61号 and of the regulation: 48 to answer public opinion, 5 to the first word on a
serious emergency, 24 to the press conference.
"""

from typing import Final

from django.db.models import F, Q, QuerySet

from huiying.handling.models import Clock, Clue, Incident, IncidentSort, Release, ReleaseState

from .figure import Count, Figure, Share
from .period import Period

TERMS: Final = (
    ("opinion.general", "opinion", "48小时回应", "answered within 48 hours"),
    ("emergency.first", "first_release", "5小时首次发布", "first word within 5 hours"),
    ("emergency.press", "press", "24小时新闻发布会", "press conference within 24 hours"),
)


def _incidents(p: Period, sort: IncidentSort) -> QuerySet[Incident]:
    return Incident.objects.filter(p.of("opened_at"), p.within("unit"), sort=sort)


def _clues(p: Period) -> QuerySet[Clue]:
    return Clue.objects.filter(p.of("made_at"), p.within("unit"))


def _releases(p: Period) -> QuerySet[Release]:
    return Release.objects.filter(p.of("released_at"), p.within("incident__unit"), state=ReleaseState.SIGNED)


def _within(term: str, key: str, label: str, english: str) -> tuple[Figure, ...]:
    """The clocks of one term: kept, not kept, and the share of those kept."""

    def clocks(p: Period) -> QuerySet[Clock]:
        return p.clocks().filter(term=term)

    def kept(p: Period) -> QuerySet[Clock]:
        return clocks(p).filter(stopped_at__lte=F("due_at"), stopped_at__lt=p.closes, stopped_because="")

    def missed(p: Period) -> QuerySet[Clock]:
        late = Q(stopped_at__gt=F("due_at"), stopped_at__lt=p.closes)
        still = Q(due_at__lt=p.closes) & ~Q(stopped_at__lt=p.closes) & ~Q(paused_at__lt=p.closes)
        return clocks(p).filter(late | still)

    in_time = Count(
        f"{key}_in_time", f"{label}按时数", english, f"期内起算的{label}时限中，到期前完成的件数", "件", Clock, kept
    )
    late = Count(
        f"{key}_late",
        f"{label}超时数",
        f"not {english}",
        f"期内起算的{label}时限中，到期后才完成，或者截至期末已到期仍未完成的件数",
        "件",
        Clock,
        missed,
    )
    rate = Share(
        f"{key}_rate",
        f"{label}率",
        f"share {english}",
        f"{in_time.label}÷（{in_time.label}＋{late.label}）",
        "%",
        in_time,
        (in_time, late),
    )
    return (in_time, late, rate)


CLUES: Final = Count("clues", "涉谣线索数", "rumour clues", "期内建立的涉谣线索条数", "条", Clue, _clues)
CLUES_HANDED_OVER: Final = Count(
    "clues_handed_over",
    "移交涉谣线索数",
    "rumour clues handed over",
    "涉谣线索中，截至期末已移交有关部门的条数",
    "条",
    Clue,
    lambda p: _clues(p).filter(handover__at__lt=p.closes),
)
OPINIONS: Final = Count(
    "opinion_incidents",
    "舆情事件数",
    "matters of public opinion",
    "期内启动回应的舆情事件起数",
    "起",
    Incident,
    lambda p: _incidents(p, IncidentSort.OPINION),
)
EMERGENCIES: Final = Count(
    "emergency_incidents",
    "突发事件数",
    "emergencies",
    "期内启动回应的突发事件起数",
    "起",
    Incident,
    lambda p: _incidents(p, IncidentSort.EMERGENCY),
)
RELEASES: Final = Count(
    "releases_signed",
    "情况通报数",
    "releases",
    "期内签发的情况通报、续报、终报和举行的新闻发布会次数",
    "次",
    Release,
    _releases,
)
RESPONSES: Final[tuple[Figure, ...]] = (
    CLUES,
    CLUES_HANDED_OVER,
    OPINIONS,
    EMERGENCIES,
    RELEASES,
    *(figure for term in TERMS for figure in _within(*term)),
)
