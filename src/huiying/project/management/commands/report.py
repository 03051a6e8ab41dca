from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.project.periods import day
from huiying.project.writing import whole
from huiying.reporting.actions import take_snapshot, write_self_inspection


class Command(BaseCommand):
    help = "Write a report of a period: report self-inspection --from 2026-01-01 --to 2026-06-30 --out X.docx"
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=["self-inspection"])
        parser.add_argument("--from", dest="start", type=day, required=True, metavar="D", help="first day")
        parser.add_argument("--to", dest="end", type=day, required=True, metavar="D", help="last day")
        parser.add_argument("--out", type=Path, required=True, metavar="X.docx")
        parser.add_argument("--notice", default="", help="the notice that asks for the report, without 《》")
        parser.add_argument("--notice-number", default="", help="its number, as 江政办〔2026〕12号")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        if not out.absolute().parent.is_dir():
            raise InputError(_("There is no such folder."), where=str(out.parent), fix=_("Make it first."))
        now = timezone.now()
        snapshot = take_snapshot(
            options["start"],
            options["end"],
            notice=options["notice"],
            notice_number=options["notice_number"],
            by=None,
            at=now,
        )
        paper = write_self_inspection(snapshot, by=None, at=now)
        with whole(out) as partial:
            partial.write_bytes(paper.content)
        self.stdout.write(_("Written: %(file)s (snapshot %(digest)s)") % {"file": out, "digest": snapshot.digest[:12]})
