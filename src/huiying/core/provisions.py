"""What a regulation holds: data with a name, a version and an effective date, each entry with its act. A case keeps
the version it began under.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from huiying.core.errors import InputError
from huiying.core.term import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One of the five kinds of opinion that must be answered."""

    id: int
    title: str
    title_en: str
    description: str
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition:
    """What is done with opinion of one kind: `title` names the kind, `action` what follows."""

    id: str
    title: str
    title_en: str
    action: str
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalGround:
    """Why a message may be left unaccepted."""

    id: str
    title: str
    title_en: str
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseKind:
    """A kind of case and its terms by role: {"simple": "letter.simple", …}."""

    id: str
    title: str
    title_en: str
    terms: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Regulation:
    """The written regulation that an office works under; never edited in place, only followed by a new version."""

    name: str
    version: str
    effective: date
    terms: Mapping[str, Term]
    kinds: Mapping[str, CaseKind]
    criteria: tuple[Criterion, ...]
    dispositions: tuple[Disposition, ...]
    refusal_grounds: tuple[RefusalGround, ...]
    levels: tuple[str, ...]
    review_chain: tuple[str, ...]
    citations: Mapping[str, str]

    def term(self, name: str) -> Term:
        """The term `name`; InputError listing the known ones."""
        if name not in self.terms:
            raise InputError(f"没有“{name}”这个时限", where=self.name, fix=f"可用的时限：{'、'.join(self.terms)}")
        return self.terms[name]

    def term_of(self, kind: str, role: str) -> Term:
        """The term that a case of `kind` gets in `role`: ("letter", "complex"). InputError lists the known ones."""
        if kind not in self.kinds:
            raise InputError(f"没有“{kind}”这类办件", where=self.name, fix=f"可用的类别：{'、'.join(self.kinds)}")
        roles = self.kinds[kind].terms
        if role not in roles:
            raise InputError(f"没有“{role}”时限", where=self.kinds[kind].title, fix=f"可用的时限：{'、'.join(roles)}")
        return self.terms[roles[role]]
