import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from huiying.core import deadline
from huiying.core.errors import InputError
from huiying.handling.rulebook import regulation
from huiying.project.dueing.reckoning import Reckoning, to_json
from huiying.project.dueing.sheet import answer_sheet

OPTIONS = {name: f"--{name}" for name in ("received", "pause", "extend", "restarted")}


class Command(BaseCommand):
    help = "Print when a term ends, and why: due letter.simple --received 2026-02-10; or for a sheet of them."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("term", nargs="?", metavar="TERM", help="letter.simple; an unknown one lists them all")
        parser.add_argument("--received", metavar="T", help="2026-02-10 or 2026-02-10T09:30")
        parser.add_argument(
            "--pause",
            action="append",
            default=[],
            metavar="A..B",
            help="the clock stood still: 2026-03-10..2026-03-12, both days included, or moments; A.. still does",
        )
        parser.add_argument("--extend", default="", metavar="N", help="extend by N of the term's units")
        parser.add_argument("--restarted", default="", metavar="T", help="when the correction (补正) arrived")
        parser.add_argument("--in", dest="source", type=Path, metavar="F.csv", help="a sheet: term, received, …")
        parser.add_argument("--out", type=Path, metavar="G.csv", help="where the sheet goes with its answers")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["source"] or options["out"]:
            self._sheet(options)
        else:
            self._one(options)

    def _one(self, options: Mapping[str, Any]) -> None:
        if not options["term"]:
            known = "、".join(regulation().terms)
            raise InputError(_("No term is named."), fix=_("Terms: %(known)s") % {"known": known})
        if not options["received"]:
            raise InputError(
                _("It is not said when it was received."), where="--received", fix=_("Write it as 2026-02-10T09:30.")
            )
        given = {name: options[name] for name in ("term", "received", "extend", "restarted")}
        due = Reckoning(**given, pauses=options["pause"]).answer(OPTIONS)
        if options["json"]:
            self.stdout.write(json.dumps(to_json(due), ensure_ascii=False))
        else:
            self.stdout.write(deadline.say(due.because, "zh-hans"))

    def _sheet(self, options: Mapping[str, Any]) -> None:
        if not (options["source"] and options["out"]):
            raise InputError(
                _("A sheet needs a file to read and a file to write."), fix=_("Name both: --in F.csv --out G.csv.")
            )
        given = ["TERM"] * bool(options["term"]) + [told for name, told in OPTIONS.items() if options[name]]
        if given:
            raise InputError(
                _("%(given)s cannot stand beside --in.") % {"given": "、".join(given)},
                fix=_("The sheet says it in its columns, row by row; or ask for one term without --in and --out."),
            )
        outcome = answer_sheet(options["source"], options["out"], show=None if options["json"] else self._progress)
        if options["json"]:
            self.stdout.write(json.dumps(outcome.to_json() | {"out": str(options["out"])}, ensure_ascii=False))
            return
        self.stderr.write("")
        self.stdout.write(_("Read %(read)d, done %(done)d, refused %(refused)d.") % outcome.to_json())
        if outcome.refused:
            self.stdout.write(_("Why a row was refused stands in its column error."))

    def _progress(self, read: int) -> None:
        self.stderr.write(f"\r{read}", ending="")
