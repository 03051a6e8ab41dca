"""Causes of what is wrong, each said only where the figures show it, and with the figure that does."""

from collections.abc import Sequence

from .findings import asked_for, slow_sections
from .reading import Reading, Row
from .wording import listed, quantity, quoted, statements, the_month

MOST_SECTIONS = 3
LEAST = 3
"""Late answers from which a cause is looked for among them."""
STANDS_OUT, THEME_SHARE, TOPIC_SHARE = 1.3, 0.3, 0.25
"""How much larger than its share of all letters a share of the late ones is; the shares of one theme, of one topic."""
SLOWEST = 0.5
"""The share of the days of a late answer from which one step is said to have lost them."""
LESS_CONTENT = 5.0
"""Points below the rate of all from which a section's writers are less content."""
LEAST_RATED = 10


def of_handling(reading: Reading, found: set[str]) -> str:
    """Where lateness gathers: sections, themes, topics, a step of the work, days of absence, holidays, a busy month."""
    if "late" not in found:
        return ""
    sections = slow_sections(reading)
    told = (
        _where(reading, sections) if sections else "",
        _theme(reading),
        _topic(reading),
        _step(reading),
        _away(reading),
        _holidays(reading),
        _overwhelmed(reading),
        _season(reading),
    )
    causes = statements(*told)
    return f"从原因看，{causes}" if causes else ""


def _where(reading: Reading, sections: Sequence[Row]) -> str:
    first = sections[0]
    told = f"答复{_of_section(reading, first, 'replied', 'closed')}中超期{_of_section(reading, first)}"
    if len(sections) == 1:
        return f"超期全部发生在{first['section']}，{told}"
    if first["late"] * 2 >= sum(section["late"] for section in sections):
        return f"超期主要集中在{first['section']}，{told}"
    named = [f"{section['section']}（{_of_section(reading, section)}）" for section in sections[:MOST_SECTIONS]]
    if len(sections) > MOST_SECTIONS:
        return f"超期分散在多个科室，较多的是{listed(named)}"
    return f"超期发生在{listed(named)}"


def _of_section(reading: Reading, row: Row, figure: str = "late_closed", field: str = "late") -> str:
    return reading.many(row[field], "件", f"{figure}:section={row.get('id')}")


def _theme(reading: Reading) -> str:
    """A theme with a larger share of what was late than of what came."""
    row, late = _most_late(reading, "theme")
    if not row or row["late"] < LEAST:
        return ""
    received = reading.some("received")
    share = row["late"] / late
    if not received or share < THEME_SHARE or share < STANDS_OUT * row["received"] / received:
        return ""
    counted = reading.many(row["late"], "件", f"late:theme={row['key']}")
    return f"超期较多的领域是{row['name']}（{counted}），所占比重高于其来件比重"


def _topic(reading: Reading) -> str:
    row, late = _most_late(reading, "topic")
    if not row or row["late"] < max(LEAST, TOPIC_SHARE * late):
        return ""
    counted = reading.many(row["late"], "件", f"late:topic={row['key']}")
    return f"超期件中有{counted}涉及{quoted([row['name']])}这一热点"


def _most_late(reading: Reading, key: str) -> tuple[Row | None, int]:
    causes = reading.part("causes")
    return causes.get(key), int(causes.get("late") or 0)


def _step(reading: Reading) -> str:
    """The step that took at least half of the days of late answers."""
    causes = reading.part("causes")
    steps = [step for step in causes.get("steps") or () if step["days"] is not None]
    if (causes.get("answered_late") or 0) < LEAST or len(steps) < 2:
        return ""
    slowest = max(steps, key=lambda step: float(step["days"]))
    if slowest["days"] < 1 or slowest["days"] < SLOWEST * sum(step["days"] for step in steps):
        return ""
    told = "、".join(f"{step['name']}{reading.many(step['days'], '天', step['key'])}" for step in steps)
    return f"超期答复各环节用时的中位数为{told}，时间主要耗在{slowest['name']}环节"


def slowest_step(reading: Reading) -> Row | None:
    """The step that is said to have lost the time."""
    steps = reading.part("causes").get("steps") or ()
    return (
        max((s for s in steps if s["days"]), key=lambda s: float(s["days"]), default=None) if _step(reading) else None
    )


