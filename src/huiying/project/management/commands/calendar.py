import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.handling.models import Sort
from huiying.handling.rules.changing import Change, days_change, year_change
from huiying.handling.rules.forms import span
from huiying.handling.rules.sheet import Sheet, sheet
from huiying.project.rulechanging import add_change_options, add_withdraw, carry_out, file_of, withdrawn


class Command(BaseCommand):
    help = "Show the calendar; import a year; add or withdraw days of our own: calendar import 2027.ics --apply"
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")
        steps = parser.add_subparsers(dest="step", metavar="import | day | withdraw")
        year = steps.add_parser("import", help="a year from a TOML, JSON or ICS file")
        year.add_argument("file", type=Path, metavar="FILE")
        year.add_argument("--year", type=int, metavar="Y", help="which one, where the file holds several")
        add_change_options(year)
        day = steps.add_parser("day", help="days of our own: a local holiday, a typhoon day")
        day.add_argument("days", metavar="DAY[..DAY]", help="2026-07-10 or 2026-07-10..2026-07-11")
        kind = day.add_mutually_exclusive_group(required=True)
        kind.add_argument("--off", action="store_true", dest="off", help="the office is closed")
        kind.add_argument("--worked", action="store_false", dest="off", help="the office works")
        day.add_argument("--name", required=True, metavar="N", help="as it will stand in the reason for a date")
        day.add_argument("--ground", required=True, metavar="G", help="who ordered it, by which paper")
        add_change_options(day)
        add_withdraw(steps, "a year or days of our own")

    def handle(self, *args: Any, **options: Any) -> None:
        step = options["step"]
        if step is None:
            told = sheet(timezone.localdate())
            text = json.dumps(as_json(told), ensure_ascii=False) if options["json"] else "\n".join(lines(told))
            self.stdout.write(text)
            return
        carry_out(self, {"import": imported, "day": own_days, "withdraw": withdrawn_days}[step](options), options)


def imported(options: dict[str, Any]) -> Change:
    path = options["file"]
    return year_change(file_of(path), name=path.name, year=options["year"], because=options["because"])


def own_days(options: dict[str, Any]) -> Change:
    first, dots, last = options["days"].partition("..")
    start = day_of(first)
    end = day_of(last) if dots else start
    if end < start:
        raise InputError(
            _("The last day is before the first."), where=options["days"], fix=_("Write the earlier day first.")
        )
    days = span(start, end, off=options["off"], name=options["name"], ground=options["ground"])
    return days_change(days, because=options["because"])


def withdrawn_days(options: dict[str, Any]) -> Change:
    return withdrawn(options, Sort.YEAR, Sort.DAYS)


def day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            _("“%(text)s” is not a day.") % {"text": text},
            fix=_("Write it as 2026-07-10, or 2026-07-10..2026-07-11 for several."),
        ) from error


def as_json(told: Sheet) -> dict[str, Any]:
    days = [
        {
            "id": line.rule.pk,
            "from": each.first.isoformat(),
            "to": each.last.isoformat(),
            "off": each.off,
            "name": each.name,
            "ground": each.ground,
        }
        for line in told.days
        for each in line.spans
    ]
    years = [
        {"year": line.number, "notice": line.notice or None, "id": line.rule.pk if line.rule else None}
        for line in told.years
    ]
    return {"until": told.until.isoformat(), "years": years, "days": days}


def lines(told: Sheet) -> list[str]:
    """What is in force, for people; what the office adopted bears its number, by which it is withdrawn."""
    shown = [_("Due dates are firm until %(day)s.") % {"day": told.until.isoformat()}]
    for line in told.years:
        number = f" [{line.rule.pk}]" if line.rule else ""
        shown.append(f"{line.number}{number}  {line.notice or _('no notice yet: provisional')}")
    shown.append(_("Days of our own:") if told.days else _("No days of our own."))
    for days in told.days:
        for each in days.spans:
            until = f"..{each.last}" if each.last != each.first else ""
            sort = _("off work") if each.off else _("worked")
            shown.append(f"[{days.rule.pk}] {each.first}{until}  {sort}  {each.name}  {each.ground}".rstrip())
    return shown
