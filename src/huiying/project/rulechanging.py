"""A change of the rules from the command line: shown first, and adopted only when --apply is said."""

import json
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiying.core.errors import InputError
from huiying.core.remaining import closing_time, last_day
from huiying.handling import actions
from huiying.handling.clocks.rewinding import Preview
from huiying.handling.clocks.terms import term_title_of
from huiying.handling.models import Rule
from huiying.handling.rules.changing import MOST_BYTES, Change, withdrawal

SHOWN = 10


def add_change_options(parser: ArgumentParser) -> None:
    parser.add_argument("--because", default="", metavar="WHY", help="the reason, as the ledger will tell it")
    parser.add_argument("--apply", action="store_true", help="adopt it; without this it is only shown")
    parser.add_argument("--json", action="store_true", default=SUPPRESS, help="print JSON")


def add_withdraw(steps: Any, what: str) -> None:
    """The step `withdraw ID`, whose reason must be given."""
    parser = steps.add_parser("withdraw", help=f"take {what} out of force again")
    parser.add_argument("rule", type=int, metavar="ID")
    add_change_options(parser)


def withdrawn(options: Mapping[str, Any], *sorts: str) -> Change:
    """The withdrawal of an adopted rule of one of `sorts`; InputError listing what may be withdrawn."""
    rule = Rule.objects.standing().filter(sort__in=sorts, pk=options["rule"]).first()
    if rule is None:
        known = _(", ").join(f"{each.pk} {each.name}" for each in Rule.objects.standing().filter(sort__in=sorts))
        raise InputError(
            _("No rule with the number %(number)d is in force.") % {"number": options["rule"]},
            fix=_("In force: %(known)s") % {"known": known or _("none")},
        )
    return withdrawal(rule, because=options["because"])


def file_of(path: Path) -> bytes:
    """The bytes of a file; InputError where it cannot be read, or is larger than a rule may be."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(_("The file is larger than 1 MB."), where=path.name, fix=_("Choose another file."))
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            _("The file cannot be read."), where=str(path), fix=_("Look at its path and its permissions.")
        ) from error


def carry_out(command: BaseCommand, change: Change, options: Mapping[str, Any]) -> None:
    """Print what `change` would do, and adopt it where --apply says so."""
    now = timezone.now()
    told = actions.preview(change, at=now)
    rule = _adopted(change, now) if options["apply"] else None
    if options.get("json"):
        command.stdout.write(json.dumps(_as_json(change, told, rule), ensure_ascii=False))
        return
    command.stdout.write("\n".join(lines(change, told)))
    if rule:
        command.stdout.write(_("Adopted as number %(number)d: %(name)s.") % {"number": rule.pk, "name": rule.name})
    else:
        command.stdout.write(_("Nothing was changed. Say the same with --apply to adopt it."))


def _adopted(change: Change, at: datetime) -> Rule:
    """The rule in force, and every running clock looked at again before the command ends."""
    rule = actions.adopt(change, by=None, at=at)
    while actions.recompute(at=at):
        pass
    return rule


def _as_json(change: Change, told: Preview, rule: Rule | None) -> dict[str, Any]:
    counts = {key: getattr(told, key) for key in ("running", "later", "earlier", "settled", "unsettled", "left")}
    examples = [
        {
            "case": moved.case,
            "term": moved.term,
            "before": timezone.localtime(moved.before).isoformat(),
            "after": timezone.localtime(moved.after).isoformat(),
            "before_provisional": moved.before_provisional,
            "after_provisional": moved.after_provisional,
        }
        for moved in told.examples
    ]
    named = {"sort": str(change.sort), "name": change.name, "adopted": rule.pk if rule else None}
    return {**named, **counts, "examples": examples, "warnings": list(told.warnings)}


def lines(change: Change, told: Preview) -> Iterator[str]:
    """A preview for people: the counts, the first clocks that move, and what to beware of."""
    yield change.name if change.text else _("Withdraw %(name)s") % {"name": change.name}
    yield ngettext("%(n)d clock runs now.", "%(n)d clocks run now.", told.running) % {"n": told.running}
    counts = {
        _("end later"): told.later,
        _("end earlier"): told.earlier,
        _("become firm"): told.settled,
        _("become provisional"): told.unsettled,
        _("stay, because they are past"): told.left,
    }
    yield " · ".join(f"{words} {count}" for words, count in counts.items())
    for moved in told.examples[:SHOWN]:
        before = _end(moved.before, provisional=moved.before_provisional)
        after = _end(moved.after, provisional=moved.after_provisional)
        yield f"  {moved.case} {term_title_of(moved.term)}  {before} → {after}"
    if len(told.examples) > SHOWN:
        yield "  …"
    yield from told.warnings


def _end(at: datetime, *, provisional: bool) -> str:
    told = f"{last_day(at)} {closing_time(at)}"
    return f"{told} ({_('provisional')})" if provisional else told
