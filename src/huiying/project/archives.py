"""What commands over an archive have in common: their options, where their work is kept, and how far it is."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _

from huiying.assessment.archive.ready import part
from huiying.core.errors import InputError
from huiying.project import home


def add_archive(parser: ArgumentParser, folder: Any = None) -> None:
    """The options; where others stand for the folder too, it is theirs to say that one is needed."""
    (folder or parser).add_argument("--archive", type=Path, metavar="FOLDER", help="read a folder of Parquet files")
    parser.add_argument("--column", action="append", default=[], metavar="OURS=THEIRS", help="text=content, at=time …")
    parser.add_argument("--processes", type=int, metavar="N", help="as many as there are cores, if left out")
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="keep what is finished here, also afterwards")


def columns_told(options: dict[str, Any]) -> Any:
    return part("columns", "columns_told")(options["column"])


def archive_told(options: dict[str, Any], stderr: Any) -> dict[str, Any]:
    """The options of an archive, as `find_topics` takes them; how far it is is told on `stderr` of a person."""
    if options["processes"] is not None and options["processes"] < 1:
        raise InputError(_("At least one process must work."), where="--processes", fix=_("Write --processes 2."))
    return {
        "columns": columns_told(options),
        "work": options["work"] or home.path() / "archive-work",
        "keep": options["work"] is not None,
        "processes": options["processes"] or os.cpu_count() or 1,
        "show": _Progress(stderr),
    }


class _Progress:
    """A line for each step, renewed in place on a terminal."""

    def __init__(self, stderr: Any) -> None:
        self._out: TextIO = getattr(stderr, "_out", stderr)

    def __call__(self, step: str, done: int, count: int) -> None:
        if self._out.isatty():
            self._out.write(f"\r  {step} {done}/{count}\x1b[K" + ("\n" if done == count else ""))
            self._out.flush()
