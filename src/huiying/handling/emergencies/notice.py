"""情况通报 · What the four parts say becomes the text of a notice, in the language of the public, to be edited before
it is signed.
"""

import hashlib
from datetime import datetime

from django.utils import dateformat, timezone

from ..models import Incident, Release, ReleaseSort

# The four parts of a first release (国办发〔2016〕80号): what it calls them, by the name of the column.
PARTS = {
    "situation": "基本情况",
    "verified": "初步核实情况",
    "measures": "已采取的措施",
    "advice": "请公众注意",
}
NUMBERS = ("一", "二", "三", "四")


def title_of(incident: Incident, number: int, sort: str) -> str:
    """关于松溪产业园仓库起火的情况通报（第1期）"""
    what = "新闻发布会通报" if sort == ReleaseSort.PRESS else "情况通报"
    last = "·终报" if sort == ReleaseSort.FINAL else ""
    return f"关于{incident.title}的{what}（第{number}期{last}）"


def text_of(incident: Incident, parts: dict[str, str], *, sort: str, next_at: datetime | None, at: datetime) -> str:
    """The body of the notice, without its title: the parts that are filled, what comes next, the organ, the hour."""
    filled = [(PARTS[name], parts[name].strip()) for name in PARTS if parts.get(name, "").strip()]
    body = [f"{number}、{head}\n{told}" for number, (head, told) in zip(NUMBERS, filled, strict=False)]
    return "\n\n".join([*body, _afterwards(sort, next_at), f"{incident.unit}\n{hour(at)}"])


def _afterwards(sort: str, next_at: datetime | None) -> str:
    if sort == ReleaseSort.FINAL:
        return "感谢社会各界的关心和监督。"
    if next_at is None:
        return "后续情况将及时发布，请以本机关发布的信息为准。"
    return f"下一次情况通报将于{hour(next_at)}前发布，请以本机关发布的信息为准。"


def hour(moment: datetime) -> str:
    """2026年3月15日16时05分"""
    return dateformat.format(timezone.localtime(moment), "Y年n月j日G时i分")


def digest_of(title: str, text: str) -> str:
    """What is signed: SHA-256 over title and text."""
    return hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()


def seal_of(release: Release) -> str:
    return digest_of(release.title, release.text)
