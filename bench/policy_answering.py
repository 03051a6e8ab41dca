"""How likely the likest reply is a letter's own: the curve of `language/matching/answering.py`, held to letters."""

import argparse
import csv
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from huiying.language.matching import Matcher, Page
from huiying.language.matching.answering import chance

EDGES = (0, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1.01)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--letters", type=Path, required=True, metavar="F", help="title and reply, CSV")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Each letter is asked with its reply among all; where that comes first, the next is a wrong one."""
    with options.letters.open(encoding="utf-8-sig", newline="") as rows:
        letters = [row for row in csv.DictReader(rows) if row["title"] and row["reply"]]
    matcher = Matcher(Page(id=str(place), title="", text=row["reply"]) for place, row in enumerate(letters))
    signs, right, said = [], [], []
    for place, matches in enumerate(matcher.search_many([row["title"] for row in letters], 2)):
        own = matches[0].id == str(place)
        for match in matches[: 1 + own]:
            evidence = match.evidence
            signs.append((evidence.covered, evidence.pairs, evidence.meaning))
            right.append(match.id == str(place))
            said.append(chance(evidence))
    told, labels = np.array(said), np.array(right)
    fit = LogisticRegression(C=100).fit(np.array(signs), labels)
    bands = {
        f"{low}–{min(high, 1)}": [int(inside.sum()), round(float(labels[inside].mean()), 3)]
        for low, high in pairwise(EDGES)
        if (inside := (told >= low) & (told < high)).any()
    }
    return {
        "examples": len(labels),
        "auc": round(float(roc_auc_score(labels, told)), 3),
        "right_at_0.45_or_above": round(float(labels[told >= 0.45].mean()), 3),
        "right_by_chance_said": bands,
        "fitted": [round(float(n), 2) for n in (*fit.intercept_, *fit.coef_[0])],
    }
