"""What can be asked about: the terms of the regulation by their titles, grouped by the kind of case."""

from django.utils.translation import gettext as _

from huiying.core.provisions import CaseKind, Regulation
from huiying.core.term import Term, counted
from huiying.core.words import LANGUAGES

Choices = list[tuple[str, list[tuple[str, str]]]]


def matters(regulation: Regulation, language: str) -> Choices:
    """Groups of (term, title with its length). Kinds with the same terms share a group; each term stands once."""
    sharing: dict[tuple[str, ...], list[CaseKind]] = {}
    for kind in regulation.kinds.values():
        sharing.setdefault(terms_of(kind), []).append(kind)
    groups, seen = [], set[str]()
    for names, kinds in sharing.items():
        title = " · ".join(_title(kind, language) for kind in kinds)
        groups.append((title, _offered(regulation, [n for n in names if n not in seen], language)))
        seen.update(names)
    groups.append((_("Others"), _offered(regulation, [n for n in regulation.terms if n not in seen], language)))
    return [(title, terms) for title, terms in groups if terms]


def terms_of(kind: CaseKind) -> tuple[str, ...]:
    """The names of the terms that a case of this kind may get, each once."""
    return tuple(dict.fromkeys(each.term for each in kind.terms.values()))


def _offered(regulation: Regulation, names: list[str], language: str) -> list[tuple[str, str]]:
    return [(name, _matter(regulation.term(name), language)) for name in names]


def _matter(term: Term, language: str) -> str:
    index = LANGUAGES.index(language)
    amount = counted(term.unit, term.amount)[index]
    return _("%(title)s (%(amount)s)") % {"title": term.title[index], "amount": amount}


def _title(kind: CaseKind, language: str) -> str:
    return kind.title_en if language == "en" else kind.title
