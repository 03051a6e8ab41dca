"""A hundred thousand running clocks on SQLite, recomputed after a change of the calendar: time, and peak memory.

uv run python bench/recompute_clocks.py
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROWS = Path(__file__).with_name("clock_rows.py")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--home", type=Path, help="a home to keep; measured as it is where it is there already")
    told = parser.parse_args()
    if told.home:
        run(told.home, told.count)
        return
    with tempfile.TemporaryDirectory(prefix="huiying-bench-") as folder:
        run(Path(folder, "home"), told.count)


def run(home: Path, count: int) -> None:
    environment = {**os.environ, "HUIYING_HOME": str(home)}
    environment.pop("HUIYING_DATABASE", None)
    if not home.exists():
        print(f"building {count:,} letters with their cases …", flush=True)
        subprocess.run([sys.executable, str(ROWS), "build", str(count)], env=environment, check=True)
    subprocess.run([sys.executable, str(ROWS), "measure"], env=environment, check=True)


if __name__ == "__main__":
    main()
