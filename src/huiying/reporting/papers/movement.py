"""Against the period before: a phrase that follows from both figures, and "" where there is nothing to compare."""

from .reading import Reading

FLAT_SHARE, MARKED_SHARE = 0.02, 0.2
FLAT_POINTS, MARKED_POINTS = 1.0, 5.0


def of_count(reading: Reading, key: str) -> str:
    """比上期的565件有所增加."""
    now, before = reading.value(key), reading.before(key)
    if now is None or before is None:
        return ""
    was = reading.told_before(key)
    if now == before:
        return "与上期相同"
    if not before:
        return f"上期为{was}"
    share = abs(now - before) / before
    if share < FLAT_SHARE:
        return f"与上期的{was}基本持平"
    degree = "明显" if share >= MARKED_SHARE else "有所"
    return f"比上期的{was}{degree}{'增加' if now > before else '减少'}"


def of_rate(reading: Reading, key: str) -> str:
    """高于上期的91.2%; nothing where either was taken of too few."""
    now, before = reading.value(key), reading.before(key)
    if now is None or before is None or not reading.enough(key):
        return ""
    if now == before:
        return "与上期持平"
    was, points = reading.told_before(key), abs(now - before)
    if points < FLAT_POINTS:
        return f"与上期的{was}基本持平"
    degree = "明显" if points >= MARKED_POINTS else ""
    return f"{degree}{'高于' if now > before else '低于'}上期的{was}"


def of_length(reading: Reading, key: str) -> str:
    """比上期的6.2天缩短."""
    now, before = reading.value(key), reading.before(key)
    if now is None or before is None or not reading.enough(key):
        return ""
    if now == before:
        return "与上期相同"
    return f"比上期的{reading.told_before(key)}{'缩短' if now < before else '延长'}"


def has_fallen(reading: Reading, key: str) -> bool:
    """Whether a rate is lower than in the period before by more than a point."""
    now, before = reading.value(key), reading.before(key)
    return now is not None and before is not None and reading.enough(key) and before - now >= FLAT_POINTS
