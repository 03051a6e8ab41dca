"""What became of the measures promised last time, and of the lessons: told by their figures then and now."""

from collections import Counter

from huiying.reporting.official import Table

from .reading import Reading, Row
from .wording import brief, clauses, quantity, statements, the_day, the_period

STATES = {"done": "完成", "partly": "部分完成", "not_done": "未完成", "open": "待核实"}
HELPED = {"yes": "有所改善", "no": "尚未见效", "same": "没有明显变化"}
MOST_NAMED, MOST_LESSONS = 2, 2
NONE = "—"


def last_time(reading: Reading, appendix: str) -> str:
    """上次自查提出措施8项，完成5项、部分完成2项、未完成1项; then those not done, with figure and reason."""
    rows = reading.rows("promised")
    if not rows:
        return ""
    states = Counter(row["state"] for row in rows)
    counted = "、".join(
        f"{word}{reading.many(states[state], '项', f'promised_{state}')}"
        for state, word in STATES.items()
        if states[state]
    )
    behind = [_behind(reading, row) for row in rows if row["state"] == "not_done"]
    more = "等" if len(behind) > MOST_NAMED else ""
    span = the_period(rows[0]["of"]["from"], rows[0]["of"]["to"])
    return statements(
        f"上次自查（{span}）提出措施{reading.many(len(rows), '项', 'promised')}，{counted}",
        f"未完成的有{'，'.join(behind[:MOST_NAMED])}{more}" if behind else "",
        f"各项措施的落实情况见{appendix}" if appendix else "",
    )


def _behind(reading: Reading, row: Row) -> str:
    now = row["now"]
    figure = f"{row['label']}本期为{reading.many(now, row['unit'], row['reference'])}" if now is not None else ""
    wanted = f"目标为{_wanted(row)}" if figure and row["wanted"] is not None else ""
    reason = f"原因是{row['reason'].rstrip('。')}" if row["reason"] else ""
    told = "，".join(filter(None, (figure, wanted, reason)))
    return f"“{brief(row['text'], 24)}”{f'（{told}）' if told else ''}"


def _wanted(row: Row) -> str:
    return quantity(row["wanted"], row["unit"])


def table(reading: Reading) -> Table | None:
    """上次自查措施落实情况, one line a measure."""
    rows = tuple(
        (
            brief(row["text"], 60),
            row["section"] or NONE,
            row["label"] or NONE,
            NONE if row["was"] is None else quantity(row["was"], row["unit"]),
            NONE if row["wanted"] is None else _wanted(row),
            NONE if row["now"] is None else reading.many(row["now"], row["unit"], row["reference"]),
            STATES[row["state"]],
        )
        for row in reading.rows("promised")
    )
    header = ("措施", "责任科室", "指标", "上次", "目标", "本期", "结果")
    return Table(header, rows, "上次自查措施落实情况", (30, 14, 16, 10, 10, 10, 10)) if rows else None


def learned(reading: Reading) -> str:
    """Lessons on which the figures say something, those first whose change helped."""
    told = [row for row in reading.rows("lessons") if row["helped"] in HELPED]
    told.sort(key=lambda row: list(HELPED).index(row["helped"]))
    return clauses(*(_lesson(reading, row) for row in told[:MOST_LESSONS]))


def _lesson(reading: Reading, row: Row) -> str:
    was, now = (
        reading.many(row[value], row["unit"], row[reference])
        for value, reference in (("before", "reference_before"), ("now", "reference_since"))
    )
    change = f"针对“{brief(row['happened'], 30)}”，{the_day(row['since'])}起{row['change'].rstrip('。')}"
    return f"{change}，{row['label']}由此前同样天数内的{was}变为{now}，{HELPED[row['helped']]}"
