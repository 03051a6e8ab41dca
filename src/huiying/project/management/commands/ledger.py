import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from huiying.ledger.seal import Proof, verify


class Command(BaseCommand):
    help = "Prove the chain of the ledger, or name the first broken link: ledger verify"
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("step", choices=["verify"])
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        proof = verify()
        if options["json"]:
            told = {"ok": proof.ok, "entries": proof.entries, "first_broken": proof.first_broken}
            told |= {"anonymised": proof.anonymised}
            self.stdout.write(json.dumps(told))
        else:
            self.stdout.write(in_words(proof))
        if not proof.ok:
            sys.exit(1)


def in_words(proof: Proof) -> str:
    if proof.ok and proof.anonymised:
        return _("The chain holds: %(entries)d entries; of %(anonymised)d the words were taken out by a deed.") % {
            "entries": proof.entries,
            "anonymised": proof.anonymised,
        }
    if proof.ok:
        return _("The chain holds: %(entries)d entries.") % {"entries": proof.entries}
    reasons = {
        "missing": _("it is missing"),
        "unlinked": _("it does not follow the entry before it"),
        "changed": _("its facts were changed"),
        "cut off": _("the end of the chain was cut off"),
    }
    return _("The chain is broken at entry %(number)s: %(why)s. The %(entries)d entries before it hold.") % {
        "number": proof.first_broken,
        "why": reasons[proof.why],
        "entries": proof.entries,
    }
