"""Points among opinions on one matter against people's groups: B³ F1 and ARI, and with --peers TF-IDF with k-means and
with average linkage, which are told the true number of points. And the CPU time of 2,000 opinions.

`--sets` names what is grouped: letters on a few events (the hot lists of tipdm2020c), questions to one policy each
(policy_qa, those with four or more), posts of twenty hashtags of one event's week (weibo). The settings were chosen on
the even half of the last two (`--half 0`) and on letters about housing estates (`estates`, none of them among the
events), so the letters and `--half 1` say what they are worth.
"""

import argparse
import csv
import gzip
import json
import random
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from sklearn.cluster import AgglomerativeClustering, KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score

from huiying.language.points import grouped

from .topics import b_cubed

Labelled = tuple[list[str], list[str]]
HALF_POLICIES, HALF_TAGS = 80, 20
ESTATES = (
    *("丽发新城", "中海国际", "江山帝景", "万科金域", "辉煌国际城", "深业睿城"),
    *("长房云时代", "泉星公园", "恒大翡翠华庭", "五矿万境", "青青家园", "水湾小区"),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--half", type=int, choices=(0, 1), default=1)
    parser.add_argument(
        "--timed", type=int, default=2000, metavar="N", help="opinions for the time, from the weibo set"
    )


def run(options: argparse.Namespace) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for name, (texts, truth) in sets(options.data, options.half).items():
        begun = time.process_time()
        found = _labels(len(texts), [group.places for group in grouped(texts)])
        figures[name] = scores(truth, found) | {"cpu_seconds": round(time.process_time() - begun, 2)}
    posts = weibo(options.data, options.half, tags=40, most=200)[0][: options.timed]
    begun = time.process_time()
    points = len(grouped(posts))
    seconds = round(time.process_time() - begun, 2)
    return figures | {"timed": {"opinions": len(posts), "points": points, "cpu_seconds": seconds}}


def peers(options: argparse.Namespace) -> dict[str, Any]:
    """Both on TF-IDF of two and three characters, with the true number of points."""
    told = {}
    for name, (texts, truth) in sets(options.data, options.half).items():
        rows = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), min_df=2, sublinear_tf=True).fit_transform(texts)
        many = len(set(truth))
        by_means = KMeans(many, n_init=5, random_state=0).fit_predict(rows)
        by_links = AgglomerativeClustering(many, metric="precomputed", linkage="average").fit_predict(
            1 - (rows @ rows.T).toarray()
        )
        told[name] = {"kmeans": scores(truth, by_means.tolist()), "average": scores(truth, by_links.tolist())}
    return told


def sets(data: Path, half: int) -> dict[str, Labelled]:
    known = letters(data)
    return {
        "letters": known,
        "estates": estates(data, set(known[0])),
        "policies": policies(data, half),
        "posts": weibo(data, half),
    }


def letters(data: Path) -> Labelled:
    """Letters of four events, each once."""
    folder = data / "tipdm2020c"
    with (folder / "hot_messages.csv").open(encoding="utf-8-sig", newline="") as rows:
        details = {row["id"]: row["detail"] for row in csv.DictReader(rows)}
    events: dict[str, tuple[str, str]] = {}
    for name, label in (("hot_topic_silver.csv", "event"), ("statement_gold_clusters.csv", "cluster")):
        with (folder / name).open(encoding="utf-8-sig", newline="") as rows:
            for row in csv.DictReader(rows):
                text = f"{row['title']}\n{details.get(row['id'], '')}"
                events.setdefault(row["id"], (text, f"{name} {row[label]}"))
    return [text for text, _ in events.values()], [event for _, event in events.values()]


def estates(data: Path, known: set[str]) -> Labelled:
    """Letters whose title names one of twelve estates; most are on one matter, so the groups are people's by half."""
    texts, truth = [], []
    with (data / "tipdm2020c" / "hot_messages.csv").open(encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            estate = next((name for name in ESTATES if name in row["title"]), None)
            text = f"{row['title']}\n{row['detail']}"
            if estate and text not in known:
                texts.append(text)
                truth.append(estate)
    return texts, truth


def policies(data: Path, half: int) -> Labelled:
    """Questions that one policy answers."""
    asked: dict[str, list[str]] = defaultdict(list)
    with (data / "policy_qa" / "questions.csv").open(encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["question"] not in asked[row["docid"]]:
                asked[row["docid"]].append(row["question"])
    known = sorted(policy for policy, questions in asked.items() if len(questions) >= 4)
    random.Random(1).shuffle(known)
    chosen = known[half::2][:HALF_POLICIES]
    return [q for policy in chosen for q in asked[policy]], [policy for policy in chosen for _ in asked[policy]]


def weibo(data: Path, half: int, *, tags: int = HALF_TAGS, most: int = 100) -> Labelled:
    """Posts of hashtags, of the first four most, of each further four fewer."""
    said: dict[str, set[str]] = defaultdict(set)
    with gzip.open(data / "weibo_hashtag" / "week_2020-02-13.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            said[row["topic"]].add(row["clean"])
    known = sorted(tag for tag, posts in said.items() if len(posts) >= 100)
    random.Random(1).shuffle(known)
    chance, texts, truth = random.Random(2), [], []
    for place, tag in enumerate(known[half::2][:tags]):
        many = min(max(10, most // (1 + place // 4)), len(said[tag]))
        texts += chance.sample(sorted(said[tag]), many)
        truth += [tag] * many
    return texts, truth


def scores(truth: list[str], found: list[int]) -> dict[str, Any]:
    numbers = {label: number for number, label in enumerate(dict.fromkeys(truth))}
    true = [numbers[label] for label in truth]
    precision, recall = b_cubed(true, found)
    return {
        "b3_f1": round(2 * precision * recall / (precision + recall), 3),
        "b3_precision": round(precision, 3),
        "b3_recall": round(recall, 3),
        "ari": round(adjusted_rand_score(true, found), 3),
        "points": f"{len(set(found))} of {len(numbers)}",
        "opinions": len(truth),
    }


def _labels(count: int, groups: list[tuple[int, ...]]) -> list[int]:
    labels = [-1] * count
    for label, places in enumerate(groups):
        for place in places:
            labels[place] = label
    return labels
