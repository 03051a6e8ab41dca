from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from huiying.project.backups.moving import move


class Command(BaseCommand):
    help = "Move an office from SQLite into an empty PostgreSQL database, counted and digested on both sides."
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", metavar="postgresql://user:password@host:port/name")

    def handle(self, *args: Any, **options: Any) -> None:
        count = move(options["address"], show=lambda step: self.stdout.write(f"  {step}"))
        self.stdout.write(
            _("%(n)d rows are in PostgreSQL; huiying.toml names it. Start the office again.") % {"n": count}
        )
