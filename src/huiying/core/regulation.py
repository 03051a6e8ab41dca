"""A regulation as a TOML text: the sets that ship in `regulations/`, and a bureau's own, which may extend one of them.
Read and checked with messages that a clerk understands.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from huiying.core import entries, overlay
from huiying.core.acts import Act, cited
from huiying.core.alarms import Alarms, Level, read_alarms
from huiying.core.cards import PRACTICE, read_cards
from huiying.core.chains import read_chains, read_steps
from huiying.core.errors import InputError
from huiying.core.fees import read_fees
from huiying.core.kinds import Common, read_kind
from huiying.core.parts import read_parts
from huiying.core.provisions import (
    MOST_RETURNS,
    RELEASE_EVERY,
    CaseKind,
    ClueOrgan,
    Criterion,
    Disposition,
    LegalGround,
    RefusalGround,
    Regulation,
)
from huiying.core.reading import Table, read_text, toml_table
from huiying.core.retention import read_retention
from huiying.core.term import STEPS, Term, Unit

__all__ = [
    "CaseKind",
    "Criterion",
    "Disposition",
    "RefusalGround",
    "Regulation",
    "Term",
    "Unit",
    "load",
    "parse",
    "read",
]

FOLDER = Path(__file__).parent / "regulations"
MIDNIGHT = 24 * 60
CLOCK_TIME = re.compile(r"([01]\d|2[0-4]):([0-5]\d)")
MOST = 3650
MOST_NAME, MOST_VERSION = 59, 20


def known() -> tuple[str, ...]:
    """The regulations that ship."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def load(name: str = "national") -> Regulation:
    """The regulation that ships under `name`; InputError listing the known ones."""
    if name not in known():
        raise InputError(f"没有“{name}”这套规定", fix=f"可用的规定：{'、'.join(known())}")
    return read(FOLDER / f"{name}.toml")


def read(path: Path, base: Regulation | None = None) -> Regulation:
    """The regulation written in `path`; InputError naming the file, the line, the key and what is allowed."""
    return parse(read_text(path), where=path.name, base=base)


def parse(text: str, *, where: str, base: Regulation | None = None) -> Regulation:
    """The regulation written in `text`, which came from `where`. With `extends` at its top it is laid over the one that
    ships under that name, or over `base` in its place.
    """
    top = toml_table(text, where=where)
    if not top.has("extends"):
        return _regulation(top)
    extended = top.choice("extends", known())
    base = base or load(extended)
    overlay.check_own(top, base)
    return _regulation(top.over(overlay.laid_over(base.written, top.data)), base)


def _regulation(top: Table, base: Regulation | None = None) -> Regulation:
    top.has("extends")
    acts = {key: Act(row) for key, row in top.named_tables("acts").items()}
    closes = _closes(top, MIDNIGHT)
    terms = {key: _term(key, row, acts, closes) for key, row in _named(top, "terms").items()}
    kinds = _named(top, "kinds")
    grounds = [(row, entries.refusal_ground(row, acts, kinds)) for row in top.tables("refusal_grounds")]
    levels = _levels(top)
    common = Common(
        acts=acts,
        terms=terms,
        grounds={ground.id: ground for ground in entries.each_once(grounds)},
        review_chain=read_steps(top, "review_chain"),
        alarms=_alarms(top),
        # a level that the office does not use still stands in the rows that it took over
        levels=tuple(dict.fromkeys((*levels, *(base.levels if base else ())))),
    )
    told = Regulation(
        name=top.text("name", most=MOST_NAME),
        version=top.text("version", most=MOST_VERSION),
        effective=top.day("effective"),
        terms=terms,
        kinds={key: read_kind(key, row, common) for key, row in kinds.items()},
        criteria=entries.each_once((row, entries.criterion(row, acts)) for row in top.tables("criteria")),
        dispositions=entries.each_once((row, entries.disposition(row, acts)) for row in top.tables("dispositions")),
        grounds=common.grounds,
        levels=levels,
        review_chain=common.review_chain,
        alarms=common.alarms,
        citations={key: act.cite().zh for key, act in acts.items()},
        written=top.data,
        extends=base.key if base else "",
        chains=read_chains(top, tuple(kinds), common.levels),
        parts=read_parts(top),
        retention=read_retention(top.table("retention"), acts) if top.has("retention") else None,
        most_returns=top.number("most_returns", least=0, most=9) if top.has("most_returns") else MOST_RETURNS,
        cards=read_cards(top.table("cards")) if top.has("cards") else PRACTICE,
        legal_grounds={ground.id: ground for ground in _legal_grounds(top, acts)},
        clue_organs={organ.id: organ for organ in _clue_organs(top)},
        fees=read_fees(top.table("disclosure_fees"), acts) if top.has("disclosure_fees") else None,
        remedies=entries.each_once((row, entries.remedy(row, acts)) for row in top.tables("remedies")),
        release_every=top.number("release_every", most=168) if top.has("release_every") else RELEASE_EVERY,
    )
    top.done()
    return told


