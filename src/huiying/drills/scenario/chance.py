"""Seeded chance: every draw has a name, so that it is the same however a play is cut, stopped and taken up again."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from random import Random

from .people import NICKNAMES, SURNAMES, TITLES

CALM = 0.1
OPENINGS = {
    True: ("", "您好，", "领导好，", "局领导，您好，"),
    False: ("", "", "说一句，", "刚看到，", "再说一遍，", "我也说，"),
}
ENDINGS = {
    True: ("", "盼复。", "谢谢。", "请尽快答复。"),
    False: ("", "", "等回应。", "有同感的说一声。", "看看有没有人管。"),
}
"""What people put around the words of others: in letters, and in posts."""


def drawn(seed: int, *name: object) -> Random:
    """A source of chance for this one thing."""
    return Random("/".join(map(str, (seed, *name))))  # noqa: S311 - a drill is played, nothing is kept secret by it


def turn_of(options: Sequence[str], number: int, seed: int, name: str) -> str:
    """The `number`-th of them in turns: all are said before one is said again, and none twice in a row."""
    count = len(options)
    turn, place = divmod(number, count)
    if count < 3:
        return options[_order(count, seed, name, 0)[place]]
    order = _order(count, seed, name, turn)
    if turn and order[0] == _order(count, seed, name, turn - 1)[-1]:
        order = (order[1], order[0], *order[2:])
    return options[order[place]]


@lru_cache(maxsize=512)
def _order(count: int, seed: int, name: str, turn: int) -> tuple[int, ...]:
    order = list(range(count))
    drawn(seed, name, "turn", turn).shuffle(order)
    return tuple(order)


def varied(text: str, number: int, count: int, chance: Random, *, addressed: bool) -> str:
    """A wording that was said before is said again a little otherwise. What is not Chinese stays as it is."""
    opening, ending = chance.choice(OPENINGS[addressed]), chance.choice(ENDINGS[addressed])
    if number < count or text[:1].isascii():
        return text
    return f"{opening}{text}{ending}" if text.endswith(("。", "？", "！")) else f"{opening}{text}"


def writer(given: Sequence[str], chance: Random, *, addressed: bool) -> str:
    """Who says it: letters are signed by a name, other voices by an account that a number may follow."""
    if addressed:
        return chance.choice(given) if given else chance.choice(SURNAMES) + chance.choice(TITLES)
    name = chance.choice(given or NICKNAMES)
    return name if chance.random() < 0.4 else f"{name}{chance.choice(('', '_'))}{chance.randrange(2, 990)}"


def figures(ranges: Mapping[str, tuple[int, int]], temper: float, chance: Random) -> dict[str, int]:
    """Between the least and the most: mostly low while people are calm, mostly high when they are not."""
    share = chance.random() ** (2 / max(temper, CALM))
    found = {}
    for name, (least, most) in ranges.items():
        near = min(1.0, share * (0.8 + 0.4 * chance.random()))
        found[name] = least + round((most - least) * near)
    return found
