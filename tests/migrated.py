"""One process migrates and the others copy what it made: migrating costs more than everything else that starts.

`.ci/run` names a folder of its own in HUIYING_TESTS_MIGRATED; without it, and on PostgreSQL, each process migrates.
"""

import fcntl
import os
import shutil
import sqlite3
from pathlib import Path
from typing import IO

FOLDER = "HUIYING_TESTS_MIGRATED"
NAME = "migrated.sqlite3"


class Shelf:
    """The folder with the database: whoever comes first makes it, and whoever comes meanwhile waits."""

    def __init__(self, database: Path | None) -> None:
        """`database` is where this process keeps its own, or None where that is no file."""
        named = os.environ.get(FOLDER)
        self._database, self._made = database, Path(named or "", NAME)
        self._held: IO[str] | None = self._alone() if named and database else None

    def _alone(self) -> IO[str]:
        lock = self._made.with_suffix(".lock").open("w")
        fcntl.flock(lock, fcntl.LOCK_EX)  # let go by itself when the process ends, however it ends
        return lock

    def take(self) -> bool:
        """Whether the database is there now, copied from what another process made."""
        if not (self._held and self._database and self._made.exists()):
            return False
        shutil.copyfile(self._made, self._database)
        self._leave()
        return True

    def put(self) -> None:
        """What this process migrated is for the others, if it was the first."""
        if not (self._held and self._database):
            return
        unfinished = self._made.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        database = sqlite3.connect(self._database)
        try:
            database.execute("VACUUM INTO ?", [str(unfinished)])
        finally:
            database.close()
        unfinished.rename(self._made)
        self._leave()

    def _leave(self) -> None:
        if self._held:
            self._held.close()
            self._held = None


def spare_migrating(home: Path) -> None:
    """A new home for a test of what comes after its tables are made, with the tables where some process left them."""
    made = Path(os.environ.get(FOLDER, ""), NAME)
    if FOLDER in os.environ and made.exists():
        home.mkdir()
        shutil.copyfile(made, home / "huiying.sqlite3")
