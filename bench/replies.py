"""A letter and its own reply: how near the top it comes among all replies, searched as the desk searches."""

import argparse
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import rjieba
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from bench.letters import letters
from huiying.language import encoders
from huiying.language.encoders.threads import cores
from huiying.language.similar import SimilarAnswers

SHOWN = 100  # beyond, a reply counts as not found


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--letters", type=Path, required=True, help="CSV with title, detail and reply")
    parser.add_argument("--cheap", action="store_true", help="without the precise encoder, as the public form searches")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """mrr, hit1 and hit5 of the one right reply; the pool holds replies only."""
    rows = letters(options.letters)
    begin = time.perf_counter()
    encoder = None if options.cheap else encoders.precise()
    index = SimilarAnswers([(str(i), "", row["reply"]) for i, row in enumerate(rows)], encoder=encoder)
    built = time.perf_counter() - begin
    with ThreadPoolExecutor(cores()) as pool:
        places = list(pool.map(partial(_place, index), range(len(rows)), rows))
    seconds = time.perf_counter() - begin
    return {**_figures(np.array(places)), "pool": len(rows), "seconds": round(seconds, 2), "built_s": round(built, 2)}


def _place(index: SimilarAnswers, number: int, row: dict[str, str]) -> int:
    """Where a letter's own reply stands among what is found, 1 for first; 0 where it is not."""
    found = [match.id for match in index.search(f"{row['title']}\n{row['detail'].strip()}", top=SHOWN)]
    return found.index(str(number)) + 1 if str(number) in found else 0


def peers(options: argparse.Namespace) -> dict[str, Any]:
    """Characters (2 and 3) weighed by TF-IDF, and BM25 over words; ties broken by order."""
    rows = letters(options.letters)
    asked = [f"{row['title']}\n{row['detail'].strip()}" for row in rows]
    replies = [row["reply"] for row in rows]
    return {"characters_tfidf": _figures(_tfidf(asked, replies)), "bm25_words": _figures(_bm25(asked, replies))}


def _figures(places: np.ndarray) -> dict[str, float]:
    turned = np.divide(1.0, places, out=np.zeros(len(places)), where=places > 0)
    return {
        "mrr": round(float(turned.mean()), 4),
        "hit1": round(float((places == 1).mean()), 4),
        "hit5": round(float(((places > 0) & (places <= 5)).mean()), 4),
    }


def _tfidf(asked: list[str], replies: list[str]) -> np.ndarray:
    weighing = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), sublinear_tf=True, dtype=np.float32)
    held = weighing.fit_transform(replies)
    return _places((weighing.transform(asked) @ held.T).toarray())


def _bm25(asked: list[str], replies: list[str], k1: float = 1.5, b: float = 0.75) -> np.ndarray:
    counting = CountVectorizer(analyzer=lambda text: [w for w in rjieba.cut(text) if w.strip()], dtype=np.float32)
    held = counting.fit_transform(replies).tocsr()
    holding = np.bincount(held.indices, minlength=held.shape[1])
    idf = np.log1p((len(replies) - holding + 0.5) / (holding + 0.5)).astype(np.float32)
    lengths = np.asarray(held.sum(axis=1)).ravel()
    long = np.repeat(lengths / lengths.mean(), np.diff(held.indptr))
    held.data = idf[held.indices] * held.data * (k1 + 1) / (held.data + k1 * (1 - b + b * long))
    return _places((counting.transform(asked) @ held.T).toarray())


def _places(scores: np.ndarray) -> np.ndarray:
    own = np.diag(scores)[:, None]
    before = np.tril(scores == own, -1).sum(axis=1)
    return np.asarray((scores > own).sum(axis=1) + before + 1)
