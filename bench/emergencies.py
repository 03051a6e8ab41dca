"""Emergencies: how many reports of them the judge flags, and how many ordinary letters it flags wrongly."""

import argparse
import csv
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from huiying.language.judge import Judge, Judgement, Office, SectionDuty

OFFICE = Office(sections=(SectionDuty("综合信息科", "负责来信统一收集、登记、研判、分办、督办和辟谣澄清。"),))
SHOWN = 40


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reports", type=Path, required=True, help="JSON lines with title, text and perhaps cat")
    parser.add_argument(
        "--letters", type=Path, required=True, action="append", help="CSV or JSON lines; may be given again"
    )
    parser.add_argument("--show", action="store_true", help="list what was missed and what was wrongly flagged")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """recall over reports, false_rate over letters, `missed` by kind of emergency, seconds for all of them."""
    reports = list(_rows(options.reports))
    letters = [row for path in options.letters for row in _rows(path)]
    begun = time.perf_counter()
    told = _judged(reports)
    ordinary = _judged(letters)
    seconds = time.perf_counter() - begun
    missed = [row for row, said in zip(reports, told, strict=True) if not said.emergency]
    wrong = [(row, said) for row, said in zip(letters, ordinary, strict=True) if said.emergency]
    figures: dict[str, Any] = {
        "recall": round(1 - len(missed) / max(len(reports), 1), 4),
        "false_rate": round(len(wrong) / max(len(letters), 1), 4),
        "reports": len(reports),
        "letters": len(letters),
        "missed": dict(Counter(row["cat"] for row in missed)),
        "seconds": round(seconds, 2),
    }
    if options.show:
        figures["missed_titles"] = [row["title"] or row["text"][:60] for row in missed][:SHOWN]
        figures["wrongly_flagged"] = [
            f"{row['title'] or row['text'][:60]} <- {'、'.join(said.emergency_evidence[:6])}" for row, said in wrong
        ][:SHOWN]
    return figures


def _judged(rows: Iterable[dict[str, str]]) -> list[Judgement]:
    return list(Judge(OFFICE).judge_many((row["title"], row["text"]) for row in rows))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Title, text and kind of each message, whatever its file calls them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.DictReader(file) if path.suffix == ".csv" else (json.loads(line) for line in file if line.strip())
        for row in lines:
            text = row.get("text") or row.get("detail") or row.get("content") or ""
            yield {"title": row.get("title") or "", "text": text, "cat": row.get("cat") or ""}
