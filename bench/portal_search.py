"""The portal's search over 10,000 published answers, and Wagtail's own database search over the same, in one run.

    python -m bench portal-search --letters LETTERS.csv [--others FILE …] [--database ADDRESS] --peers

Queries are made of the letters' titles: as they are, with one character changed, in traditional characters, and cut to
their two longest words. A hit is the letter's own answer among the first ten. The peer is asked as its manual says, and
once more with words cut by rjieba in texts and queries, which it cannot do itself, any of them being enough. The time
that takes grows with the square of what it finds, so a peer is asked for two minutes and no longer. Seconds are of this
process's CPU, and of the clock where PostgreSQL answers, which has a process of its own. The home that HUIYING_HOME
names (a new one where none is named) must be empty; it is left full.
"""

# ruff: noqa: E402

import argparse
import csv
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import django

if "--database" in sys.argv:
    os.environ["HUIYING_DATABASE"] = sys.argv[sys.argv.index("--database") + 1]
os.environ.setdefault("HUIYING_HOME", tempfile.mkdtemp(prefix="huiying-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiying.project.settings")
django.setup()

import rjieba
from django.db import connection, models
from opencc import OpenCC
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from bench.letters import letters
from huiying.language.segment import words
from huiying.project.office import make_office
from huiying.publication.actions.counting import count_terms
from huiying.publication.actions.finding import steps
from huiying.publication.models import PublishedAnswer, SearchEntry
from huiying.publication.search import hits
from huiying.publication.searching.finding import find

TODAY = date(2026, 6, 1)
TOP = 10
Search = Callable[[str], list[int]]
_OURS: dict[str, Any] = {}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--letters", type=Path, required=True, help="CSV with title, detail and reply")
    parser.add_argument("--others", type=Path, nargs="*", default=[], help="CSV or JSONL with title and detail")
    parser.add_argument("--count", type=int, default=10_000, help="answers; letters are mixed where there are too few")
    parser.add_argument("--queries", type=int, default=300, help="of each kind")
    parser.add_argument("--database", help="PostgreSQL; SQLite in a new home where none is named")
    parser.add_argument("--peer-seconds", type=int, default=120, help="for each peer's questions; it asks what it can")
    parser.add_argument("--seed", type=int, default=6)


def run(options: argparse.Namespace) -> dict[str, Any]:
    make_office(at=datetime.now(UTC))
    rows = list(_rows(options))
    _publish(rows)
    begin, used = time.perf_counter(), time.process_time()
    for _looked_at in steps():
        pass
    while count_terms():
        pass
    filled = {"wall_s": round(time.perf_counter() - begin, 1), "cpu_s": round(time.process_time() - used, 1)}
    named = dict(SearchEntry.objects.filter(kind="answer").values_list("pk", "source"))

    def ours(typed: str) -> list[int]:
        found = find(typed, today=TODAY)
        hits(found.keys[:TOP], found.wanted.words)
        return [int(named[key].partition(":")[2]) for key in found.keys[:TOP] if key in named]

    _OURS.update(_figures(ours, _queries(options)))
    return {"answers": len(rows), "filled": filled, "ours": _OURS}


def peers(options: argparse.Namespace) -> dict[str, Any]:
    with connection.schema_editor() as editor:
        editor.create_model(BenchAnswer)
    queries, found = _queries(options), {}
    backend = get_search_backend()
    for name, cut, operator in (("wagtail", str, "and"), ("wagtail_with_words", _spaced, "or")):
        BenchAnswer.objects.all().delete()
        _fill_peer(cut)

        def peer(typed: str, cut: Callable[[str], str] = cut, operator: str = operator) -> list[int]:
            return [one.pk for one in backend.search(cut(typed), BenchAnswer.objects.all(), operator=operator)[:TOP]]

        found[name] = _figures(peer, queries, within=options.peer_seconds)
    ratios = {
        name: {
            "hits10_one_wrong": f"{_OURS['hits10_one_wrong']} : {told.get('hits10_one_wrong', '—')}",
            "per_second": round(_OURS["per_second"] / told["per_second"], 2),
            "p95": round(_OURS["p95_ms"] / told["p95_ms"], 2),
        }
        for name, told in found.items()
    }
    return {**found, "ours_to_theirs": ratios}


class BenchAnswer(index.Indexed, models.Model):
    """What the peer searches: the same answers in a table of its own."""

    title = models.TextField()
    text = models.TextField()
    search_fields = (index.SearchField("title", boost=2), index.SearchField("text"))

    class Meta:
        app_label = "publication"


def _fill_peer(cut: Callable[[str], str]) -> None:
    answers = PublishedAnswer.objects.order_by("pk")
    rows = [BenchAnswer(pk=a.pk, title=cut(a.title), text=cut(f"{a.question}\n{a.answer}")) for a in answers]
    BenchAnswer.objects.bulk_create(rows, batch_size=300)
    writing = get_search_backend().get_index_for_model(BenchAnswer)
    for start in range(0, len(rows), 300):
        writing.add_items(BenchAnswer, rows[start : start + 300])


def _spaced(text: str) -> str:
    return " ".join(word for word in rjieba.cut(text) if word.strip())


def _rows(options: argparse.Namespace) -> Iterator[tuple[str, str, str]]:
    """Title, question and answer: the letters, then others, then mixtures of them until there are enough."""
    told = [(row["title"], row["detail"], row["reply"]) for row in letters(options.letters)]
    others = (row for path in options.others for row in _read(path))
    told += [(row["title"], row["detail"], "") for row in others if row.get("title") and row.get("detail")]
    yield from told[: options.count]
    rng = random.Random(options.seed)
    for _more in range(options.count - len(told)):
        one, other = rng.choice(told), rng.choice(told)
        yield one[0][: len(one[0]) // 2] + other[0][len(other[0]) // 2 :], one[1], other[2] or other[1]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [json.loads(line) for line in file] if path.suffix == ".jsonl" else list(csv.DictReader(file))


def _publish(rows: Sequence[tuple[str, str, str]]) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    PublishedAnswer.objects.bulk_create(
        [
            PublishedAnswer(
                reference=f"B{number}",
                title=" ".join(title.split())[:300],
                question=question.strip(),
                answer=answer.strip(),
                channel="市长信箱",
                section="综合信息科",
                accepted_on=TODAY - timedelta(days=number % 900),
                replied_on=TODAY - timedelta(days=number % 900),
                published_at=at,
            )
            for number, (title, question, answer) in enumerate(rows)
        ],
        batch_size=300,
    )


def _queries(options: argparse.Namespace) -> dict[str, list[tuple[str, int]]]:
    """For each kind of query what is typed and the key of the answer to be found."""
    rng, traditional = random.Random(options.seed), OpenCC("s2t")
    own = dict(PublishedAnswer.objects.order_by("pk").values_list("title", "pk")[: len(letters(options.letters))])
    asked = rng.sample(sorted(own.items()), min(options.queries, len(own)))
    everywhere = "".join(own)
    return {
        "as_is": asked,
        "one_wrong": [(_wrong(title, everywhere, rng), pk) for title, pk in asked],
        "traditional": [(traditional.convert(title), pk) for title, pk in asked],
        "traditional_wrong": [(traditional.convert(_wrong(title, everywhere, rng)), pk) for title, pk in asked],
        "two_words": [(" ".join(sorted(words(title), key=len)[-2:]) or title, pk) for title, pk in asked],
    }


def _wrong(title: str, everywhere: str, rng: random.Random) -> str:
    """The title with one of its Chinese characters changed for another that such titles have."""
    places = [at for at, char in enumerate(title) if "\u4e00" <= char <= "\u9fff"]
    if not places:
        return title
    at = rng.choice(places)
    return title[:at] + rng.choice([c for c in everywhere if "\u4e00" <= c <= "\u9fff"]) + title[at + 1 :]


def _figures(
    search: Search, queries: dict[str, list[tuple[str, int]]], *, within: float | None = None
) -> dict[str, Any]:
    """hits@10 of each kind, queries a second and the 95th percentile of milliseconds over all of them. The kinds take
    turns; `asked` says how many questions there was time for, `within` so many seconds.
    """
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    search("补贴")
    numbered = [(turn, kind, *one) for kind, asked in queries.items() for turn, one in enumerate(asked)]
    turns = [one[1:] for one in sorted(numbered, key=lambda one: one[0])]
    hits: dict[str, list[bool]] = {kind: [] for kind in queries}
    spent: list[float] = []
    begun = time.perf_counter()
    for kind, typed, wanted in turns:
        if within and time.perf_counter() - begun > within:
            break
        begin = clock()
        hits[kind].append(wanted in search(typed))
        spent.append(clock() - begin)
    spent.sort()
    told = {f"hits10_{kind}": round(sum(found) / len(found), 3) for kind, found in hits.items() if found}
    p95 = round(1000 * spent[int(len(spent) * 0.95)], 2)
    return {**told, "asked": len(spent), "per_second": round(len(spent) / sum(spent), 2), "p95_ms": p95}
