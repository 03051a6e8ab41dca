import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.ledger.anchors import Anchor, Loose, anchor, copy_outside, first_loose_of_all, home_folder, read
from huiying.ledger.seal import Proof, verify
from huiying.ledger.watching import remember


class Command(BaseCommand):
    help = "verify: prove the chain and its anchors, or name the first that does not hold; anchor: write down its end."
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("step", choices=["verify", "anchor"])
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument(
            "--anchors", type=Path, action="append", default=[], metavar="FOLDER", help="prove against these too"
        )
        parser.add_argument("--print", action="store_true", help="print a sheet for the file cabinet")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["step"] == "anchor":
            self._anchor(options)
        else:
            self._verify(options)

    def _anchor(self, options: dict[str, Any]) -> None:
        written = anchor(at=timezone.now(), again=True)
        copy_outside()
        newest = written or (read(home_folder())[-1] if home_folder().is_dir() else None)
        if newest is None:
            self.stdout.write(_("Nothing has been recorded yet."))
        elif options["print"]:
            self.stdout.write(sheet(newest))
        else:
            self.stdout.write(str(newest))

    def _verify(self, options: dict[str, Any]) -> None:
        count, loose = first_loose_of_all(options["anchors"])  # first: what is not there is refused at once
        proof = verify()
        remember(proof, loose, is_whole=True, at=timezone.now())
        if options["json"]:
            told: dict[str, Any] = {"ok": proof.ok, "entries": proof.entries, "first_broken": proof.first_broken}
            told |= {"anonymised": proof.anonymised, "anchors": count}
            told |= {"loose": {"day": loose.anchor.day.isoformat(), "why": loose.why} if loose else None}
            self.stdout.write(json.dumps(told | {"ok": proof.ok and loose is None}))
        else:
            self.stdout.write(in_words(proof))
            self.stdout.write(anchors_in_words(count, loose))
        if not proof.ok or loose:
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
        "added": _("no deed wrote it"),
        "unlinked": _("it does not follow the entry before it"),
        "changed": _("its facts were changed"),
        "cut off": _("the end of the chain was cut off"),
        "head": _("the head of the chain does not say what its last entry says"),
    }
    return _("The chain is broken at entry %(number)s: %(why)s. The %(entries)d entries before it hold.") % {
        "number": proof.first_broken,
        "why": reasons[proof.why],
        "entries": proof.entries,
    }


def anchors_in_words(count: int, loose: Loose | None) -> str:
    if loose is None:
        return _("It holds against its %(n)d anchors.") % {"n": count}
    reasons = {
        "missing": _("the entry is not there"),
        "changed": _("the entry has another digest: the chain was written anew from there or before"),
        "unlinked": _("it does not follow the anchor before it: one was changed or taken out"),
    }
    told = {"day": loose.anchor.day, "number": loose.anchor.number, "why": reasons[loose.why]}
    return _("The anchor of %(day)s, entry %(number)s, does not hold: %(why)s.") % told


def sheet(newest: Anchor) -> str:
    """What is signed and put into the file cabinet: digits in fours, since people compare them."""
    fours = " ".join(newest.digest[n : n + 4] for n in range(0, len(newest.digest), 4))
    lines = (
        _("Anchor of the ledger"),
        "",
        _("Day: %(day)s") % {"day": newest.day},
        _("Last entry: %(number)s") % {"number": newest.number},
        _("Entries: %(entries)s") % {"entries": newest.entries},
        _("Digest (SHA-256): %(digest)s") % {"digest": fours},
        str(newest),
        "",
        _("Printed by: ____________    Checked by: ____________    Date: ____________"),
    )
    return "\n".join(lines)
