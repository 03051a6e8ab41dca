"""Everything together, as the rooms do it: judge with privacy, duplicates, vectors of the stream, and topics."""

import argparse
import random
import re
import resource
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from huiying.language import duplicates, encoders
from huiying.language.judge import Judge, Office, SectionDuty
from huiying.language.post import Post
from huiying.language.topics import TopicStream
from huiying.project.demo.world.letters import letters
from huiying.project.demo.world.office import load_office

POST, LETTER = 70, 300
BATCH = 200
END = date(2026, 6, 30)
SEEDS = (11, 12, 13)
FIRST = datetime(2026, 6, 1, tzinfo=UTC)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--posts", type=int, default=4000, help="posts of 70 characters")
    parser.add_argument("--letters", type=int, default=1000, help="letters of 300 characters")


def run(options: argparse.Namespace) -> dict[str, Any]:
    sentences = list(_sentences())
    judge = Judge(_office())
    encoders.stream().encode(["装载不计入用时"])
    judge.judge("装载不计入用时")
    begun = time.process_time()
    posts = _work(judge, _written(options.posts, POST, sentences, seed=1))
    long = _work(judge, _written(options.letters, LETTER, sentences, seed=2))
    return {
        "posts": options.posts,
        "letters": options.letters,
        "posts_per_s": _rate(options.posts, posts),
        "letters_per_s": _rate(options.letters, long),
        "seconds": round(sum(posts.values()) + sum(long.values()), 2),
        "cpu_seconds": round(time.process_time() - begun, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "posts_seconds": {part: round(seconds, 2) for part, seconds in posts.items()},
        "letters_seconds": {part: round(seconds, 2) for part, seconds in long.items()},
        "encoder": encoders.stream().name,
    }


def _work(judge: Judge, texts: Sequence[str]) -> dict[str, float]:
    """Seconds of each part of the work: texts come in, a batch at a time, and at the end the copies are joined."""
    spent = dict.fromkeys(("judge", "vectors", "topics", "duplicates"), 0.0)
    stream = TopicStream()
    for start in range(0, len(texts), BATCH):
        batch = texts[start : start + BATCH]
        with _timed(spent, "judge"):
            for _ in judge.judge_many(("", text) for text in batch):
                pass
        with _timed(spent, "vectors"):
            encoders.stream().encode(batch)
        with _timed(spent, "topics"):
            stream.add([_post(start + i, text) for i, text in enumerate(batch)])
    with _timed(spent, "topics"):
        stream.topics()
    with _timed(spent, "duplicates"):
        duplicates.groups(texts)
    return spent


class _timed:  # noqa: N801 - reads as a word of the language
    """Adds the time of a block to what was spent on its part."""

    def __init__(self, spent: dict[str, float], part: str) -> None:
        self._spent, self._part = spent, part

    def __enter__(self) -> None:
        self._started = time.perf_counter()

    def __exit__(self, *told: object) -> None:
        self._spent[self._part] += time.perf_counter() - self._started


def _rate(count: int, spent: dict[str, float]) -> float:
    return round(count / max(sum(spent.values()), 1e-9), 1)


def _office() -> Office:
    return Office(tuple(SectionDuty(name=s.name, duties=s.duties) for s in load_office().sections))


def _post(number: int, text: str) -> Post:
    return Post(id=str(number), title="", text=text, at=FIRST + timedelta(seconds=20 * number), likes=number % 7)


def _sentences() -> Iterator[list[str]]:
    """The sentences of each demo letter of several years of our own making."""
    for seed in SEEDS:
        for letter in letters(seed, END):
            yield re.findall(r"[^。！？\n]+[。！？]?", letter.text)


def _written(count: int, length: int, sentences: Sequence[list[str]], *, seed: int) -> list[str]:
    """Texts of exactly `length` characters: a letter's sentences in an order of chance, with those of others after."""
    chance = random.Random(seed)
    return [_one(length, sentences, chance) for _ in range(count)]


def _one(length: int, sentences: Sequence[list[str]], chance: random.Random) -> str:
    text = ""
    while len(text) < length:
        more = chance.choice(sentences)
        text += "".join(chance.sample(more, len(more)))
    return text[:length]
