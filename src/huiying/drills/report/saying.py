"""How a result's figures, moments and rows are said in the report."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from huiying.drills.scoring.rubric import GOOD, PASS
from huiying.reporting.papers.wording import brief, number

Told = Mapping[str, Any]
SORTS: Final = {
    "misread": "政策误读",
    "accident": "安全事故",
    "arrears": "欠薪",
    "rumour": "谣言",
    "protest": "征地维权",
    "storm": "极端天气",
}
MOST_QUOTED: Final = 40


def score(points: float | None) -> str:
    return "不评" if points is None else f"{number(points)}分"


def plain(points: float | None) -> str:
    """As a cell of a table has it."""
    return "不评" if points is None else number(points)


def hour(iso: str) -> str:
    """10时05分."""
    at = datetime.fromisoformat(iso)
    return f"{at.hour}时{at.minute:02}分"


def day(iso: str) -> str:
    at = datetime.fromisoformat(iso)
    return f"{at.year}年{at.month}月{at.day}日"


def moment(iso: str, began: str) -> str:
    """10时05分, with the day where it is another than that of the beginning."""
    at, first = datetime.fromisoformat(iso), datetime.fromisoformat(began)
    return hour(iso) if at.date() == first.date() else f"{at.month}月{at.day}日{hour(iso)}"


def span(told: Told) -> str:
    """2026年3月15日10时00分至13时00分."""
    began, ended = told["began_at"], told["ended_at"]
    return f"{day(began)}{hour(began)}至{moment(ended, began)}"


def lasted(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return "".join([f"{hours}小时" if hours else "", f"{rest}分钟" if rest or not hours else ""])


def calendar_day(at: date) -> str:
    return f"{at.year}年{at.month}月{at.day}日"


def scored(told: Told) -> list[Told]:
    return [point for point in told["points"] if point["points"] is not None]


def low(told: Told) -> list[Told]:
    """Those below the mark, the lowest first."""
    return sorted((point for point in scored(told) if point["points"] < GOOD), key=lambda point: point["points"])


def failed(told: Told) -> list[Told]:
    return [point for point in scored(told) if point["points"] < PASS]


def quote(words: str, most: int = MOST_QUOTED) -> str:
    return f"“{brief(words, most)}”" if words.strip() else ""


def sentence(text: str) -> str:
    return f"{text.rstrip('。')}。" if text else ""
