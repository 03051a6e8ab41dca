"""Everything that is written while a test runs: what logs say, and what lies in the home."""

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache, caches

from huiying.handling.tests.test_messages import group
from huiying.intake.channels.weibo.tests.conftest import weibo
from huiying.ledger.models import Entry
from huiying.project.logs import NothingPersonal
from huiying.project.tests.api.conftest import caller, calling, hotline
from huiying.project.tests.webhooks.conftest import hook
from tests.board.conftest import board

__all__ = ["board", "caller", "calling", "group", "hook", "hotline", "weibo"]
KEPT = ("attachments", "media", "huiying.sqlite3", "huiying.toml")  # the database and the files of letters


@dataclass
class Written:
    """What was written: `ours` are the messages of our own loggers as they were told, before anything was starred;
    `lines` what the console of an office shows of all loggers at DEBUG.
    """

    ours: list[str] = field(default_factory=list)
    lines: io.StringIO = field(default_factory=io.StringIO)

    def everywhere(self) -> dict[str, str]:
        """By where it was written."""
        told = [(entry.actor, entry.deed, entry.about, entry.facts) for entry in Entry.objects.all()]
        kept = [*cache._cache, *caches["pages"]._cache]  # type: ignore[attr-defined]
        return {
            "what our loggers were told": "\n".join(self.ours),
            "the log": self.lines.getvalue(),
            "the ledger": json.dumps(told, ensure_ascii=False),
            "keys of the cache": "\n".join(kept),
            **{f"the file {path}": content for path, content in files().items()},
        }


def files() -> dict[str, str]:
    """What lies in the home beside the database and the files of letters."""
    home = Path(settings.HOME)
    found = [path for path in home.rglob("*") if path.is_file() and path.relative_to(home).parts[0] not in KEPT]
    return {str(path.relative_to(home)): path.read_bytes().decode("utf-8", "replace") for path in found}


class _Listening(logging.Handler):
    def __init__(self, written: Written) -> None:
        super().__init__(logging.DEBUG)
        self.written = written

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith("huiying"):
            self.written.ours.append(f"{record.msg} {record.args}")


@pytest.fixture
def written() -> Iterator[Written]:
    """All loggers at DEBUG but those that settings hold back, through the filter and the form of an office."""
    told = Written()
    ours, console = _Listening(told), logging.StreamHandler(told.lines)
    console.addFilter(NothingPersonal())
    plain = settings.LOGGING["formatters"]["chosen"]
    console.setFormatter(logging.Formatter(plain["format"], style=plain["style"]))
    root = logging.getLogger()
    before, root.level = root.level, logging.DEBUG
    root.handlers[:0] = [ours, console]
    try:
        yield told
    finally:
        root.setLevel(before)
        for handler in (ours, console):
            root.removeHandler(handler)
