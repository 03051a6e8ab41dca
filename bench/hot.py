"""Hot topics among a year of letters against silver lists of events: F1 of each event's best topic, and its rank."""

import argparse
import csv
import time
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

from sklearn.cluster import DBSCAN
from sklearn.feature_extraction.text import TfidfVectorizer

from huiying.core.zone import ZONE
from huiying.language.topics import Post, Topic, find_topics

HOTTEST = 5


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--messages", type=Path, required=True, metavar="F")
    parser.add_argument("--silver", type=Path, required=True, metavar="F")
    parser.add_argument("--detail", action="store_true", help="the hottest topics in words, with the heat's parts")


def run(options: argparse.Namespace) -> dict[str, Any]:
    posts, events, agreed = read_messages(options.messages), *read_silver(options.silver)
    begun = time.perf_counter()
    topics = find_topics(posts)
    seconds = time.perf_counter() - begun
    groups = {topic.rank: set(topic.ids) for topic in topics}
    best = {event: _best(ids, groups) for event, ids in events.items()}
    found = {
        "f1": min(f1 for f1, _ in best.values()),
        "f1s": {event: f1 for event, (f1, _) in best.items()},
        "f1s_agreed": {event: _best(ids, groups)[0] for event, ids in agreed.items()},
        "top5": all(rank <= HOTTEST for _, rank in best.values()),
        "ranks": {event: rank for event, (_, rank) in best.items()},
        "topics": len(topics),
        "seconds": round(seconds, 1),
    }
    return found | ({"hottest": [_told(topic) for topic in topics[: 2 * HOTTEST]]} if options.detail else {})


def peers(options: argparse.Namespace) -> dict[str, Any]:
    """TF-IDF of characters with DBSCAN, its radius the best of five for these very lists."""
    posts, (events, _) = read_messages(options.messages), read_silver(options.silver)
    rows = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), min_df=2, sublinear_tf=True).fit_transform(
        f"{post.title}\n{post.text}" for post in posts
    )
    tried = {}
    for radius in (0.6, 0.65, 0.7, 0.75, 0.8):
        groups: dict[int, set[str]] = defaultdict(set)
        for post, group in zip(
            posts, DBSCAN(eps=radius, min_samples=3, metric="cosine").fit_predict(rows), strict=True
        ):
            if group >= 0:
                groups[int(group)].add(post.id)
        tried[radius] = {event: _best(ids, groups)[0] for event, ids in events.items()}
    radius = max(tried, key=lambda r: min(tried[r].values()))
    return {"tfidf_dbscan": {"f1": min(tried[radius].values()), "f1s": tried[radius], "radius": radius}}


def read_messages(path: Path) -> list[Post]:
    with path.open(encoding="utf-8-sig", newline="") as rows:
        return [
            Post(
                id=row["id"],
                title=row["title"],
                text=row["detail"],
                at=_moment(row["time"]),
                person=row["user"],
                likes=int(row["likes"] or 0),
                against=int(row["against"] or 0),
            )
            for row in csv.DictReader(rows)
        ]


def read_silver(path: Path) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The letters of each event, and those of them that at least two of those who made the list named."""
    events: dict[str, set[str]] = defaultdict(set)
    agreed: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            events[row["event"]].add(row["id"])
            if int(row.get("votes") or 0) > 1:
                agreed[row["event"]].add(row["id"])
    return dict(events), dict(agreed)


def _moment(text: str) -> datetime:
    for form in ("%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(text.strip(), form).replace(tzinfo=ZONE)
        except ValueError:
            continue
    raise ValueError(f"no time: {text!r}")


def _best(ids: set[str], groups: dict[int, set[str]]) -> tuple[float, int]:
    """F1 of the group that fits best, and its number."""
    scored = ((2 * len(ids & group) / (len(ids) + len(group)), -number) for number, group in groups.items())
    f1, number = max(scored)
    return round(f1, 3), -number


def _told(topic: Topic) -> dict[str, Any]:
    return {
        "rank": topic.rank,
        "heat": topic.heat,
        "because": topic.heat_because,
        "period": f"{topic.start:%Y-%m-%d}/{topic.end:%Y-%m-%d}",
        "place": topic.who_where,
        "description": topic.description,
        "voices": len(topic.ids),
    }
