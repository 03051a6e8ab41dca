"""How long something lasts, as a scenario writes it: `5m`, `2h30m`, `1d`."""

import re
from datetime import timedelta

LONGEST = timedelta(days=7)
_SHAPE = re.compile(r"(?:(\d{1,3})d)?(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,4})s)?", re.ASCII)


def duration(text: str) -> timedelta | None:
    """None where the text is no duration, or one longer than a drill may last."""
    met = _SHAPE.fullmatch(text.strip())
    if met is None or not any(met.groups()):
        return timedelta() if text.strip() == "0" else None
    days, hours, minutes, seconds = (int(part or 0) for part in met.groups())
    found = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return found if found <= LONGEST else None


def written(value: timedelta) -> str:
    """The same as a file would write it."""
    left, told = int(value.total_seconds()), ""
    for name, size in (("d", 86400), ("h", 3600), ("m", 60), ("s", 1)):
        count, left = divmod(left, size)
        told += f"{count}{name}" if count else ""
    return told or "0m"
