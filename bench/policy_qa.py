"""Questions of policy and their own answers among all answers: R@10 beside BM25 by words and by characters in one run.

uv run --no-sync --with bm25s python -m bench policy-qa --file questions.csv --peers

The lessons that are shipped were learned from one public split; on that file the run is cross-validated by document
(each fifth is asked of lessons that never saw its documents), on any other the shipped lessons are measured.

`held_out` is stricter: what the ways of looking are worth is chosen anew for each fifth, on the other four alone, so
that neither the lessons nor the weights ever saw a question that counts. Each fifth is told beside BM25 on the same.
"""

import argparse
import csv
import importlib
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import rjieba

from bench.policy_lessons import Asked, learn
from huiying.core.errors import InputError
from huiying.language import encoders, reading
from huiying.language.encoders import Encoder
from huiying.language.matching import Matcher, Page
from huiying.language.matching.lessons import Lessons, packed, shipped
from huiying.language.matching.matcher import LEARNED, LEXICAL, MEANING

TOP = 10
FOLDS = 5
# What meaning and lessons may be worth where words and characters are worth 0.4: the weights of the house among them.
MEANINGS, LEARNEDS = (0.2, 0.4, 0.6, 0.8, 1.2), (0.2, 0.4, 0.6, 0.8, 1.2)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--file", type=Path, required=True, metavar="F", help="id, docid, question, answer")
    parser.add_argument("--learn", type=Path, metavar="NPZ", help="learn from the whole file and write the lessons")
    parser.add_argument("--precise", type=int, metavar="N", help="also N questions with the precise encoder")
    parser.add_argument("--folds", action="store_true", help="cross-validate whatever the file")


