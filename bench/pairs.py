"""Pairs of sentences that say the same or not: how well likeness in meaning tells them apart, and how fast."""

import argparse
import random
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import roc_auc_score

from huiying.core.errors import InputError
from huiying.language import encoders

GRADED_FROM = 3


@dataclass(frozen=True)
class Pairs:
    """Two sentences a pair, and the label people gave: 0 or 1, or a grade of 0 to 5."""

    first: list[str]
    second: list[str]
    labels: NDArray[np.float64]

    @property
    def same(self) -> NDArray[np.bool_]:
        """Whether a pair says the same; of grades, from three up."""
        return self.labels >= (GRADED_FROM if self.labels.max() > 1 else 1)

    @property
    def sentences(self) -> int:
        return len(self.first) + len(self.second)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--file", required=True, type=Path, help="sentence, sentence and label, with tabs between")
    parser.add_argument("--sample", type=int, help="measure on so many pairs only")
    parser.add_argument("--seed", type=int, default=1, help="which pairs are in the sample")


def run(options: argparse.Namespace) -> dict[str, Any]:
    pairs = _chosen(options)
    for encoder in (encoders.lexical(), encoders.stream(), encoders.precise()):
        encoder.encode(["装载不计入用时"])
    begun = time.process_time()
    stream, stream_seconds = _timed(pairs, encoders.stream_similarity)
    lexical, _ = _timed(pairs, lambda a, b: _products(encoders.lexical(), a, b))
    again, seconds = _timed(pairs, encoders.similarity)
    return {
        "pairs": len(pairs.first),
        "auc": _auc(pairs, again),
        "stream_auc": _auc(pairs, stream),
        "lexical_auc": _auc(pairs, lexical),
        "spearman": round(float(spearmanr(pairs.labels, again).statistic), 4),
        "stream_spearman": round(float(spearmanr(pairs.labels, stream).statistic), 4),
        "sentences_per_s": round(pairs.sentences / stream_seconds, 1),
        "rerank_sentences_per_s": round(pairs.sentences / seconds, 1),
        "seconds": round(stream_seconds + seconds, 2),
        "cpu_seconds": round(time.process_time() - begun, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "encoders": {"stream": encoders.stream().name, "rerank": encoders.precise().name},
    }


def peers(options: argparse.Namespace) -> dict[str, Any]:
    """Characters by TF-IDF, and each encoder by itself."""
    pairs = _chosen(options)
    measures = {"characters_tfidf": _characters, "sentences": _by(encoders.stream()), "e5": _by(encoders.precise())}
    found = {}
    for name, measure in measures.items():
        likeness, seconds = _timed(pairs, measure)
        found[name] = {"auc": _auc(pairs, likeness), "sentences_per_s": round(pairs.sentences / seconds, 1)}
    return found


Measure = Callable[[list[str], list[str]], NDArray[Any]]


def _timed(pairs: Pairs, measure: Measure) -> tuple[NDArray[Any], float]:
    started = time.perf_counter()
    likeness = measure(pairs.first, pairs.second)
    return likeness, time.perf_counter() - started


def _auc(pairs: Pairs, likeness: NDArray[Any]) -> float:
    return round(float(roc_auc_score(pairs.same, likeness)), 4)


def _by(encoder: encoders.Encoder) -> Measure:
    return lambda a, b: _products(encoder, a, b)


def _products(encoder: encoders.Encoder, a: list[str], b: list[str]) -> NDArray[Any]:
    return np.asarray(np.einsum("ij,ij->i", encoder.encode(a), encoder.encode(b)))


def _characters(a: list[str], b: list[str]) -> NDArray[Any]:
    weighing = TfidfVectorizer(analyzer="char", ngram_range=(1, 2)).fit(a + b)
    return np.asarray(weighing.transform(a).multiply(weighing.transform(b)).sum(axis=1)).ravel()


def _chosen(options: argparse.Namespace) -> Pairs:
    pairs = read(options.file)
    if not options.sample or options.sample >= len(pairs.first):
        return pairs
    kept = sorted(random.Random(options.seed).sample(range(len(pairs.first)), options.sample))
    return Pairs([pairs.first[i] for i in kept], [pairs.second[i] for i in kept], pairs.labels[kept])


def read(path: Path) -> Pairs:
    """The pairs of a file; a first row that is a heading is passed over."""
    rows = [line.rstrip("\r").split("\t") for line in path.read_text("utf-8-sig").split("\n") if line.strip()]
    if rows and not _is_label(rows[0][-1]):
        rows = rows[1:]
    for number, row in enumerate(rows, start=1):
        if len(row) != 3 or not _is_label(row[2]):
            raise InputError("要有两个句子和一个数字标签，以制表符隔开", where=f"{path} 第 {number} 条")
    if not rows:
        raise InputError("文件里没有句对", where=str(path))
    return Pairs([row[0] for row in rows], [row[1] for row in rows], np.array([float(row[2]) for row in rows]))


def _is_label(text: str) -> bool:
    return text.strip().replace(".", "", 1).isdecimal()
