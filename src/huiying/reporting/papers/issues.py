"""期号 · A bulletin is numbered through the year, each kind by itself; a corrected one keeps the number it had."""

from huiying.reporting.asked import Asked
from huiying.reporting.models import PaperKind, Snapshot


def issue(asked: Asked, kind: PaperKind) -> int:
    """The number of the issue for this period: that of an earlier snapshot of the same days, else the next one."""
    period = asked.period
    own = Snapshot.objects.filter(period.within("unit"), kind=kind, end__year=period.end.year)
    if known := own.filter(start=period.start, end=period.end).values_list("facts__issue", flat=True).first():
        return int(known)
    return max((int(number or 0) for number in own.values_list("facts__issue", flat=True)), default=0) + 1
