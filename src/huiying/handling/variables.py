"""模板变量 · The variables of reply templates: which there are, what they stand for in a case, what is still to be
filled in by hand.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from huiying.language import privacy

from .models import Case

SALUTATION, NUMBER, TITLE, RECEIVED, SECTION, ANSWERED, PHONE = KNOWN = (
    "称呼",
    "来信编号",
    "标题",
    "收件日期",
    "主办科室",
    "答复日期",
    "联系电话",
)
GREETING = "您好"
TITLES = ("先生", "女士")
_DOUBLE = ("欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "东方")
_VARIABLE = re.compile(r"[{｛]\s*([^{}｛｝\n]{0,40}?)\s*[}｝]")
_TO_FILL = re.compile(r"【待填：([^】\n]{1,40})】")


def unknown(text: str) -> list[str]:
    """The variables of a text that do not exist, each once."""
    return [name for name in dict.fromkeys(_VARIABLE.findall(text)) if name not in KNOWN]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables filled; one without a value stays visible as 【待填：…】."""
    return _VARIABLE.sub(lambda found: values.get(found[1]) or f"【待填：{found[1]}】", text)


def to_fill(text: str) -> list[str]:
    """What a reply still lacks: the names in its 【待填：…】, each once."""
    return list(dict.fromkeys(_TO_FILL.findall(text)))


def values_of(case: Case, *, at: datetime) -> dict[str, str]:
    """What the variables stand for in a case. The desk knows no telephone of a section, so that one is written by hand;
    the day of the answer is the day on which the template is taken.
    """
    writer, part = case.voice.correspondent, case.lead_part()
    return {
        SALUTATION: salutation(writer.name if writer else ""),
        NUMBER: case.voice.number,
        TITLE: privacy.mask(case.title),
        RECEIVED: _day(case.voice.said_at),
        SECTION: str(part.section) if part else "",
        ANSWERED: _day(at),
    }


def salutation(name: str) -> str:
    """王先生, where the writer signed so; 您好 where nothing says how they are addressed. A given name never appears,
    since the answer may be published.
    """
    title = next((title for title in TITLES if name.endswith(title)), "")
    family = name.removesuffix(title)
    if not title or not family:
        return GREETING
    return f"{family[:2] if family.startswith(_DOUBLE) else family[:1]}{title}"


def _day(moment: datetime) -> str:
    """As a Chinese letter has it, whatever language the desk speaks."""
    return date_format(timezone.localtime(moment), "Y年n月j日")
