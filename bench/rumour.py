"""Rumours: posts found true or not, learned and judged as the product does, beside TF-IDF and a linear SVM."""

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from huiying.language.rumour_lessons import Confirmed, RumourLessons
from huiying.language.segment import cut
from huiying.language.spread import Spread

BINS = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--train", type=Path, required=True, help="JSON lines: text, label (1 is a rumour), spread figures"
    )
    parser.add_argument("--test", type=Path, help="the same; without it, five parts of --train in turn")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """macro_f1 and ece (ten bins) of the product; baseline_f1 is the better of words and characters with an SVM."""
    train = list(_posts(options.train))
    splits = [(train, list(_posts(options.test)))] if options.test else list(_parts(train))
    said, scores, words, characters = [], [], [], []
    seconds = 0.0
    for known, asked in splits:
        begun = time.perf_counter()
        judged = RumourLessons(known).judge_many([(post.text, post.spread) for post in asked])
        scores += [suspicion.score for suspicion in judged]
        seconds += time.perf_counter() - begun
        said += [post.rumour for post in asked]
        words += _baseline(known, asked, TfidfVectorizer(analyzer=cut))
        characters += _baseline(known, asked, TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True))
    macro_f1 = _macro(said, [score >= 0.5 for score in scores])
    of_words, of_characters = _macro(said, words), _macro(said, characters)
    return {
        "macro_f1": macro_f1,
        "baseline_f1": max(of_words, of_characters),
        "baseline_words_f1": of_words,
        "baseline_characters_f1": of_characters,
        "gain": round(macro_f1 - max(of_words, of_characters), 4),
        "ece": _ece(said, scores),
        "train": len(train),
        "test": len(said),
        "seconds": round(seconds, 2),
    }


def _posts(path: Path) -> Iterator[Confirmed]:
    with path.open(encoding="utf-8") as file:
        for line in filter(str.strip, file):
            row = json.loads(line)
            spread = Spread(
                followers=row.get("followers"),
                verified=row.get("verified"),
                reposts=row.get("n_reposts"),
                comments=row.get("n_repost_with_text"),
            )
            yield Confirmed(row["text"], bool(int(row["label"])), spread)


def _parts(posts: Sequence[Confirmed]) -> Iterator[tuple[list[Confirmed], list[Confirmed]]]:
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    for known, asked in folds.split(np.zeros(len(posts)), [post.rumour for post in posts]):
        yield [posts[i] for i in known], [posts[i] for i in asked]


def _baseline(known: Sequence[Confirmed], asked: Sequence[Confirmed], features: TfidfVectorizer) -> list[bool]:
    model = make_pipeline(features, LinearSVC(random_state=0))
    model.fit([post.text for post in known], [post.rumour for post in known])
    return [bool(said) for said in model.predict([post.text for post in asked])]


def _macro(said: Sequence[bool], judged: Sequence[bool]) -> float:
    return round(float(f1_score(said, judged, average="macro")), 4)


def _ece(said: Sequence[bool], scores: Sequence[float]) -> float:
    """Expected calibration error: how far, on average, a score lies from the share of rumours among posts with it."""
    true, score = np.array(said, dtype=float), np.array(scores)
    bins = np.minimum((score * BINS).astype(int), BINS - 1)
    parts = [np.abs(true[bins == b].sum() - score[bins == b].sum()) for b in range(BINS)]
    return round(float(sum(parts) / max(len(said), 1)), 4)
