import json
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core import deadline
from huiying.core.errors import InputError
from huiying.handling.rulebook import calendar, regulation


class Command(BaseCommand):
    help = "Print when a term ends, and why: due letter.simple --received 2026-02-10"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("term", metavar="TERM", help=", ".join(sorted(regulation().terms)))
        parser.add_argument("--received", required=True, metavar="T", help="2026-02-10 or 2026-02-10T09:30")
        parser.add_argument("--extend", type=int, default=0, metavar="N", help="extend by N of the term's units")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        due = deadline.due(
            options["term"],
            moment(options["received"]),
            calendar=calendar(),
            regulation=regulation(),
            extend=options["extend"],
        )
        if options["json"]:
            told = due.to_json() | {"because": deadline.say(due.because, "zh-hans")}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            self.stdout.write(deadline.say(due.because, "zh-hans"))


def moment(text: str) -> datetime:
    """A moment as a person writes it; without a zone it is read in the office's own."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            _("“%(text)s” is not a date or a time.") % {"text": text}, fix=_("Write it as 2026-02-10T09:30.")
        ) from error
    return read if read.tzinfo else timezone.make_aware(read)
