"""The writer of a letter and how they send it: the channel, the name they give, whether others may read it."""

from collections.abc import Mapping

from .chance import Chance
from .identity import Person, account, foreigner, person
from .matter import Matter

CHANNELS: Mapping[str, Mapping[str, float]] = {
    "firm": {
        "department-mailbox": 46,
        "mayor-mailbox": 22,
        "public-board": 14,
        "wechat": 10,
        "files": 5,
        "weibo": 3,
    },
    "citizen": {
        "public-board": 32,
        "department-mailbox": 20,
        "mayor-mailbox": 16,
        "weibo": 16,
        "wechat": 14,
        "files": 2,
    },
    "worker": {
        "public-board": 36,
        "wechat": 18,
        "mayor-mailbox": 18,
        "weibo": 14,
        "department-mailbox": 12,
        "files": 2,
    },
    "foreign": {"department-mailbox": 74, "mayor-mailbox": 20, "wechat": 6},
}
SOCIAL = ("weibo", "wechat")
OPEN_CHANNELS = (*SOCIAL, "public-board")


def draw_person(matter: Matter, channel: str, slots: Mapping[str, str], rng: Chance) -> Person:
    """An account on a social platform, often a nickname on the board, else a named person."""
    if channel in SOCIAL or (channel == "public-board" and rng.happens(0.45)):
        return account(rng)
    if matter.voice == "foreign" and rng.happens(0.6):
        return foreigner(slots["foreigner"], rng)
    return person(rng)


def wants_public(channel: str, kind: str, who: Person, text: str, rng: Chance) -> bool:
    """What was said in the open stays open; reports (举报) and letters with numbers in them mostly stay closed."""
    if channel in OPEN_CHANNELS:
        return True
    if kind == "举报" or (who.phone and who.phone in text) or "身份证号" in text:
        return rng.happens(0.2)
    return rng.happens(0.66)


def draw_likes(channel: str, rng: Chance, typical: int = 6) -> int:
    """Likes: a long tail on open channels, none in a mailbox."""
    return int(rng.expovariate(1 / typical)) if channel in OPEN_CHANNELS else 0
