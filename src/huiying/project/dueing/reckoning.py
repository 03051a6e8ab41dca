"""One reckoning: a term and a start as somebody wrote them, with what lengthens it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from huiying.core import deadline
from huiying.core.deadline import Deadline
from huiying.core.errors import InputError
from huiying.core.provisions import Regulation
from huiying.core.term import Term
from huiying.core.zone import in_office_zone
from huiying.handling.rulebook import calendar, regulation

from . import moments

_WHOLE = re.compile(r"(\d{1,6})(?:\.0+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The texts, with the name that each goes by where it was written (an option, a column), for a refusal to name."""

    term: str
    received: str
    pauses: Sequence[str] = ()
    extend: str = ""
    restarted: str = ""

    def answer(self, names: Mapping[str, str]) -> Deadline:
        """When the term ends, and why; InputError or RuleError naming what is to be mended."""
        received = moments.told(self.received, where=names["received"])
        rules, term = found(self.term, in_office_zone(received.at).date())
        restarted = moments.told(self.restarted, where=names["restarted"]) if self.restarted.strip() else None
        return deadline.due(
            term,
            received.start(term.unit),
            calendar=calendar(),
            regulation=rules,
            pauses=[moments.pause(text, where=names["pause"]) for text in self.pauses],
            extend=_number(self.extend, where=names["extend"]),
            restarted=restarted.start(term.unit) if restarted else None,
        )


def found(name: str, day: date) -> tuple[Regulation, Term]:
    """The term of this name or title in the regulation of `day`, else in that of today. InputError lists the names."""
    for rules in (regulation(day), regulation()):
        if term := _named(name.strip(), rules):
            return rules, term
    return regulation(), regulation().term(name.strip())


def _named(name: str, rules: Regulation) -> Term | None:
    if name in rules.terms:
        return rules.terms[name]
    return next((term for term in rules.terms.values() if name in term.title), None)


def _number(text: str, *, where: str) -> int:
    if not text.strip():
        return 0
    whole = _WHOLE.fullmatch(text.strip())
    if whole is None:
        raise InputError(
            _("“%(text)s” is not a whole number.") % {"text": text.strip()},
            where=where,
            fix=_("Write how many of the term's own units it is extended by, such as 10."),
        )
    return int(whole[1])


def to_json(due: Deadline) -> dict[str, Any]:
    """The answer as programs read it, with its reason as sentences."""
    said = {"because": deadline.say(due.because, "zh-hans"), "because_en": deadline.say(due.because, "en")}
    return due.to_json() | said
