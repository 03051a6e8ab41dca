"""三、存在的问题和原因: findings in at most three points, each with what the figures say of its cause."""

from collections.abc import Sequence

from .findings import Finding, Group, slow_sections
from .reading import Reading, Row
from .wording import listed, numbered, the_month

MOST_SECTIONS = 3
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
    told = [finding.text for finding in findings]
    first, more = "，".join(told[:2]), "；".join(told[2:])
    return f"{findings[0].headline}。{first}。{f'此外，{more}。' if more else ''}{cause}"


def _of_handling(reading: Reading, found: set[str]) -> str:
    """Where lateness gathers: in sections, and in the month in which most came."""
    if "late" not in found:
        return ""
    sections, busiest = slow_sections(reading), _overwhelmed(reading.rows("monthly"))
    where = _where(sections) if sections else ""
    when = (
        f"{the_month(busiest['month'])}来件最多（{busiest['received']}件），按时答复{busiest['on_time']}件，比例为各月最低，"
        "来件集中时办理力量跟不上"
        if busiest
        else ""
    )
    causes = "；".join(filter(None, (where, when)))
    return f"从原因看，{causes}。" if causes else ""


def _where(sections: Sequence[Row]) -> str:
    first = sections[0]
    if len(sections) == 1:
        return f"超期全部发生在{first['section']}，答复{first['closed']}件中超期{first['late']}件"
    if first["late"] * 2 >= sum(section["late"] for section in sections):
        return f"超期主要集中在{first['section']}，答复{first['closed']}件中超期{first['late']}件"
    named = [f"{section['section']}（{section['late']}件）" for section in sections[:MOST_SECTIONS]]
    if len(sections) > MOST_SECTIONS:
        return f"超期分散在多个科室，较多的是{listed(named)}"
    return f"超期发生在{listed(named)}"


def _overwhelmed(months: Sequence[Row]) -> Row | None:
    """The month in which most came, if it is also the one in which the smallest share was answered on time."""
    filled = [month for month in months if month["received"]]
    if len(filled) < 3:
        return None
    most = max(filled, key=lambda month: int(month["received"]))
    worst = min(filled, key=lambda month: float(month["on_time"] / month["received"]))
    return most if most is worst else None


def _of_openness(reading: Reading, found: set[str]) -> str:
    """Answers that were given but not shown."""
    replied, shown = reading.some("replied"), reading.value("published_answers")
    if shown is None or not found & {"unpublished_topics", "low_publication"} or shown * 2 > replied:
        return ""
    few = f"公开答复{reading.told('published_answers')}" if shown else "没有公开答复"
    return f"从原因看，答复{reading.told('replied')}，{few}，办件成果转为公开内容的不多。"


def _of_effect(reading: Reading, found: set[str]) -> str:
    """An answer in time that did not solve the matter."""
    rate, solved = reading.value("on_time_rate"), reading.value("solved_rate")
    if rate is None or solved is None or "unsolved" not in found or solved >= rate:
        return ""
    return f"从原因看，按时答复率为{reading.told('on_time_rate')}，解决率低于这一水平，有的答复及时但没有解决问题。"


CAUSES = {Group.HANDLING: _of_handling, Group.OPENNESS: _of_openness, Group.EFFECT: _of_effect}
