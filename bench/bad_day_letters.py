"""The letters of a bad day: each bears a mark of its own in its text, by which it is found again wherever it came in,
and one in fifty tells of an emergency.
"""

import random
import re
from dataclasses import dataclass

from bench.api_posts import MATTERS, PLACES

EMERGENCY_EVERY = 50
WAYS = {"form": "A", "single": "B", "batch": "C", "feed": "D"}
HAPPENED = (
    "{place}一栋居民楼起火，浓烟滚滚，有人被困在六楼，请马上派消防车。",
    "{place}发生燃气爆炸，多人受伤，现场一片混乱，请立即救援。",
    "{place}一处在建工地坍塌，有工人被埋，正在等待救援。",
    "{place}化工厂储罐泄漏，气味刺鼻，附近居民呕吐头晕，需要疏散。",
    "{place}发生山体滑坡，道路中断，有车辆被埋，人员失联。",
)
MARK = re.compile(r"编号([0-9A-Z]{6}[ABCD]\d{6}E?)")


@dataclass(frozen=True, slots=True)
class Letter:
    """`mark` stands in the text; that of an emergency ends in E."""

    mark: str
    title: str
    text: str
    said_by: str

    @property
    def emergency(self) -> bool:
        return self.mark.endswith("E")


def letter(run: str, way: str, number: int) -> Letter:
    """The letter with this number among those of a way (`WAYS`) on the day `run` (six letters and digits)."""
    chance = random.Random(f"{run}{way}{number}")
    emergency = number % EMERGENCY_EVERY == 7
    place, matter = chance.choice(PLACES), chance.choice(MATTERS)
    mark = f"{run}{WAYS[way]}{number:06d}{'E' if emergency else ''}"
    if emergency:
        title, text = f"{place}紧急求助", chance.choice(HAPPENED).format(place=place)
    else:
        title = f"{place}{matter}"
        text = f"{place}{matter}，已经{chance.randint(2, 30)}天了，多次反映没有结果，请尽快派人处理并答复。"
    return Letter(mark, title, f"{text}编号{mark}。", f"居民{chance.randrange(9000)}")
