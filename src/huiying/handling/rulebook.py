"""The calendar and the regulations that this office works under: what ships, and over it what the office adopted.

They are read again when an edition has been added, which a process notices within seconds. A clock wound under the
edition before is found by its own column and wound again, so nothing depends on everybody noticing at once.
"""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import DatabaseError
from django.utils import timezone

from huiying.core import calendar as calendars
from huiying.core import owndays, years
from huiying.core import regulation as regulations
from huiying.core.calendar import Calendar
from huiying.core.chains import Chain
from huiying.core.owndays import OwnDay
from huiying.core.provisions import ClueOrgan, Disposition, KindTerm, LegalGround, RefusalGround, Regulation

from .models import Rule, RuleQuerySet, Sort

SIMPLE = "letter.simple"
LOOK_EVERY_SECONDS = 3.0
RECEIPT = ("received", "happened", "found")
CHOSEN = ("happened", "found")  # what may start the clocks of an incident: no act says which
INCIDENTS = ("opinion", "emergency")


@dataclass(frozen=True, slots=True)
class Adopted:
    """A regulation of the office's own, the edition in which it came, and whether running cases move to it."""

    edition: int
    regulation: Regulation
    for_running: bool


@dataclass(frozen=True, slots=True)
class Book:
    """One edition of the rules. `kept` holds every version that a case may have begun under, by its key."""

    edition: int
    calendar: Calendar
    standing: tuple[Adopted, ...]
    kept: Mapping[str, Regulation]

    def in_force(self, day: date) -> Regulation:
        """The regulation for a case opened on `day`: the last one effective by then, else the one that ships."""
        effective = [each for each in self.standing if each.regulation.effective <= day]
        if not effective:
            return regulations.load()
        return max(effective, key=lambda each: (each.regulation.effective, each.edition)).regulation

    def of(self, key: str) -> Regulation:
        """The version that a case keeps; the one that ships where it is not there any more."""
        return self.kept.get(key) or regulations.load()

    def moved_to(self, key: str, since: int, day: date) -> str:
        """The version for a running case that keeps `key`: a later one, where one adopted after the edition `since` was
        adopted for running cases too.
        """
        later = [each for each in self.standing if each.for_running and each.edition > since]
        effective = [each.regulation for each in later if each.regulation.effective <= day]
        return effective[-1].key if effective else key


def bind(rows: Iterable[Rule], edition: int, past: Iterable[Rule] = ()) -> Book:
    """The book of an edition, from the standing rows and the texts of regulations that stood before."""
    calendar, adopted = calendars.load(), []
    own: list[OwnDay] = []
    for row in rows:
        if row.sort == Sort.YEAR:
            calendar = calendar.with_years(years.parse_year(row.text, where=row.name))
        elif row.sort == Sort.DAYS:
            own += owndays.parse_days(row.text, where=row.name)
        else:
            adopted.append(Adopted(row.pk, _read(row), row.for_running))
    kept = {rules.key: rules for rules in [regulations.load(), *map(_read, past), *(a.regulation for a in adopted)]}
    return Book(edition, calendar.with_days(*own) if own else calendar, tuple(adopted), kept)


def _read(row: Rule) -> Regulation:
    return regulations.parse(row.text, where=row.source or row.name)


class _Shelf:
    """The book that this process holds, and when it last looked for a newer edition."""

    def __init__(self) -> None:
        self._book: Book | None = None
        self._look_at = 0.0

    def book(self) -> Book:
        if self._book is None or time.monotonic() >= self._look_at:
            self._look()
        assert self._book is not None
        return self._book

    def _look(self) -> None:
        try:
            edition = Rule.objects.edition()
            if self._book is None or self._book.edition != edition:
                self._book = read_book(edition)
        except DatabaseError:
            # No office is made here yet: the commands that need none work under what ships.
            self._book = self._book or bind((), 0)
        self._look_at = time.monotonic() + LOOK_EVERY_SECONDS

    def forget(self) -> None:
        self._book = None


_shelf = _Shelf()


def read_book(edition: int) -> Book:
    """The book as the database has it now."""
    if not edition:
        return bind((), 0)
    return bind(Rule.objects.standing(), edition, _past())


def book_with(row: Rule) -> Book:
    """The book as it would be if `row` were adopted now: the rows that stand, with it in the place of its like."""
    row.pk = Rule.objects.edition() + 1
    kept = [each for each in Rule.objects.standing() if (each.sort, each.name) != (row.sort, row.name)]
    return bind([*kept, *([row] if row.text else [])], row.pk, _past())


