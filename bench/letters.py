"""Letters with their replies from a file of the contest, for the benchmarks of replies."""

import csv
from pathlib import Path

csv.field_size_limit(2**31 - 1)


def letters(path: Path) -> list[dict[str, str]]:
    """The rows of a file with the columns title, detail and reply; raises `SystemExit` if it lacks them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    lacking = {"title", "detail", "reply"} - set(rows[0] if rows else ())
    if lacking:
        raise SystemExit(f"{path}: lacks the columns {', '.join(sorted(lacking))}; give a file of letters with replies")
    return rows
