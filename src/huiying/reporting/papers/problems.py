"""三、存在的问题和原因: findings in at most three points, each with what the figures say of its cause."""

from collections.abc import Sequence

from . import causes
from .findings import Finding, Group
from .reading import Reading
from .wording import numbered

MOST = 3
"""Findings of a point that are told; the appendix has every figure."""
NOTHING_TO_JUDGE = "期内没有来件，时效、公开和满意等指标无从计算，本次自查不对这些方面作出评价。"
NONE_FOUND = "从所列指标看，本次自查未发现需要列出的问题。指标未能反映的方面，将在日常工作中继续检查。"


def problems(reading: Reading, findings: Sequence[Finding]) -> list[str]:
    """A paragraph for each point; one that says so where the figures show none."""
    points = numbered(_point(reading, [f for f in findings if f.group is group]) for group in Group)
    if reading.is_empty:
        return [NOTHING_TO_JUDGE, *points]
    return points or [NONE_FOUND]


def _point(reading: Reading, findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    cause = CAUSES[findings[0].group](reading, {finding.id for finding in findings})
    told = [finding.text for finding in findings][:MOST]
    first, more = "，".join(told[:2]), "；".join(told[2:])
    return f"{findings[0].headline}。{first}。{f'此外，{more}。' if more else ''}{cause}"


CAUSES = {Group.HANDLING: causes.of_handling, Group.OPENNESS: causes.of_openness, Group.EFFECT: causes.of_effect}
