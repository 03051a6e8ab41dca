"""How moments, stretches, shares and quotations are written in a score."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

MINUTE: Final = timedelta(minutes=1)
MOST_WORDS: Final = 120


def stamp(at: datetime) -> str:
    """ISO 8601 in the office's zone, to the second: a figure can be counted again from it."""
    return timezone.localtime(at).isoformat(timespec="seconds")


def hour(at: datetime) -> str:
    """9时05分."""
    local = timezone.localtime(at)
    return f"{local.hour}时{local.minute:02}分"


def took(length: timedelta) -> str:
    """1小时20分钟, 2天3小时, 不到1分钟."""
    minutes = int(abs(length) / MINUTE)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    told = [f"{days}天" if days else "", f"{hours}小时" if hours else "", f"{minutes}分钟" if minutes else ""]
    return "".join(told[: 2 if days else 3]) or "不到1分钟"


def percent(share: float) -> str:
    """34%, or 34.5% where that is nearer."""
    told = f"{share * 100:.1f}".removesuffix(".0")
    return f"{told}%"


def quoted(text: str, most: int = MOST_WORDS) -> str:
    """The words in one line, cut where they are long."""
    line = " ".join(clean(text).split())
    return line if len(line) <= most else f"{line[:most]}…"


def clean(text: str, most: int | None = None) -> str:
    """Without what no reader sees, and no longer than `most`."""
    return "".join(char for char in text if char in "\n\t" or char.isprintable() or char == "\u3000")[:most]
