"""A published thing as questions meet it, and the passages into which it is cut."""

import re
from dataclasses import dataclass

LONGEST = 240  # characters of a passage: about three sentences, what is shown as the answer
SHORTEST = 12  # a piece shorter than this says little alone and goes with its neighbour
READ = 6_000  # characters of a page that are read
MOST_PASSAGES = 40  # of one page

# How an office opens a reply: whom it greets and what was asked, up to where it begins to answer.
_OPENING = re.compile(r"^.{0,160}?(?:答复|回复|说明|告知|汇报|反馈)(?:内容)?如下\s*[：:，,。]?\s*", re.DOTALL)
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is published: its id, title, text without marks, and the section or column whose name it carries."""

    id: str
    title: str
    text: str
    section: str = ""


def passages(text: str) -> list[str]:
    """The text in pieces of whole sentences, none longer than a passage may be; [""] where there is no text.

    A passage rather than the page is what answers: see Kaszkiel and Zobel, "Passage retrieval revisited", SIGIR 1997.
    """
    found: list[str] = []
    for sentence in _sentences(text[:READ]):
        joined = f"{found[-1]}{sentence}" if found else sentence
        if found and (len(joined) <= LONGEST or len(found[-1]) < SHORTEST):
            found[-1] = joined[: 2 * LONGEST]
        else:
            found.append(sentence)
    return found[:MOST_PASSAGES] or [""]


def _sentences(text: str) -> list[str]:
    """Sentences; one that is longer than a passage in pieces of that length."""
    told = (match.group().strip() for match in _SENTENCE.finditer(text))
    return [one[at : at + LONGEST] for one in told if one for at in range(0, len(one), LONGEST)]


def substance(passage: str) -> str:
    """What a passage answers, without the question that it repeats; "" where it only opens a reply."""
    return _OPENING.sub("", passage, count=1).strip()
