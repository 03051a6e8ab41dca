"""The manners of writers: polite, terse, angry, plain-spoken, careless, thorough."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .chance import Chance

# How often each manner is met; anger belongs to complaints only.
MANNERS = {"polite": 30, "plain": 26, "terse": 13, "spoken": 11, "careless": 8, "thorough": 7, "listed": 5}
ANGRY_KINDS = ("投诉", "举报", "求助")


@dataclass(frozen=True, slots=True)
class Styles:
    greetings: tuple[str, ...]
    mayor_greetings: tuple[str, ...]
    endings: tuple[str, ...]
    bridges: tuple[str, ...]
    angry: tuple[str, ...]
    plainspoken: tuple[str, ...]
    tags: tuple[str, ...]
    background: Mapping[str, tuple[str, ...]]
    spoken: Mapping[str, str]
    slips: Mapping[str, str]


@cache
def styles() -> Styles:
    """Read the manners, once."""
    data = tomllib.loads(files(__package__).joinpath("styles.toml").read_text(encoding="utf-8"))
    lists = {key: tuple(value) for key, value in data.items() if isinstance(value, list)}
    background = {voice: tuple(lines) for voice, lines in data["background"].items()}
    return Styles(background=background, spoken=data["spoken"], slips=data["slips"], **lists)


def draw_manner(kind: str, rng: Chance) -> str:
    """A manner of writing that suits the kind of letter."""
    if kind in ANGRY_KINDS and rng.happens(0.24):
        return "angry"
    return rng.weighted(MANNERS)


def speak(text: str, rng: Chance) -> str:
    """The text in spoken words: about two in three of the formal ones give way."""
    for formal, said in styles().spoken.items():
        if formal in text and rng.happens(0.65):
            text = text.replace(formal, said, 1)
    return text


def slip(text: str, rng: Chance, most: int = 2) -> str:
    """The text with one or two slips of the finger and a loose hand with full stops."""
    present = [right for right in styles().slips if right in text]
    for right in rng.some(present, rng.randint(1, most)):
        text = text.replace(right, styles().slips[right], 1)
    return text.replace("。", rng.pick(("，", "。", " ")), 1)


def shout(text: str, rng: Chance) -> str:
    """The text with some of its full stops raised."""
    parts = text.split("。")
    return "".join(part + ("！" if rng.happens(0.35) else "。") for part in parts[:-1]) + parts[-1]