def _away(reading: Reading) -> str:
    away = reading.part("causes").get("away") or 0
    if away < LEAST:
        return ""
    return f"超期件中有{reading.many(away, '件', 'late_while_away')}的承办人在时限内外出，代办衔接不够及时"


def _holidays(reading: Reading) -> str:
    """Terms that began around long holidays, if more of them than of the others were late."""
    causes = reading.part("causes")
    late, around, all_late, clocks = (
        causes.get(key) or 0 for key in ("late_at_holidays", "at_holidays", "late", "clocks")
    )
    if late < LEAST or not around or not clocks or late / around < STANDS_OUT * all_late / clocks:
        return ""
    told = reading.many(around, "件", "clocks_at_holidays"), reading.many(late, "件", "late_at_holidays")
    return f"长假期间及其后五个工作日内起算的{told[0]}中超期{told[1]}，节后来件集中时办理力量跟不上"


def _overwhelmed(reading: Reading) -> str:
    """The month in which most came, if it is also the one in which the largest share was late."""
    filled = [month for month in reading.rows("monthly") if month["received"] and month.get("late") is not None]
    if len(filled) < 3:
        return ""
    most = max(filled, key=lambda month: int(month["received"]))
    if most["late"] < LEAST or most is not max(filled, key=lambda month: float(month["late"] / month["received"])):
        return ""
    received, late = (reading.many(most[key], "件", f"{key}@{most['month']}") for key in ("received", "late"))
    return f"{the_month(most['month'])}来件最多（{received}），超期{late}，比例为各月最高，来件集中时办理力量跟不上"


def _season(reading: Reading) -> str:
    """A month that is the busiest year after year."""
    season = reading.part("recurring").get("season")
    if not season:
        return ""
    told = [
        reading.cited(f"{the_month(days)}{quantity(reading.number(f'received@{days}') or 0, '件')}", f"received@{days}")
        for days in season["years"]
    ]
    return f"{season['month']}月连年来件最多（{'、'.join(told)}），高峰可以预见而准备不足"


def of_openness(reading: Reading, found: set[str]) -> str:
    """Answers that were given but not shown; letters that ask for what could have been read."""
    replied, shown = reading.some("replied"), reading.value("published_answers")
    told = []
    if shown is not None and found & {"unpublished_topics", "low_publication"} and shown * 2 <= replied:
        few = f"公开答复{reading.told('published_answers')}" if shown else "没有公开答复"
        told.append(f"答复{reading.told('replied')}，{few}，办件成果转为公开内容的不多")
    stale = [gap for gap in reading.rows("gap") if gap["ruling"] == "out_of_date" and gap["best"]]
    if "gap" in found and stale:
        asked = reading.many(stale[0]["asked"], "件", asked_for(stale[0]))
        told.append(f"已公开的《{stale[0]['best']}》没有及时更新，期内仍有{asked}来件问及")
    return f"从原因看，{statements(*told)}" if told else ""


def of_effect(reading: Reading, found: set[str]) -> str:
    """An answer in time that did not solve the matter; a section whose writers are less content."""
    rate, solved = reading.value("on_time_rate"), reading.value("solved_rate")
    told = []
    if rate is not None and solved is not None and "unsolved" in found and solved < rate:
        told.append(f"按时答复率为{reading.told('on_time_rate')}，解决率低于这一水平，有的答复及时但没有解决问题")
    if "dissatisfied" in found and (section := least_content(reading)):
        rated, satisfied = (
            reading.many(section[k], "件", f"{k}:section={section['id']}") for k in ("rated", "satisfied")
        )
        told.append(f"{section['section']}的答复满意率较低，评价{rated}中满意{satisfied}")
    return f"从原因看，{statements(*told)}" if told else ""


def least_content(reading: Reading) -> Row | None:
    """The section with the lowest satisfaction, where it lies clearly below that of all."""
    rate = reading.value("satisfaction_rate")
    rows: list[Row] = [row for row in reading.part("causes").get("rated") or () if row["rated"] >= LEAST_RATED]
    lowest = min(rows, key=lambda row: float(row["satisfied"] / row["rated"]), default=None)
    if lowest is None or rate is None or 100 * lowest["satisfied"] / lowest["rated"] > rate - LESS_CONTENT:
        return None
    return lowest
