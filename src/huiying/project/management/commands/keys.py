import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.project.backups.copying import require_office
from huiying.project.keys.changing import new_key, retire, rotate, seal_anew, status


class Command(BaseCommand):
    help = "The keys that seal contacts: keys status, then rotate, reseal, retire; keys new prints one."
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("step", choices=["status", "rotate", "reseal", "retire", "new"])
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["step"] == "new":
            self.stdout.write(new_key())
            return
        require_office()
        {"status": self._status, "rotate": self._rotate, "reseal": self._reseal, "retire": self._retire}[
            options["step"]
        ](options["json"])

    def _status(self, json_told: bool) -> None:
        told = status()
        if json_told:
            self.stdout.write(json.dumps([asdict(one) for one in told], ensure_ascii=False))
        for rank, one in enumerate([] if json_told else told):
            what = _("newest") if not rank else _("old") if one.print else _("none of the keys opens these")
            self.stdout.write(f"{one.print or '-'}\t{what}\t{one.total}")
            for column, count in one.values.items():
                self.stdout.write(f"  {column}\t{count}")
        if not told[-1].print:
            sys.exit(1)

    def _rotate(self, json_told: bool) -> None:
        told = rotate(at=timezone.now())
        self.stdout.write(json.dumps({"key": told}) if json_told else _("The new key is %(key)s.") % {"key": told})
        self.stderr.write(
            _("What is sealed from now on is sealed with it. Give huiying.toml to every machine of the office, ")
            + _("then run “huiying keys reseal”. Keep a copy of the file with your backups.")
        )

    def _reseal(self, json_told: bool) -> None:
        done = seal_anew(at=timezone.now(), show=lambda column, count: self.stderr.write(f"  {column}\t{count}"))
        if json_told:
            self.stdout.write(json.dumps(done))
        else:
            self.stdout.write(_("%(n)d values were sealed with the newest key.") % {"n": sum(done.values())})

    def _retire(self, json_told: bool) -> None:
        gone = retire(at=timezone.now())
        if json_told:
            self.stdout.write(json.dumps({"retired": gone}))
        else:
            self.stdout.write(_("Retired: %(keys)s. Older backups still need them.") % {"keys": "、".join(gone)})
