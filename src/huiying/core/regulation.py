"""A regulation as a TOML file of `regulations/`, read and checked with messages that a clerk understands."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from huiying.core.acts import Act, cited
from huiying.core.errors import InputError
from huiying.core.provisions import CaseKind, Criterion, Disposition, RefusalGround, Regulation
from huiying.core.reading import Table, read_table
from huiying.core.term import Term, Unit

__all__ = ["CaseKind", "Criterion", "Disposition", "RefusalGround", "Regulation", "Term", "Unit", "load", "read"]

FOLDER = Path(__file__).parent / "regulations"
CONFIDENCE = ("A", "B", "B2", "M")
STEPS = ("section_head", "information", "leader")
MIDNIGHT = 24 * 60
CLOCK_TIME = re.compile(r"([01]\d|2[0-4]):([0-5]\d)")


@cache
def load(name: str = "national") -> Regulation:
    """The regulation that ships under `name`; InputError listing the known ones."""
    known = sorted(path.stem for path in FOLDER.glob("*.toml"))
    if name not in known:
        raise InputError(f"没有“{name}”这套规定", fix=f"可用的规定：{'、'.join(known)}")
    return read(FOLDER / f"{name}.toml")


def read(path: Path) -> Regulation:
    """The regulation written in `path`; InputError naming the file, the key and what is allowed."""
    top = read_table(path)
    acts = {key: Act(row) for key, row in top.named_tables("acts").items()}
    closes = _closes(top, MIDNIGHT)
    terms = {key: _term(key, row, acts, closes) for key, row in top.named_tables("terms").items()}
    told = Regulation(
        name=top.text("name"),
        version=top.text("version"),
        effective=top.day("effective"),
        terms=terms,
        kinds={key: _kind(key, row, terms) for key, row in top.named_tables("kinds").items()},
        criteria=tuple(_criterion(row, acts) for row in top.tables("criteria")),
        dispositions=tuple(_disposition(row, acts) for row in top.tables("dispositions")),
        refusal_grounds=tuple(_refusal_ground(row, acts) for row in top.tables("refusal_grounds")),
        levels=top.texts("levels"),
        review_chain=_chain(top),
        citations={key: act.cite().zh for key, act in acts.items()},
    )
    top.done()
    for key, entries in (("criteria", told.criteria), ("dispositions", told.dispositions)):
        _refuse_repeats(top, key, [entry.id for entry in entries])
    _refuse_repeats(top, "refusal_grounds", [ground.id for ground in told.refusal_grounds])
    return told


def _closes(row: Table, default: int) -> int:
    """The minute after midnight at which a day's business ends: 24:00, or the office's own hour (民法典 art. 203)."""
    if not row.has("close"):
        return default
    found = CLOCK_TIME.fullmatch(row.text("close"))
    minutes = int(found[1]) * 60 + int(found[2]) if found else 0
    if not 0 < minutes <= MIDNIGHT:
        raise row.refuse("close", "应为一天里的时刻", "写成 24:00 或 17:30")
    return minutes


def _term(key: str, row: Table, acts: Mapping[str, Act], closes: int) -> Term:
    term = Term(
        id=key,
        title=row.words("title"),
        amount=row.number("amount"),
        unit=Unit(row.choice("unit", tuple(Unit))),
        cited=cited(row, acts),
        confidence=row.choice("confidence", CONFIDENCE),
        closes=_closes(row, closes),
        extend=row.number("extend") if row.has("extend") else None,
        extend_by=row.words("extend_by") if row.has("extend_by") else None,
    )
    row.done()
    return term


def _kind(key: str, row: Table, terms: Mapping[str, Term]) -> CaseKind:
    roles = row.table("terms")
    kind = CaseKind(
        id=key,
        title=row.text("title"),
        title_en=row.text("title_en"),
        terms={role: roles.choice(role, terms) for role in roles},
    )
    row.done()
    return kind


def _criterion(row: Table, acts: Mapping[str, Act]) -> Criterion:
    told = Criterion(
        id=row.number("id"),
        title=row.text("title"),
        title_en=row.text("title_en"),
        description=row.text("description"),
        citation=cited(row, acts).zh,
    )
    row.done()
    return told


def _disposition(row: Table, acts: Mapping[str, Act]) -> Disposition:
    told = Disposition(
        id=row.text("id"),
        title=row.text("title"),
        title_en=row.text("title_en"),
        action=row.text("action"),
        citation=cited(row, acts).zh,
    )
    row.done()
    return told


def _refusal_ground(row: Table, acts: Mapping[str, Act]) -> RefusalGround:
    told = RefusalGround(
        id=row.text("id"),
        title=row.text("title"),
        title_en=row.text("title_en"),
        citation=cited(row, acts).zh,
    )
    row.done()
    return told


def _chain(top: Table) -> tuple[str, ...]:
    chain = top.texts("review_chain")
    if not chain or set(chain) - set(STEPS):
        raise top.refuse("review_chain", "审签环节为空或写错", f"可用的环节：{'、'.join(STEPS)}")
    _refuse_repeats(top, "review_chain", chain)
    return chain


def _refuse_repeats(top: Table, key: str, ids: Sequence[object]) -> None:
    seen: set[object] = set()
    for each in ids:
        if each in seen:
            raise top.refuse(key, f"“{each}”写了两次")
        seen.add(each)