def _past() -> RuleQuerySet:
    """Every regulation that was ever adopted: a case keeps the version it began under."""
    return Rule.objects.filter(sort=Sort.REGULATION).exclude(text="").order_by("pk")


def book() -> Book:
    return _shelf.book()


def forget() -> None:
    """Read the rules again at the next question: they have just been changed here."""
    _shelf.forget()


def calendar() -> Calendar:
    return book().calendar


def edition() -> int:
    return book().edition


def regulation(day: date | datetime | None = None) -> Regulation:
    """The regulation in force for a case opened on `day`; without a day the one of today."""
    return book().in_force(_day(day))


def regulation_of(key: str) -> Regulation:
    """The version that a case began under and keeps."""
    return book().of(key)


def _day(day: date | datetime | None) -> date:
    if isinstance(day, datetime):
        return timezone.localtime(day).date()
    return day or timezone.localdate()


def terms_of(rules: Regulation, kind: str, *, several: bool, level: str = "") -> tuple[KindTerm, ...]:
    """The terms that a case of `kind` gets: those for one section, or those in their place when several answer; those
    of its `level`, of the gravest while nobody has said one.
    """
    grave = level or rules.levels[-1]
    known = rules.kinds[kind].terms.values() if kind in rules.kinds else ()
    told = [term for term in known if not term.levels or grave in term.levels]
    replaced = {term.instead_of for term in told if term.instead_of}
    return tuple(t for t in told if (t.role not in replaced if several else not t.instead_of))


def chain_for(key: str, kind: str, *, level: str, sections: int, public: bool) -> Chain:
    """The sign-off of a draft under the version `key`."""
    return regulation_of(key).chain_for(kind=kind, level=level, sections=sections, public=public)


def grounds_for_declining(key: str, kind: str) -> tuple[RefusalGround, ...]:
    """On which grounds a case of `kind` may be left unaccepted: those that hold whatever the kind. What only its own
    kind knows, as of a disclosure request, is an answer to be signed.
    """
    rules = regulation_of(key)
    return tuple(ground for ground in rules.grounds_of(kind) if not ground.kinds) if kind in rules.kinds else ()


def is_final(key: str, returns: int) -> bool:
    """Whether a case returned so often is not returned again: the information section decides whose it is."""
    return returns >= regulation_of(key).most_returns


def title_of(term: str, key: str) -> str:
    """What a term is called in the version `key`, in the office's own language; its name where it is not there."""
    told = regulation_of(key).terms.get(term)
    return told.title.zh if told else term


def effects(key: str, kind: str) -> Mapping[str, str]:
    """What asking for each reason does to the clocks of a case of `kind`: pause or restart."""
    told = regulation_of(key).kinds.get(kind)
    return told.effects if told else {}


def kinds_of_cases(key: str) -> list[tuple[str, str]]:
    """The kinds that a voice may be, with their titles: those with a term that runs from its receipt."""
    kinds = regulation_of(key).kinds.values()
    return [(kind.id, kind.title) for kind in kinds if any(t.starts in RECEIPT for t in kind.terms.values())]


def terms_granted_by(step: str) -> list[str]:
    """The terms whose extension is granted at `step`, by the regulation in force."""
    return [term.id for term in regulation().terms.values() if term.extend and term.approver == step]


def legal_grounds(key: str) -> Mapping[str, LegalGround]:
    """On which provisions a rumour clue may be handed over; those that ship where a regulation names none."""
    return regulation_of(key).legal_grounds or regulations.load().legal_grounds


def clue_organs(key: str) -> Mapping[str, ClueOrgan]:
    """To which sorts of organ rumour clues are handed; those that ship where a regulation names none."""
    return regulation_of(key).clue_organs or regulations.load().clue_organs


def starts_by_the_office(key: str, kind: str) -> str:
    """Which moment starts the clocks of an incident of `kind` where nobody says otherwise: the office's choice."""
    told = regulation_of(key).kinds[kind].terms.values()
    return next((term.starts for term in told if term.starts in CHOSEN), "found")


def dispositions(key: str) -> tuple[Disposition, ...]:
    """The six ways to dispose of opinion (国办发〔2016〕80号)."""
    return regulation_of(key).dispositions
