import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.project.importing import import_file


class Command(BaseCommand):
    help = "Take in letters from an xlsx, xls, csv or jsonl file: import FILE --channel files"
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--channel", default="files", metavar="C", help="the channel by which they came")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="HEADER=FIELD",
            help="留言详情=text, as often as needed",
        )
        parser.add_argument("--rejected", type=Path, metavar="FILE.csv", help="where rejected rows are written")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        show = None if options["json"] else self._progress
        outcome = import_file(
            options["file"],
            channel=options["channel"],
            mapping=mapping(options["map"]),
            rejected=options["rejected"],
            at=timezone.now(),
            show=show,
        )
        if options["json"]:
            self.stdout.write(json.dumps(outcome.to_json(), ensure_ascii=False))
            return
        self.stderr.write("")
        self.stdout.write(
            _("Read %(read)d, new %(new)d, duplicate %(duplicate)d, rejected %(rejected)d.") % outcome.to_json()
        )
        if outcome.rejected_file:
            self.stdout.write(_("Rejected rows with their reasons: %(file)s") % {"file": outcome.rejected_file})

    def _progress(self, read: int) -> None:
        self.stderr.write(f"\r{read}", ending="")


def mapping(pairs: list[str]) -> dict[str, str]:
    """`HEADER=FIELD` pairs as a mapping from the file's header to our field."""
    told = {}
    for pair in pairs:
        header, equals, field = pair.rpartition("=")
        if not (header and equals and field):
            raise InputError(
                _("“%(pair)s” does not map a header to a field.") % {"pair": pair},
                where="--map",
                fix=_("Write it as 留言详情=text."),
            )
        told[header.strip()] = field.strip()
    return told