def _legal_grounds(top: Table, acts: Mapping[str, Act]) -> tuple[LegalGround, ...]:
    return entries.each_once((row, entries.legal_ground(row, acts)) for row in top.tables("legal_grounds"))


def _clue_organs(top: Table) -> tuple[ClueOrgan, ...]:
    return entries.each_once((row, entries.clue_organ(row)) for row in top.tables("clue_organs"))


def _named(top: Table, key: str) -> dict[str, Table]:
    """The tables below `key`, by names that the database can keep."""
    names = top.table(key)
    return {entries.name_of(names, name, name): names.table(name) for name in names}


def _closes(row: Table, default: int) -> int:
    """The minute after midnight at which a day's business ends: 24:00, or the office's own hour (民法典 art. 203)."""
    if not row.has("close"):
        return default
    found = CLOCK_TIME.fullmatch(row.text("close"))
    minutes = int(found[1]) * 60 + int(found[2]) if found else 0
    if not 0 < minutes <= MIDNIGHT:
        raise row.refuse("close", "应为一天里的时刻", "写成 24:00 或 17:30")
    return minutes


def _levels(top: Table) -> tuple[str, ...]:
    levels = top.texts("levels")
    if not levels or len(set(levels)) < len(levels):
        raise top.refuse("levels", "级别为空或有重复", '写成 ["一般", "较大", "重大", "特别重大"]')
    return levels


def _alarms(top: Table) -> Alarms:
    row = top.table("alarms")
    points = read_alarms(row)
    missing = [level for level in Level if level not in points]
    if missing:
        raise row.refuse(missing[0], "缺少这一项", f"三级提醒都要写：{'、'.join(Level)}")
    return points


def _term(key: str, row: Table, acts: Mapping[str, Act], closes: int) -> Term:
    _refuse_unquoted(key, row)
    term = Term(
        id=key,
        title=row.words("title"),
        amount=row.number("amount", most=MOST),
        unit=Unit(row.choice("unit", tuple(Unit))),
        cited=cited(row, acts),
        confidence=row.choice("confidence", entries.CONFIDENCE, "M"),
        closes=_closes(row, closes),
        extend=row.number("extend", least=0, most=MOST) or None if row.has("extend") else None,
        extend_by=row.words("extend_by") if row.has("extend_by") else None,
        approver=row.choice("approver", STEPS, "leader"),
    )
    row.done()
    for granted in ("extend_by", "approver"):
        if row.has(granted) and not row.has("extend"):
            raise row.refuse(granted, "写了由谁批准延期，却没有写可以延长多少", "请写明 extend")
    return term


def _refuse_unquoted(key: str, row: Table) -> None:
    """`[terms.letter.simple]` is to TOML a table in a table: the commonest slip with names that hold a point."""
    for below in row:
        if isinstance(row.data[below], dict) and row.data[below].keys() & {"amount", "unit", "cite"}:
            raise row.refuse(below, "时限的名称里有点，要加半角引号", f'写成 [terms."{key}.{below}"]')
