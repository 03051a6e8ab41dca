"""The check of replies against human labels: does a reply explain, is it complete."""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score, roc_auc_score

from bench.letters import letters
from huiying.language.replycheck import check, score

LABELS = ("syu_explain_human", "rollbear_complete", "rollbear_explain")
CHECKED = 200


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--letters", type=Path, required=True, help="CSV with title, detail, reply and human labels")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """AUC and correlation of our score with each label; the F1 of "only passed on" for replies that explain nothing."""
    rows = letters(options.letters)
    begin = time.perf_counter()
    scored = [score(_letter(row), row["reply"]) for row in rows]
    seconds = time.perf_counter() - begin
    explains = np.array([s.explains for s in scored])
    whole = np.array([s.whole for s in scored])
    begin = time.perf_counter()
    for row in rows[:CHECKED]:
        check(_letter(row), row["reply"])
    checked = time.perf_counter() - begin
    return {
        "labels": {label: _figures(rows, label, whole if "complete" in label else explains) for label in LABELS},
        "auc": _figures(rows, LABELS[0], explains)["auc"],
        "forwarding_f1": _forwarding(rows),
        "letters_per_s": round(len(rows) / seconds, 1),
        "checks_per_s": round(min(CHECKED, len(rows)) / checked, 1),
        "seconds": round(seconds + checked, 2),
    }


def peers(options: argparse.Namespace) -> dict[str, Any]:
    """What costs nothing: the length of a reply, and how much of it is in the letter's characters."""
    rows = letters(options.letters)
    length = np.array([float(len(row["reply"].strip())) for row in rows])
    tfidf = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), sublinear_tf=True, dtype=np.float32)
    replies = tfidf.fit_transform([row["reply"] for row in rows])
    asked = tfidf.transform([_letter(row) for row in rows])
    overlap = np.asarray(replies.multiply(asked).sum(axis=1)).ravel()
    return {
        "length": {label: _figures(rows, label, length) for label in LABELS},
        "overlap": {label: _figures(rows, label, overlap) for label in LABELS},
    }


def _letter(row: dict[str, str]) -> str:
    return f"{row['title']}\n{row['detail'].strip()}"


def _figures(rows: Sequence[dict[str, str]], label: str, figures: np.ndarray) -> dict[str, float]:
    """AUC and rank correlation of `figures` with a label of 0 and 1, over the rows that have it."""
    held = [i for i, row in enumerate(rows) if row.get(label, "") != ""]
    truth = np.array([float(rows[i][label]) for i in held])
    if len(set(truth)) < 2:
        return {"count": len(held)}
    ranks = figures[held].argsort(kind="stable").argsort(kind="stable")
    return {
        "auc": round(float(roc_auc_score(truth, figures[held])), 4),
        "correlation": round(float(np.corrcoef(truth, ranks)[0, 1]), 4),
        "count": len(held),
    }


def _forwarding(rows: Sequence[dict[str, str]]) -> float:
    """F1 of the finding "only handed on" for replies that people said explain nothing."""
    told = [i for i, row in enumerate(rows) if row.get(LABELS[0], "") != ""]
    truth = [float(rows[i][LABELS[0]]) == 0 for i in told]
    found = [any(f.kind == "forwarding" and f.level == "must" for f in check("", rows[i]["reply"])) for i in told]
    return round(float(f1_score(truth, found, zero_division=0.0)), 4)
