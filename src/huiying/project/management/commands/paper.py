import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from huiying.reporting.official import Departure, check


class Command(BaseCommand):
    help = "Say where a DOCX departs from GB/T 9704-2012: paper check FILE.docx"
    requires_system_checks = ()  # neither pages nor rows are touched

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", metavar="check", required=True)
        step = steps.add_parser("check", help="read a DOCX; exit code 1 when it departs from the standard")
        step.add_argument("file", type=Path, metavar="FILE.docx")
        step.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        found = check(path)
        if options["json"]:
            self.stdout.write(json.dumps([in_json(each) for each in found], ensure_ascii=False))
        else:
            self.stdout.writelines(f"{each}\n" for each in found)
            self.stdout.write(_summary(path, len(found)))
        if found:
            sys.exit(1)


def in_json(departure: Departure) -> dict[str, str]:
    return {
        "rule": departure.rule.value,
        "clause": departure.clause,
        "label": departure.label,
        "where": departure.where,
        "found": departure.found,
        "wanted": departure.wanted,
    }


def _summary(path: Path, count: int) -> str:
    if not count:
        return _("%(file)s: keeps GB/T 9704-2012 in everything that is checked.") % {"file": path.name}
    return _("%(file)s: departs from GB/T 9704-2012 in %(count)d places.") % {"file": path.name, "count": count}
