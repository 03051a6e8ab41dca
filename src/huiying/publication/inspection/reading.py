"""What an inspector finds by reading: wrong words, personal data, pages that tell neither source nor section."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from wagtail.models import Page

from huiying.language import privacy

from ..columns import NEWS
from .figures import Rule
from .finding import Finding
from .texts import PublicText

AROUND = 8  # characters shown on each side of a wrong word
# 省略号 …… and 破折号 —— are two signs that stand together, and ？！ may (GB/T 15834-2011).
_DOUBLED = re.compile(r"[，。；：、]{2,}|[！？]{3,}")
# Names and addresses stand on official pages rightly; a citizen's numbers never do.
NEVER = frozenset({"phone", "id_number", "bank_card"})
_MANY_DIGITS = re.compile(r"(?:\d[^\d\n]?){11}")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A word that is written wrongly, how it should read, and by what; right inside any of `within`."""

    wrong: str
    right: str
    cite: str
    within: tuple[str, ...] = ()


@cache
def lexicon() -> tuple[Wrong, ...]:
    told = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
    return tuple(
        Wrong(wrong, right, told["sources"][group["source"]], tuple(group.get("within", {}).get(wrong, ())))
        for group in told["groups"]
        for wrong, right in group["words"].items()
    )


def wrong_words(rule: Rule, texts: Iterable[PublicText]) -> Iterator[Finding]:
    for text in texts:
        for word in lexicon():
            if word.wrong in text.text and (at := _place(text.text, word)) >= 0:
                facts = {"page": text.title, "wrong": word.wrong, "right": word.right, "cite": word.cite}
                yield Finding(rule=rule.id, url=text.url, facts=facts | {"around": _around(text.text, at, word.wrong)})
        if doubled := _DOUBLED.search(text.text):
            facts = {"page": text.title, "wrong": doubled[0], "around": _around(text.text, doubled.start(), doubled[0])}
            yield Finding(rule=rule.id, sort="doubled", url=text.url, facts=facts)


def _place(text: str, word: Wrong) -> int:
    """Where the word first stands by itself, -1 where it is always part of a right one."""
    at = text.find(word.wrong)
    while at >= 0:
        if not any(_stands(text, at, word.wrong, right) for right in word.within):
            return at
        at = text.find(word.wrong, at + 1)
    return -1


def _stands(text: str, at: int, wrong: str, right: str) -> bool:
    """Whether the word at this place is a piece of a right one."""
    start = at - right.find(wrong)
    return start >= 0 and text.startswith(right, start)


def _around(text: str, at: int, word: str) -> str:
    return privacy.mask(" ".join(text[max(0, at - AROUND) : at + len(word) + AROUND].split()))


def personal_data(rule: Rule, texts: Iterable[PublicText]) -> Iterator[Finding]:
    """Numbers of a person that anybody can read; the finding names their sort and never repeats them."""
    for text in texts:
        read = f"{text.text}\n{text.theirs}"
        if not _MANY_DIGITS.search(read):
            continue
        kinds = sorted({mark.type for mark in privacy.find(read)} & NEVER)
        for kind in kinds:
            yield Finding(rule=rule.id, sort=kind, url=text.url, facts={"page": text.title})


def page_facts(rule: Rule, pages: Iterable[tuple[Page, PublicText]]) -> Iterator[Finding]:
    """Pages that do not tell where they come from, when they were published, or (but for news) which section
    answers for them.
    """
    for page, text in pages:
        if not hasattr(page, "source"):
            continue
        asked = ("source",) if f"/{NEWS}/" in page.url_path else ("source", "section")
        missing = [name for name in asked if not str(getattr(page, name, "x")).strip()]
        if page.first_published_at is None:
            missing.append("date")
        if missing:
            yield Finding(rule=rule.id, url=text.url, facts={"page": text.title, "missing": missing})
