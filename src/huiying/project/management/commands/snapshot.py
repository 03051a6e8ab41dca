import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.ledger.seal import verify
from huiying.project.management.commands.ledger import in_words
from huiying.reporting.models import Snapshot
from huiying.reporting.proof import Fault, Proved, Wrong, prove


class Command(BaseCommand):
    help = "Prove that snapshots, their rows and their papers are what the ledger holds: snapshot verify [NUMBER]"
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("step", choices=["verify"])
        parser.add_argument("number", nargs="?", type=int, metavar="NUMBER", help="of one snapshot; all without it")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["number"]
        if number is not None and not Snapshot.objects.filter(pk=number).exists():
            raise InputError(
                _("There is no such snapshot."), where=str(number), fix=_("Its number stands on its page.")
            )
        chain, proved = verify(), prove(number)
        if options["json"]:
            told: dict[str, Any] = {"ok": chain.ok and proved.ok, "ledger": chain.ok}
            told |= {"snapshots": proved.snapshots, "papers": proved.papers, "faults": list(map(asdict, proved.faults))}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            self.stdout.write(in_words(chain))
            self.stdout.write("\n".join(_told(proved)))
        if not (chain.ok and proved.ok):
            sys.exit(1)


def _told(proved: Proved) -> list[str]:
    if proved.ok:
        counts = {"snapshots": proved.snapshots, "papers": proved.papers}
        return [_("%(snapshots)d snapshots and %(papers)d papers are as the ledger holds them.") % counts]
    return [_fault(fault) for fault in proved.faults]


def _fault(fault: Fault) -> str:
    words = {
        Wrong.GONE: _("is gone"),
        Wrong.CHANGED: _("was changed"),
        Wrong.UNKNOWN: _("is not in the ledger"),
    }
    named = f"{fault.about} {fault.part}".strip()
    return _("%(what)s: %(wrong)s") % {"what": named, "wrong": words[fault.wrong]}
