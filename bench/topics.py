"""Topics on a week of posts: AMI and B³ F1 against its hashtags, as a stream asked for its topics after every 700.

The hashtag itself is not read, nor the order of the file. Posts have a day and no hour. As matters live for a day or
two in such a stream, the time of a post tells much; `without_time` has the same with all posts on one day.
"""

import argparse
import gzip
import json
import random
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.cluster import DBSCAN
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_mutual_info_score

from huiying.language.stream import Stream
from huiying.language.topics import Post, cluster

BLOCK = 700  # not a divisor of round samples: the last answer is then grown, not made anew


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--posts", type=Path, required=True, metavar="F", help="JSON lines, .gz or not")
    parser.add_argument("--sample", type=int, metavar="N", help="so many posts by chance")
    parser.add_argument("--seed", type=int, default=1)


def run(options: argparse.Namespace) -> dict[str, Any]:
    posts, tags = read(options.posts, options.sample, options.seed)
    begun = time.perf_counter()
    grown = _streamed(posts)
    seconds = time.perf_counter() - begun
    begun = time.perf_counter()
    at_once = cluster(posts)
    return {
        **figures(tags, grown),
        "seconds": round(seconds, 1),
        "posts": len(posts),
        "tags": len(set(tags)),
        "at_once": {**figures(tags, at_once), "seconds": round(time.perf_counter() - begun, 1)},
        "incremental_to_batch_ami": round(adjusted_mutual_info_score(_alone(at_once), _alone(grown)), 3),
        "without_time": figures(tags, cluster([_on_one_day(post) for post in posts])),
    }


def peers(options: argparse.Namespace) -> dict[str, Any]:
    """TF-IDF of characters with DBSCAN; and every day as one topic, which says how much the day alone tells."""
    posts, tags = read(options.posts, options.sample, options.seed)
    begun = time.perf_counter()
    rows = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), min_df=2, sublinear_tf=True).fit_transform(
        post.text for post in posts
    )
    found = DBSCAN(eps=0.8, min_samples=3, metric="cosine").fit_predict(rows).tolist()
    seconds = round(time.perf_counter() - begun, 1)
    days = [post.at.toordinal() for post in posts]
    return {"tfidf_dbscan": {**figures(tags, found), "seconds": seconds}, "day_alone": figures(tags, days)}


def read(path: Path, sample: int | None, seed: int) -> tuple[list[Post], list[str]]:
    """Posts by chance in a chance order, so that neither order nor id says to which hashtag one belongs."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    rows = random.Random(seed).sample(rows, min(sample or len(rows), len(rows)))
    posts = [
        Post(
            id=f"{place:09d}",
            title="",
            text=row["clean"],
            at=datetime.fromisoformat(row["day"]).replace(hour=4, tzinfo=UTC),
            person=str(row.get("u", "")),
        )
        for place, row in enumerate(rows)
    ]
    return posts, [row["topic"] for row in rows]


def figures(tags: list[str], found: list[int]) -> dict[str, Any]:
    """AMI and B³ F1 of found groups, -1 being alone; and how many groups of two or more there are."""
    groups = _alone(found)
    _, truth = np.unique(tags, return_inverse=True)
    precision, recall = b_cubed(truth.tolist(), groups)
    sizes = Counter(groups)
    return {
        "ami": round(adjusted_mutual_info_score(truth, groups), 3),
        "b3_f1": round(2 * precision * recall / (precision + recall), 3),
        "b3_precision": round(precision, 3),
        "b3_recall": round(recall, 3),
        "topics": sum(size > 1 for size in sizes.values()),
        "alone": round(sum(size for size in sizes.values() if size == 1) / len(groups), 3),
    }


def b_cubed(truth: list[int], found: list[int]) -> tuple[float, float]:
    """Precision and recall: for each post, the share of its group that is of its tag, and of its tag in its group."""
    both = Counter(zip(truth, found, strict=True))
    tags, groups = Counter(truth), Counter(found)
    precision = sum(n * n / groups[group] for (_, group), n in both.items()) / len(truth)
    recall = sum(n * n / tags[tag] for (tag, _), n in both.items()) / len(truth)
    return precision, recall


def _streamed(posts: list[Post]) -> list[int]:
    stream = Stream()
    for block in _blocks(sorted(posts, key=lambda post: (post.at, post.id))):
        stream.add(block)
        stream.groups()
    return cluster(posts, stream)


def _blocks(posts: list[Post]) -> list[list[Post]]:
    return [posts[start : start + BLOCK] for start in range(0, len(posts), BLOCK)]


def _alone(found: list[int]) -> list[int]:
    """Every post that is in no group in one of its own."""
    return [group if group >= 0 else -2 - place for place, group in enumerate(found)]


def _on_one_day(post: Post) -> Post:
    return Post(id=post.id, title="", text=post.text, at=datetime(2020, 1, 1, tzinfo=UTC), person=post.person)
