import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.project.loops import round_of_work
from huiying.project.replaying import replay_confirmations


class Command(BaseCommand):
    help = "Take what waits on the shelves now: propose, open cases, gather topics."
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--confirmations", type=Path, metavar="FILE", help="replay people's judgements from a jsonl file"
        )
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        done = round_of_work(at=timezone.now())
        if options["confirmations"]:
            done["confirmed"] = replay_confirmations(options["confirmations"], at=timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps(done))
            return
        if "confirmed" in done:
            self.stdout.write(_("Confirmed %(confirmed)d proposals.") % done)
        self.stdout.write(_("Assessed %(assessed)d voices, opened %(opened)d cases, %(topics)d topics.") % done)
