import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.language.judge import Judge
from huiying.project.judging import office_judge
from huiying.project.saying import in_words
from huiying.project.writing import whole


class SupportsWrite(Protocol):
    def write(self, text: str, /) -> object: ...


class Command(BaseCommand):
    help = "Print what the machine proposes for a text: kind, theme, criteria, level, sections, privacy marks."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", nargs="?", metavar="TEXT", help="the text; standard input where it is left out")
        parser.add_argument("--in", dest="source", type=Path, metavar="FILE.jsonl", help='lines of {"id","text"}')
        parser.add_argument("--out", type=Path, metavar="FILE.jsonl", help="where the judgements go")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        judge = office_judge()
        if options["source"]:
            self._many(judge, options["source"], options["out"])
            return
        text = options["text"] if options["text"] is not None else sys.stdin.read()
        said = judge.judge(text)
        told = json.dumps(said.to_json(), ensure_ascii=False) if options["json"] else "\n".join(in_words(said, text))
        self.stdout.write(told)

    def _many(self, judge: Judge, source: Path, out: Path | None) -> None:
        if out is None:
            write_judgements(judge, source, self.stdout)
            return
        with whole(out) as partial, partial.open("w", encoding="utf-8") as file:
            write_judgements(judge, source, file)


def write_judgements(judge: Judge, source: Path, sink: SupportsWrite) -> None:
    """Judge each line of `source` and write the judgement as a line of `sink`."""
    for ident, title, text in lines(source):
        told = {"id": ident} | judge.judge(text, title=title).to_json()
        sink.write(json.dumps(told, ensure_ascii=False) + "\n")


def lines(source: Path) -> Iterator[tuple[Any, str, str]]:
    """(id, title, text) of each line; a line that cannot be read is named by its number."""
    if not source.is_file():
        raise InputError(_("There is no such file."), where=str(source))
    with source.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                yield row["id"], str(row.get("title", "")), str(row["text"])
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(_("The line is not JSON with “id” and “text”."), where=f"{source}:{number}") from error
