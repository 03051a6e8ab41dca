"""Themes: the judge is taught by the confirmed letters of one file and asked for the themes of another."""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import accuracy_score, f1_score
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from huiying.language.judge import Example, Judge, Office
from huiying.language.scores import SURE

DRAWS = 5
BINS = 10
Letters = list[dict[str, Any]]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--train", type=Path, required=True, help="jsonl with title, detail, label: what was confirmed")
    parser.add_argument("--test", type=Path, required=True, help="jsonl of the same shape: what is asked")
    parser.add_argument("--labels", type=int, help="teach this many, drawn by chance; the mean of five draws")
    parser.add_argument("--seed", type=int, default=0)


def run(options: argparse.Namespace) -> dict[str, Any]:
    """The figures; with --labels the mean over five draws of that many confirmed letters."""
    train, test = letters(options.train), letters(options.test)
    if options.labels is None or options.labels >= len(train):
        return figures(train, test)
    draws = [figures(drawn(train, options.labels, seed), test) for seed in range(options.seed, options.seed + DRAWS)]
    mean = {key: round(float(np.mean([draw[key] for draw in draws])), 4) for key in draws[0]}
    return mean | {"draws": DRAWS, "macro_f1_of_draws": [draw["macro_f1"] for draw in draws]}


def letters(path: Path) -> Letters:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def drawn(train: Letters, count: int, seed: int) -> Letters:
    """Letters drawn by chance, as they come to a desk: a rare theme may be missing."""
    places = np.random.default_rng(seed).permutation(len(train))[:count]
    return [train[place] for place in places]


def figures(train: Letters, test: Letters) -> dict[str, Any]:
    """What the judge is worth on `test`; every letter is answered with its best theme, sure of it or not."""
    begun = time.perf_counter()
    judge = Judge(Office(()), [Example(r["detail"], theme=r["label"], title=r["title"] or "") for r in train])
    judge.judge("")
    taught = time.perf_counter()
    said = list(judge.judge_many((row["title"] or "", row["detail"]) for row in test))
    done = time.perf_counter()
    truth = [row["label"] for row in test]
    themes = [judgement.theme for judgement in said]
    right = np.array([theme == label for theme, label in zip(themes, truth, strict=True)])
    scores = np.array([judgement.theme_score for judgement in said])
    sure = scores >= SURE
    return {
        "macro_f1": macro_f1(truth, themes),
        "accuracy": round(float(accuracy_score(truth, themes)), 4),
        "ece": round(calibration_error(scores, right), 4),
        "not_sure": round(float(1 - sure.mean()), 4),
        "accuracy_of_sure": round(float(right[sure].mean()), 4) if sure.any() else 0.0,
        "seconds": round(done - begun, 2),
        "seconds_to_teach": round(taught - begun, 2),
        "letters_per_s": round(len(test) / (done - taught)),
    }


def macro_f1(truth: Sequence[str], said: Sequence[str]) -> float:
    """The mean of the F1 of the themes that the test file has."""
    return round(float(f1_score(truth, said, labels=sorted(set(truth)), average="macro", zero_division=0)), 4)


def calibration_error(scores: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error: the mean gap between score and share right over ten bins of scores."""
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    gaps = [abs(scores[bins == b].mean() - right[bins == b].mean()) * (bins == b).sum() for b in np.unique(bins)]
    return float(sum(gaps) / len(scores))


def peers(options: argparse.Namespace) -> dict[str, Any]:
    """Characters (1 to 3) by TF-IDF and a linear SVM, taught the same letters as the first draw."""
    from_file, test = letters(options.train), letters(options.test)
    train = drawn(from_file, options.labels or len(from_file), options.seed)
    begun = time.perf_counter()
    machine = make_pipeline(TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True), LinearSVC())
    machine.fit([_text(row) for row in train], [row["label"] for row in train])
    said = machine.predict([_text(row) for row in test])
    seconds = round(time.perf_counter() - begun, 2)
    return {"characters and SVM": {"macro_f1": macro_f1([row["label"] for row in test], said), "seconds": seconds}}


def _text(row: dict[str, Any]) -> str:
    return f"{row['title'] or ''}\n{row['detail']}"