def run(options: argparse.Namespace) -> dict[str, Any]:
    asked = read(options.file)
    if options.learn:
        np.savez_compressed(options.learn, **packed(learn(asked)))
        return {"learned": len(asked.questions), "bytes": options.learn.stat().st_size}
    seen = np.isin([crc32(name.encode()) for name in asked.documents], shipped().documents)
    found: dict[str, Any] = {
        "questions": len(asked.questions),
        "answers": len(asked.answers),
        "documents_learned_from": round(float(seen.mean()), 3),
        "encoder": encoders.stream().name,
        "r10_without_lessons": _recall(asked, Matcher(_pages(asked), lessons=None)),
    }
    if options.folds or seen.any():
        found |= _cross_validated(asked)
        found["measured"] = f"{FOLDS} folds by document; lessons and all answers"
        matcher = Matcher(_pages(asked))
    else:
        matcher = Matcher(_pages(asked))
        found["r10"] = _recall(asked, matcher)
        found["measured"] = "shipped lessons"
    found |= _speed(asked, matcher)
    if options.precise:
        found |= _precisely(asked, options.precise)
    return found | {"peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}


def peers(options: argparse.Namespace) -> dict[str, Any]:
    """bm25s (pip) as it comes, over words by jieba and over characters; without it, nothing."""
    asked = read(options.file)
    try:
        bm25s = importlib.import_module("bm25s")
    except ImportError:
        return {"bm25s": "not installed: uv run --no-sync --with bm25s"}
    cuts: dict[str, Callable[[str], list[str]]] = {
        "words": lambda text: [str(w) for w in rjieba.cut(text) if w.strip()],
        "characters": lambda text: [c for c in text if not c.isspace()],
        "pairs": lambda text: [text[i : i + 2] for i in range(len(text) - 1)],
    }
    return {f"bm25_{name}": _bm25(bm25s, asked, cut) for name, cut in cuts.items()}


def _bm25(bm25s: Any, asked: Asked, cut: Callable[[str], list[str]]) -> dict[str, Any]:
    index = bm25s.BM25()
    index.index([cut(answer) for answer in asked.answers], show_progress=False)
    begun = time.process_time()
    found, _scores = index.retrieve([cut(q) for q in asked.questions], k=TOP, show_progress=False)
    spent = time.process_time() - begun
    hits, folds = np.array([own in row for own, row in zip(asked.own, found, strict=True)]), _folds(asked)
    return {
        "r10": _mean([hits]),
        "r10_by_fold": [_mean([hits[folds == fold]]) for fold in range(FOLDS)],
        "per_cpu_s": round(len(hits) / spent),
    }


def _folds(asked: Asked) -> np.ndarray:
    return np.array([crc32(name.encode()) % FOLDS for name in asked.documents])


def _cross_validated(asked: Asked) -> dict[str, Any]:
    """With the weights of the house, and with weights that were chosen on the other folds alone."""
    folds = _folds(asked)
    tried = {
        fold: _tried(asked, learn(asked.only(np.flatnonzero(folds != fold))), np.flatnonzero(folds == fold))
        for fold in range(FOLDS)
    }
    house = (MEANING, LEARNED)
    chosen = {
        fold: max(tried[fold], key=lambda worth: sum(tried[other][worth].sum() for other in tried if other != fold))
        for fold in tried
    }
    return {
        "r10": _mean([tried[fold][house] for fold in tried]),
        "r10_by_fold": [_mean([tried[fold][house]]) for fold in tried],
        "held_out": _mean([tried[fold][chosen[fold]] for fold in tried]),
        "held_out_by_fold": [_mean([tried[fold][chosen[fold]]]) for fold in tried],
        "chosen_on_the_others": [chosen[fold] for fold in tried],
    }


def _tried(asked: Asked, lessons: Lessons, which: np.ndarray) -> dict[tuple[float, float], np.ndarray]:
    """For each pair of weights whether each of these questions has its own answer among the first ten."""
    matcher = Matcher(_pages(asked), lessons=lessons)
    questions = [reading.fold(asked.questions[i]).strip() for i in which]
    said = [way for _worth, way in matcher.ways(questions, encoders.stream().encode(questions))]
    words, (meaning, learned) = LEXICAL * np.sum(said[:-2], axis=0), said[-2:]
    own = asked.own[which]
    return {
        (one, other): _among_first(matcher.by_page(words + one * meaning + other * learned), own)
        for one in MEANINGS
        for other in LEARNEDS
    }


def _among_first(scores: np.ndarray, own: np.ndarray) -> np.ndarray:
    better = (scores > scores[np.arange(len(own)), own][:, None]).sum(axis=1)
    return np.asarray(better < TOP)


def _mean(hits: list[np.ndarray]) -> float:
    return round(float(np.concatenate(hits).mean()), 4)


def _recall(asked: Asked, matcher: Matcher) -> float:
    return round(float(_hits(asked, matcher, np.arange(len(asked.questions))).mean()), 4)


def _hits(asked: Asked, matcher: Matcher, which: np.ndarray) -> np.ndarray:
    found = matcher.ranks([asked.questions[i] for i in which], TOP)
    return np.array([str(asked.own[i]) in row for i, row in zip(which, found, strict=True)])


def _speed(asked: Asked, matcher: Matcher) -> dict[str, Any]:
    """Questions not met before, by wall and by processor time, together and one at a time."""
    encoders.stream().encode(["装载不计入用时"])
    wall, cpu = time.perf_counter(), time.process_time()
    matcher.ranks(asked.questions, TOP)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    one = time.process_time()
    for question in asked.questions[:200]:
        matcher.search(question, TOP)
    one = time.process_time() - one
    count = len(asked.questions)
    return {
        "questions_per_s": round(count / wall),
        "questions_per_cpu_s": round(count / cpu),
        "one_by_one_with_passages_per_cpu_s": round(min(200, count) / one),
    }


def _precisely(asked: Asked, many: int) -> dict[str, Any]:
    encoder: Encoder = encoders.precise()
    if encoder.name != "e5":
        return {"precise": "not installed"}
    which = np.arange(0, len(asked.questions), max(len(asked.questions) // many, 1))[:many]
    without = float(_hits(asked, Matcher(_pages(asked), lessons=None), which).mean())
    begun = time.process_time()
    found = float(_hits(asked, Matcher(_pages(asked), lessons=None, encoder=encoder), which).mean())
    spent = time.process_time() - begun
    return {
        "precise_questions": len(which),
        "precise_r10_without_lessons": round(found, 4),
        "same_questions_without_either": round(without, 4),
        "precise_per_cpu_s": round(len(which) / spent, 1),
    }


def _pages(asked: Asked) -> list[Page]:
    return [Page(id=str(i), title="", text=answer) for i, answer in enumerate(asked.answers)]


def read(path: Path) -> Asked:
    """The questions of a file; answers that are the same are one."""
    with path.open(encoding="utf-8-sig", newline="") as rows:
        told = [row for row in csv.DictReader(rows) if row["question"].strip() and row["answer"].strip()]
    if not told:
        raise InputError("文件里没有问题和答案", where=str(path))
    places: dict[str, int] = {}
    own = np.array([places.setdefault(row["answer"].strip(), len(places)) for row in told])
    documents = [row.get("docid") or row["id"] for row in told]
    return Asked([row["question"] for row in told], list(places), own, documents)
