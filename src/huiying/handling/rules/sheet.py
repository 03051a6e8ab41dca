"""时限规则 · What is in force, for the desk and the command line: regulations, years with their notice, own days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from huiying.core import owndays
from huiying.core import regulation as regulations
from huiying.core.calendar import FIRST_YEAR, LAST_YEAR, Calendar
from huiying.core.owndays import OwnDay
from huiying.core.provisions import Regulation
from huiying.core.spans import spans

from ..models import Rule, Sort
from ..rulebook import calendar, regulation


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year with its notice, empty where it has none; `rule` where the office adopted it itself."""

    number: int
    notice: str
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class Span:
    """The same own day from `first` to `last`."""

    first: date
    last: date
    off: bool
    name: str
    ground: str


@dataclass(frozen=True, slots=True)
class DaysLine:
    rule: Rule
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class RegulationLine:
    """A regulation, and whether a case opened today begins under it; `rule` where it is the office's own."""

    regulation: Regulation
    in_force: bool
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is in force on a day. `until` is the last day whose dates are firm."""

    today: date
    until: date
    years: tuple[YearLine, ...]
    days: tuple[DaysLine, ...]
    regulations: tuple[RegulationLine, ...]

    @property
    def recent_years(self) -> list[YearLine]:
        """From last year on: the ones that running clocks may touch."""
        return [line for line in self.years if line.number >= self.today.year - 1]

    @property
    def older_years(self) -> list[YearLine]:
        return [line for line in self.years if line.number < self.today.year - 1]


def sheet(today: date) -> Sheet:
    standing = list(Rule.objects.standing().select_related("by"))
    told = calendar()
    return Sheet(
        today=today,
        until=told.known_until,
        years=_years(told, [rule for rule in standing if rule.sort == Sort.YEAR]),
        days=tuple(
            DaysLine(rule, own_spans(owndays.parse_days(rule.text, where=rule.name)))
            for rule in standing
            if rule.sort == Sort.DAYS
        ),
        regulations=_regulations([rule for rule in standing if rule.sort == Sort.REGULATION], today),
    )


def _years(told: Calendar, rules: Iterable[Rule]) -> tuple[YearLine, ...]:
    """The years with a notice and the first without one, the latest on top."""
    adopted = {rule.name: rule for rule in rules}
    known = {year for year in range(FIRST_YEAR, LAST_YEAR + 1) if told.known(year)}
    numbers = known | {told.known_until.year + 1}
    lines = [YearLine(year, str(told.notice(year) or ""), adopted.get(str(year))) for year in numbers]
    return tuple(sorted(lines, key=lambda line: -line.number))


def _regulations(rules: Iterable[Rule], today: date) -> tuple[RegulationLine, ...]:
    now = regulation(today).key
    found: list[tuple[Regulation, Rule | None]] = [(regulations.load(), None)]
    found += [(regulations.parse(rule.text, where=rule.source or rule.name), rule) for rule in rules]
    return tuple(RegulationLine(told, told.key == now, rule) for told, rule in reversed(found))


def own_spans(days: Iterable[OwnDay]) -> tuple[Span, ...]:
    """Own days that follow one another under the same name, as one."""
    told = spans({day.day: (day.off, day.name, day.ground) for day in days})
    return tuple(Span(first, last, *same) for same, first, last in told)
