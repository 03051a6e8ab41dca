"""Personal data in generated hard cases: what names a person, and what only looks like it; no file is needed."""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bench import privacy_lookalikes, privacy_people
from bench.privacy_people import SENTENCES, Maker
from huiying.language.privacy import find

KINDS = ("phone", "landline", "id_number", "bank_card", "plate", "mail", "wechat", "qq", "address", "name")
_SLACK = 2


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence; what stands from `start` to `end` is personal data of `kind`, or only looks like it (kind "")."""

    text: str
    kind: str
    start: int
    end: int


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--count", type=int, default=20_000, help="how many sentences, half of them lookalikes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="list what was missed and what was wrongly marked")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """precision and recall, over all and by kind; `wrong` are marks on what only looks like personal data."""
    told = list(cases(options.count, options.seed))
    begun = time.perf_counter()
    marked = [find(case.text) for case in told]
    seconds = time.perf_counter() - begun
    right, wrong, asked = Counter[str](), Counter[str](), Counter[str]()
    errors = []
    for case, marks in zip(told, marked, strict=True):
        hits = [mark for mark in marks if mark.type == case.kind and fits(case, mark.start, mark.end)]
        asked[case.kind] += bool(case.kind)
        right[case.kind] += bool(hits)
        wrong.update(mark.type for mark in marks if mark not in hits)
        if (case.kind and not hits) or len(marks) > len(hits):
            errors.append(
                f"{case.kind or 'nothing'} <- {[(m.type, case.text[m.start : m.end]) for m in marks]} {case.text}"
            )
    by_kind = {
        kind: {"precision": _share(right[kind], wrong[kind]), "recall": _ratio(right[kind], asked[kind])}
        for kind in KINDS
    }
    all_right = sum(right[kind] for kind in KINDS)
    return {
        "precision": _share(all_right, wrong.total()),
        "recall": _ratio(all_right, asked.total()),
        "count": len(told),
        "seconds": round(seconds, 2),
        "by_kind": by_kind,
        **({"errors": errors[:60]} if options.show else {}),
    }


def fits(case: Case, start: int, end: int) -> bool:
    """Numbers and names must be met exactly; of a dwelling the door must be, and where the place begins is free."""
    if case.kind != "address":
        return (start, end) == (case.start, case.end)
    return case.start - _SLACK <= start < case.end and abs(end - case.end) <= _SLACK


def cases(count: int, seed: int) -> Iterator[Case]:
    """`count` sentences, the same for the same seed: by turns personal data and a lookalike, each kind as often."""
    chance = random.Random(seed)
    people, lookalikes = sorted(privacy_people.MAKERS), sorted(privacy_lookalikes.MAKERS)
    for place in range(count):
        turn = place // 2
        if place % 2 == 0:
            kind = people[turn % len(people)]
            frames, maker = SENTENCES["people"][kind], privacy_people.MAKERS[kind]
            yield _case(chance, kind, frames, maker)
        else:
            sort = lookalikes[turn % len(lookalikes)]
            yield _case(chance, "", SENTENCES["lookalikes"][sort], privacy_lookalikes.MAKERS[sort])


def _case(chance: random.Random, kind: str, frames: Sequence[str], make: Maker) -> Case:
    before, after = chance.choice(frames).split("@", 1)
    opening = chance.choice(("", "领导您好，", "情况如下：\n", "3月5日上午10点，"))
    said = make(chance)
    start = len(opening + before)
    return Case(f"{opening}{before}{said}{after}", kind, start, start + len(said))


def _share(right: int, wrong: int) -> float:
    return _ratio(right, right + wrong)


def _ratio(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0
