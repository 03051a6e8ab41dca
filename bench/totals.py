"""Every total of the ledger and of the mailbox statistics, told twice: by our papers and by pandas, counted straight
from the files of letters. Exit 1 where any two differ.

Each file is imported by the command's own code into a channel of its own, in a new home; nothing of it is judged.
"""

import argparse
import io
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import django

os.environ["HUIYING_HOME"] = tempfile.mkdtemp(prefix="huiying-totals-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiying.project.settings")
django.setup()

import pandas as pd  # noqa: E402
from openpyxl import load_workbook  # noqa: E402

from huiying.intake.actions import set_up_channel  # noqa: E402
from huiying.intake.models import Channel, Voice  # noqa: E402
from huiying.project.importing import import_file  # noqa: E402
from huiying.project.office import make_office  # noqa: E402
from huiying.reporting.actions import take_snapshot, write_paper  # noqa: E402
from huiying.reporting.models import PaperKind, Snapshot  # noqa: E402

HEAD_ROWS = 3
Totals = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Letters:
    """A file of letters and what its columns are called."""

    path: str
    key: str
    time: str
    reply: str = ""
    reply_time: str = ""
    likes: str = ""
    against: str = ""
    groups: tuple[str, ...] = ()


FILES = (
    Letters("tipdm2020c/hot_messages.csv", "id", "time", likes="likes", against="against"),
    Letters("tipdm2020c/hot_messages.xlsx", "留言编号", "留言时间", likes="点赞数", against="反对数"),
    Letters("tipdm2020c/replied_letters.csv", "id", "time", reply="reply", reply_time="reply_time"),
    Letters("tipdm2020c/themes_train.jsonl", "id", "time", groups=("label",)),
    Letters("liuyanban/messages.jsonl", "tid", "date", likes="likes", groups=("domain", "type", "forum")),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER")


def run(options: argparse.Namespace) -> dict[str, Any]:
    now = datetime.now(UTC)
    make_office(at=now)
    differ, told = 0, {}
    for place, letters in enumerate(FILES):
        channel = set_up_channel(f"totals-{place}", name=letters.path[-40:], connector="files", form="file", at=now)
        outcome = import_file(options.data / letters.path, channel=channel.slug, at=now)
        by_hand = counted(letters, options.data / letters.path)
        ours = papers(
            letters, channel, date.fromisoformat(by_hand["first day"]), date.fromisoformat(by_hand["last day"])
        )
        ours["rows read"] = outcome.read
        ours["rows rejected"] = len(outcome.rejects)
        differ += sum(compared(letters.path, ours, by_hand))
        told[letters.path] = len(by_hand)
    print(f"differences: {differ}", file=sys.stderr)
    if differ:
        sys.exit(1)
    return {"compared": told, "differences": differ}


def compared(path: str, ours: Totals, by_hand: Totals) -> Iterator[bool]:
    """Each total on a line, ours and by hand."""
    for name in {**by_hand, **ours}:
        same = ours.get(name) == by_hand.get(name)
        print(f"{'=' if same else '≠'} {path} {name}: {ours.get(name)} | {by_hand.get(name)}", file=sys.stderr)
        yield not same


def counted(letters: Letters, path: Path) -> Totals:
    """By pandas, of the file alone."""
    rows = _frame(path)
    dated = rows[rows[letters.time].notna() & (rows[letters.time] != "")]  # a letter without a day is in no period
    once = dated.drop_duplicates(letters.key)
    at = pd.to_datetime(once[letters.time], format="mixed")
    told: Totals = {
        "rows read": len(rows),
        "rows rejected": len(rows) - len(dated),
        "letters": len(once),
        "first day": str(at.min().date()),
        "last day": str(at.max().date()),
    }
    told |= {f"month {month}": count for month, count in Counter(at.dt.strftime("%Y-%m")).items()}
    told["replied"] = _answered(letters, once, at.max()) if letters.reply else 0
    for name, column in (("likes", letters.likes), ("against", letters.against)):
        if column:
            told[name] = int(pd.to_numeric(once[column]).fillna(0).sum())
    for column in letters.groups:
        told |= {f"{column} {value}": count for value, count in Counter(once[column].dropna().astype(str)).items()}
    return told


def _answered(letters: Letters, once: pd.DataFrame, last: pd.Timestamp) -> int:
    """Letters with a reply that went out by the end of the last day: what came later is no answer of the period."""
    said = once[letters.reply].astype("string").str.strip().fillna("") != ""
    at = pd.to_datetime(once[letters.reply_time], format="mixed")
    return int((said & (at < last.normalize() + pd.Timedelta(days=1))).sum())


def _frame(path: Path) -> pd.DataFrame:
    if path.suffix == ".csv":
        return pd.read_csv(path, dtype=str, keep_default_na=False)
    if path.suffix == ".xlsx":
        return pd.read_excel(path, dtype=str)
    return pd.read_json(path, lines=True, dtype=False, convert_dates=False)


def papers(letters: Letters, channel: Channel, first: date, last: date) -> Totals:
    """By the ledger and the mailbox statistics of those days; what both tell must be the same."""
    now = datetime.now(UTC)
    subject = f"received:channel={channel.pk}"
    ledger = take_snapshot(first, last, kind=PaperKind.LEDGER, subject=subject, by=None, at=now)
    file = write_paper(ledger, by=None, at=now).content("xlsx")
    sheet = load_workbook(io.BytesIO(file), read_only=True)["台账"]
    rows = [row for row in sheet.iter_rows(min_row=HEAD_ROWS + 1, values_only=True) if isinstance(row[0], int)]
    told: Totals = {
        "letters": len(rows),
        "first day": str(min(row[2] for row in rows).date()),
        "last day": str(max(row[2] for row in rows).date()),
    }
    told |= {f"month {month}": count for month, count in Counter(f"{row[2]:%Y-%m}" for row in rows).items()}
    told["replied"] = sum(row[10] is not None for row in rows)
    told |= {name: value for name, value in _sums(letters, ledger).items() if value is not None}
    told |= _raw(letters, channel)
    _agree(told, ledger, take_snapshot(first, last, kind=PaperKind.MAILBOX, by=None, at=now), channel)
    return told


def _agree(told: Totals, ledger: Snapshot, mailbox: Snapshot, channel: Channel) -> None:
    """The summary of the ledger and the statistics say what its rows say."""
    summary = [value for _, value in ledger.facts["total"]["numbers"]]
    box = next(line for line in mailbox.facts["boxes"] if line["name"] == channel.name)
    statistics = [value for _, value in box["numbers"][:2]]  # letters and replies; a share of few rows has no number
    for name, value in (("ledger's summary", summary[:2]), ("mailbox statistics", statistics[:2])):
        if value != [told["letters"], told["replied"]]:
            told[name] = value
    months = next((group["lines"] for group in ledger.facts["groups"] if group["title"] == "按发布月份"), ())
    counts = [line["numbers"][0][1] for line in months if line["numbers"][0][1]]
    if months and counts != [told[key] for key in sorted(key for key in told if key.startswith("month "))]:
        told["months of the summary"] = counts


def _sums(letters: Letters, ledger: Snapshot) -> Mapping[str, Any]:
    wanted = [name for name in ("likes", "against") if getattr(letters, name)]
    known = {reference.partition(":")[0]: value for reference, value in ledger.facts["total"]["numbers"]}
    return {name: known[name] or 0 for name in wanted}


def _raw(letters: Letters, channel: Channel) -> Totals:
    """What the file alone knows is kept with the letter as it came."""
    told: Totals = {}
    for column in letters.groups:
        kept = Voice.objects.filter(channel=channel).values_list("raw", flat=True).iterator()
        told |= {f"{column} {value}": n for value, n in Counter(str(raw[column]) for raw in kept).items()}
    return told
