import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DEFAULT_DB_ALIAS

from huiying.ledger.seal import verify
from huiying.project.backups.rows import tally


class Command(BaseCommand):
    help = "Count and digest every table, and prove the ledger: two offices that are the same print the same."
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        told, proof = tally(DEFAULT_DB_ALIAS), verify()
        if options["json"]:
            tables = {name: asdict(table) for name, table in told.items()}
            self.stdout.write(json.dumps({"tables": tables, "ledger": proof.ok, "entries": proof.entries}))
            return
        for name, table in told.items():
            self.stdout.write(f"{table.digest[:16]} {table.count:>9} {name}")
