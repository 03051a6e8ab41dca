"""期限 · The term that a clock runs, as the regulation of its case has it; one that is not there keeps its name."""

from django.utils.translation import get_language

from huiying.core.regulation import Regulation, Term, Unit
from huiying.core.words import LANGUAGES, Words

from ..models import Clock
from ..rulebook import regulation, regulation_of


def term_of(clock: Clock) -> Term | None:
    return regulation_of(clock.case.regulation).terms.get(clock.term)


def term_title(clock: Clock) -> str:
    """一般来信答复, in the reader's language."""
    term = term_of(clock)
    return spoken(term.title) if term else clock.term


def term_title_of(name: str) -> str:
    """The same for a term of the regulation in force today."""
    term = regulation().terms.get(name)
    return spoken(term.title) if term else name


def counts_hours(clock: Clock) -> bool:
    term = term_of(clock)
    return term is not None and term.unit is Unit.HOUR


def titles(regulation: Regulation) -> list[tuple[str, str]]:
    """Every term with its title, for a filter."""
    return [(name, spoken(term.title)) for name, term in regulation.terms.items()]


def spoken(words: Words) -> str:
    """A phrase of the core in the reader's language."""
    language = get_language() or ""
    return words[LANGUAGES.index(language)] if language in LANGUAGES else words.zh
