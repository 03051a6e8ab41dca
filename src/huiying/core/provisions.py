"""What a regulation holds: data with a name, a version and an effective date, each entry with its act. A case keeps
the version it began under.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from huiying.core.alarms import Alarms, Left
from huiying.core.cards import PRACTICE, Cards
from huiying.core.chains import Chain, chosen
from huiying.core.errors import InputError
from huiying.core.fees import Fees
from huiying.core.parts import TWO_DAYS_BEFORE
from huiying.core.retention import Retention
from huiying.core.term import Term
from huiying.core.words import Words

# What happens in a case, and may start or end a term.
EVENTS: Mapping[str, str] = {
    "received": "收到",
    "happened": "发生",
    "found": "发现",
    "transferred": "转送",
    "formed": "形成",
    "opened": "公开征求",
    "accepted": "受理",
    "asked": "请来信人补充",
    "correction": "补正告知",
    "third_party": "征求第三方意见",
    "co_organ": "征求其他机关意见",
    "fee": "收费通知",
    "resumed": "恢复办理",
    "released": "发布",
    "conference": "新闻发布会",
    "replied": "答复",
    "published": "公开",
    "notified": "告知",
    "closed": "办结",
}

# Why the office asks somebody outside, and what that does to the running clocks.
REASONS: Mapping[str, str] = {
    "asked": "请来信人补充情况",
    "correction": "补正",
    "third_party": "征求第三方意见",
    "co_organ": "征求其他机关意见",
    "fee": "等待缴纳信息处理费",
}
MOST_RETURNS = 2
RELEASE_EVERY = 2  # hours
EFFECTS: Mapping[str, str] = {"pause": "暂停计时", "restart": "自补正收到之日起重新计算", "none": "不征询"}


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
    """Why a message may be left unaccepted, or a request refused; `kinds` that alone know it, none for all. `told` is
    what its writer is told, and where to turn instead; None where the title and its act say it. `row` is where the
    annual report on disclosure counts it: "3.1". `reconsider_first`: no court hears it before reconsideration.
    """

    id: str
    title: str
    title_en: str
    citation: str
    kinds: tuple[str, ...] = ()
    told: Words | None = None
    row: str = ""
    reconsider_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalGround:
    """On which provision a rumour clue is handed over; `says` is what it is about, in our words. `confidence` is how
    well its source was read, M unverified. `thresholds` are figures of spread that the provision names.
    """

    id: str
    title: Words
    says: Words
    citation: Words
    confidence: str
    thresholds: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClueOrgan:
    """To which sort of organ rumour clues are handed."""

    id: str
    title: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a case may end. `row` is where the annual report on disclosure counts it; of a head row, "3", a ground says
    which row below it.
    """

    id: str
    title: str
    title_en: str
    citation: str
    row: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """Where somebody who does not accept a decision may turn, and within what time; those that are `first` where
    reconsideration must come before the court, in this order.
    """

    id: str
    title: Words
    within: Words
    citation: Words
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KindTerm:
    """A term that a case of some kind gets: the event that starts it, the events of which any ends it, the role in
    whose place it comes when several sections answer, and the levels of an incident that alone have it; none for all.
    """

    role: str
    term: str
    starts: str = "received"
    ends: tuple[str, ...] = ("replied",)
    instead_of: str = ""
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseKind:
    """A kind of case: its terms by role, what asking outside does to its clocks (for a reason that is not in `effects`
    nobody is asked), how it may end, on which grounds it may be refused, who signs, and when its clocks give alarm.
    """

    id: str
    title: str
    title_en: str
    terms: Mapping[str, KindTerm]
    effects: Mapping[str, str]
    outcomes: tuple[Outcome, ...]
    refusal_grounds: tuple[str, ...]
    review_chain: tuple[str, ...]
    alarms: Alarms


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Regulation:
    """The written regulation that an office works under; never edited in place, only followed by a new version.

    `extends` is the key of the one that it was laid over, and `written` the tables as they stand after that. After
    `most_returns` of a case the information section decides whose it is. `cards` are given for late replies. A
    continuing release follows the one before after `release_every` hours where nothing else is said. `parts` is how
    long before the end of the case's own term a co-section gives its part.
    """

    name: str
    version: str
    effective: date
    terms: Mapping[str, Term]
    kinds: Mapping[str, CaseKind]
    criteria: tuple[Criterion, ...]
    dispositions: tuple[Disposition, ...]
    grounds: Mapping[str, RefusalGround]
    levels: tuple[str, ...]
    review_chain: tuple[str, ...]
    alarms: Alarms
    citations: Mapping[str, str]
    written: Mapping[str, Any]
    extends: str = ""
    most_returns: int = MOST_RETURNS
    cards: Cards = field(default_factory=lambda: PRACTICE)
    legal_grounds: Mapping[str, LegalGround] = field(default_factory=dict)
    clue_organs: Mapping[str, ClueOrgan] = field(default_factory=dict)
    release_every: int = RELEASE_EVERY
    chains: tuple[Chain, ...] = ()
    parts: Left = TWO_DAYS_BEFORE
    retention: Retention | None = None
    fees: Fees | None = None
    remedies: tuple[Remedy, ...] = ()

    @property
    def key(self) -> str:
        """What a case keeps of the version it began under."""
        return f"{self.name} {self.version}"

    @property
    def refusal_grounds(self) -> tuple[RefusalGround, ...]:
        """The grounds for not accepting a message, whatever its kind."""
        return tuple(ground for ground in self.grounds.values() if not ground.kinds)

    def grounds_of(self, kind: str) -> tuple[RefusalGround, ...]:
        """The grounds on which a case of `kind` may be refused."""
        return tuple(self.grounds[each] for each in self.kind(kind).refusal_grounds)

    def chain_for(self, *, kind: str, level: str, sections: int, public: bool) -> Chain:
        """Who signs a draft, in what order; a kind that is not known any more is signed like any."""
        default = self.kinds[kind].review_chain if kind in self.kinds else self.review_chain
        return chosen(self.chains, default, kind=kind, level=level, sections=sections, public=public)

    def term(self, name: str) -> Term:
        """The term `name`; InputError listing the known ones."""
        if name not in self.terms:
            raise InputError(f"没有“{name}”这个时限", where=self.name, fix=f"可用的时限：{'、'.join(self.terms)}")
        return self.terms[name]

    def kind(self, name: str) -> CaseKind:
        """The kind `name`; InputError listing the known ones."""
        if name not in self.kinds:
            raise InputError(f"没有“{name}”这类办件", where=self.name, fix=f"可用的类别：{'、'.join(self.kinds)}")
        return self.kinds[name]

    def term_of(self, kind: str, role: str) -> Term:
        """The term that a case of `kind` gets in `role`: ("letter", "complex"). InputError lists the known ones."""
        roles = self.kind(kind).terms
        if role not in roles:
            raise InputError(f"没有“{role}”时限", where=self.kinds[kind].title, fix=f"可用的时限：{'、'.join(roles)}")
        return self.terms[roles[role].term]
