"""A kind of case as `[kinds.…]` writes it: its terms with what starts and ends them, its effects, outcomes, grounds,
review chain and alarms.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from huiying.core import entries
from huiying.core.acts import Act
from huiying.core.alarms import Alarms, read_alarms
from huiying.core.chains import read_steps
from huiying.core.provisions import EFFECTS, EVENTS, REASONS, CaseKind, KindTerm, Outcome, RefusalGround
from huiying.core.reading import Table
from huiying.core.term import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What a kind may refer to, and what it gets where it says nothing of its own."""

    acts: Mapping[str, Act]
    terms: Mapping[str, Term]
    grounds: Mapping[str, RefusalGround]
    review_chain: tuple[str, ...]
    alarms: Alarms
    levels: tuple[str, ...]


def read_kind(key: str, row: Table, common: Common) -> CaseKind:
    terms = _terms(row, common)
    kind = CaseKind(
        id=key,
        title=row.text("title"),
        title_en=row.text("title_en"),
        terms=terms,
        effects=_effects(row),
        outcomes=_outcomes(row, common.acts, terms),
        refusal_grounds=_grounds(key, row, common.grounds),
        review_chain=read_steps(row, "review_chain") if row.has("review_chain") else common.review_chain,
        alarms={**common.alarms, **read_alarms(row.table("alarms"))} if row.has("alarms") else common.alarms,
    )
    row.done()
    return kind


def _terms(row: Table, common: Common) -> dict[str, KindTerm]:
    roles = row.table("terms")
    told = {role: _kind_term(role, roles, common) for role in roles}
    if not told:
        raise row.refuse("terms", "至少要有一个时限", '写成 { simple = "letter.simple" }')
    for role, each in told.items():
        _check_place(roles, role, each, told)
    return told


def _kind_term(role: str, roles: Table, common: Common) -> KindTerm:
    entries.name_of(roles, role, role, most=20)
    if roles.is_text(role):
        return KindTerm(role=role, term=roles.choice(role, common.terms))
    row = roles.table(role)
    plain = KindTerm(role=role, term=row.choice("term", common.terms))
    told = KindTerm(
        role=role,
        term=plain.term,
        starts=row.choice("starts", EVENTS, plain.starts),
        ends=row.choices("ends", EVENTS) if row.has("ends") else plain.ends,
        instead_of=row.text("instead_of", ""),
        levels=row.choices("levels", common.levels) if row.has("levels") else (),
    )
    row.done()
    if told.starts in told.ends:
        raise row.refuse("ends", f"“{told.starts}”（{EVENTS[told.starts]}）既是起算又是终止", "起算和终止须是两件事")
    return told


def _check_place(roles: Table, role: str, each: KindTerm, told: Mapping[str, KindTerm]) -> None:
    """A term comes in the place of one that stands by itself, of the same kind of case."""
    if each.instead_of:
        plain = [other for other in told if other != role and not told[other].instead_of]
        roles.table(role).choice("instead_of", plain)


def _effects(row: Table) -> dict[str, str]:
    if not row.has("effects"):
        return {}
    effects = row.table("effects")
    told = {effects.known(reason, REASONS): effects.choice(reason, EFFECTS) for reason in effects}
    return {reason: effect for reason, effect in told.items() if effect != "none"}


def _outcomes(row: Table, acts: Mapping[str, Act], terms: Mapping[str, KindTerm]) -> tuple[Outcome, ...]:
    told = entries.each_once((each, entries.outcome(each, acts)) for each in row.tables("outcomes"))
    # Somebody waits for an answer, so it must be possible to say what came of it.
    if not told and any("replied" in term.ends for term in terms.values()):
        raise row.refuse("outcomes", "缺少办理结果", "有答复时限的类别至少要有一种办理结果")
    return told


def _grounds(kind: str, row: Table, grounds: Mapping[str, RefusalGround]) -> tuple[str, ...]:
    """Those that the kind lists; else those that are its own; else those common to all."""
    usable = [each.id for each in grounds.values() if not each.kinds or kind in each.kinds]
    if row.has("refusal_grounds"):
        return row.choices("refusal_grounds", usable, least=0)
    own = tuple(each for each in usable if grounds[each].kinds)
    return own or tuple(usable)
