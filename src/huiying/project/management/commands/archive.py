from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.assessment.archive.ready import part
from huiying.core.errors import InputError
from huiying.project.periods import day_end, day_start


class Command(BaseCommand):
    help = "Write the office's voices as an archive of Parquet files: archive write --from D --to D --out FOLDER"
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["write"])
        parser.add_argument("--from", dest="start", type=day_start, metavar="D", help="first day, 2026-01-01")
        parser.add_argument("--to", dest="end", type=day_end, metavar="D", help="last day, 2026-06-30")
        parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a new folder")
        parser.add_argument("--plain", action="store_true", help="leave personal data in the texts as it is")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        if not out.absolute().parent.is_dir():
            raise InputError(_("There is no such folder."), where=str(out.parent), fix=_("Make it first."))
        write = part("writing", "write")
        count = write(out, options["start"], options["end"], plain=options["plain"], at=timezone.now())
        self.stdout.write(_("Written: %(n)d voices to %(file)s.") % {"n": count, "file": out})
