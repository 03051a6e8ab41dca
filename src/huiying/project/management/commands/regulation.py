import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core import regulation as regulations
from huiying.core.provisions import Regulation
from huiying.handling.models import Sort
from huiying.handling.rulebook import regulation
from huiying.handling.rules.changing import regulation_change
from huiying.handling.rules.sheet import Sheet, sheet
from huiying.handling.rules.termtable import term_table
from huiying.project.rulechanging import add_change_options, add_withdraw, carry_out, file_of, withdrawn


class Command(BaseCommand):
    help = "Show the regulation in force; check a file; adopt one: regulation adopt bureau.toml --apply"
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")
        steps = parser.add_subparsers(dest="step", metavar="check | adopt | withdraw")
        check = steps.add_parser("check", help="read a file, and say where it is wrong")
        check.add_argument("file", type=Path, metavar="FILE")
        adopt = steps.add_parser("adopt", help="put a file in force for the cases from its effective date on")
        adopt.add_argument("file", type=Path, metavar="FILE")
        adopt.add_argument("--running", action="store_true", help="also for the cases that are open now")
        add_change_options(adopt)
        add_withdraw(steps, "a regulation of our own")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["step"] is None:
            self._show(sheet(timezone.localdate()), as_json=options["json"])
        elif options["step"] == "check":
            self._check(options["file"])
        elif options["step"] == "withdraw":
            carry_out(self, withdrawn(options, Sort.REGULATION), options)
        else:
            path, running = options["file"], options["running"]
            data = file_of(path)
            change = regulation_change(data, name=path.name, for_running=running, because=options["because"])
            carry_out(self, change, options)

    def _show(self, told: Sheet, *, as_json: bool) -> None:
        now = regulation()
        text = json.dumps(in_json(now), ensure_ascii=False) if as_json else "\n".join([*versions(told), *terms(now)])
        self.stdout.write(text)

    def _check(self, path: Path) -> None:
        told = regulations.read(path)
        self.stdout.write(
            _("%(name)s: in order, %(terms)d terms, effective from %(day)s.")
            % {"name": told.key, "terms": len(told.terms), "day": told.effective.isoformat()}
        )


def in_json(told: Regulation) -> dict[str, Any]:
    """The regulation in force today, with its terms by name."""
    rows = {
        term.id: {
            "title": term.title.zh,
            "amount": term.amount,
            "unit": str(term.unit),
            "extend": term.extend,
            "approver": term.approver if term.extend else None,
            "citation": term.citation,
            "confidence": term.confidence,
        }
        for term in told.terms.values()
    }
    named = {"name": told.name, "version": told.version, "effective": told.effective.isoformat()}
    return {**named, "terms": rows}


def versions(told: Sheet) -> list[str]:
    """The versions that stand, with their numbers where they are the office's own."""
    shown = []
    for line in told.regulations:
        number = f" [{line.rule.pk}]" if line.rule else ""
        effective = _("effective from %(day)s") % {"day": line.regulation.effective.isoformat()}
        mark = f"  {_('in force')}" if line.in_force else ""
        shown.append(f"{line.regulation.key}{number}  {effective}{mark}")
    return shown


def terms(told: Regulation) -> list[str]:
    rows = term_table(told)
    return [f"  {row.name}  {row.title}  {row.amount}  {row.extension}  {row.citation}" for row in rows]
