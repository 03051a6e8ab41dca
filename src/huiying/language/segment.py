"""Words of a Chinese text, as rjieba cuts them, without those that say nothing of the matter."""

import re
import tomllib
from functools import cache
from importlib.resources import files

import rjieba

from .reading import fold

_HAN_OR_LETTER = re.compile(r"[\u3400-\u9fff]|[a-z]")


@cache
def stop_words() -> frozenset[str]:
    """Words that stand in every letter: courtesies, pronouns, particles (`lexicons/stop_words.toml`)."""
    data = tomllib.loads(files(__package__).joinpath("lexicons/stop_words.toml").read_text(encoding="utf-8"))
    return frozenset(word for line in data["words"] for word in line.split())


def words(text: str) -> list[str]:
    """The telling words of a text in their order: at least two characters, no numbers, no stop words."""
    stop = stop_words()
    return [w for w in cut(text) if len(w) > 1 and w not in stop and _HAN_OR_LETTER.search(w)]


def cut(text: str) -> list[str]:
    """Every word of a text, folded to plain characters."""
    return [str(word) for word in rjieba.cut(fold(text))]
