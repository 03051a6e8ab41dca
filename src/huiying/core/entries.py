"""The entries of a regulation that are lists of rows: criteria, dispositions, refusal grounds, outcomes, and what
clues of rumours need: legal grounds and organs.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from huiying.core.acts import Act, cited
from huiying.core.provisions import ClueOrgan, Criterion, Disposition, LegalGround, Outcome, RefusalGround, Remedy
from huiying.core.reading import Table
from huiying.core.spreading import FIGURES

E = TypeVar("E", ClueOrgan, Criterion, Disposition, LegalGround, Outcome, RefusalGround, Remedy)
CONFIDENCE = ("A", "B", "B2", "M")
NAME = re.compile(r"[a-z0-9_.]+")
ROW = re.compile(r"[1-6](\.[1-9])?")


def name_of(row: Table, key: str, name: str, *, most: int = 40) -> str:
    """A name that programs and the database keep: `name` itself, or InputError at `key`."""
    if not NAME.fullmatch(name) or len(name) > most:
        raise row.refuse(key, f"名称“{name[:most]}”写法不对", f"用小写英文字母、数字、点和下划线，不超过 {most} 个字")
    return name


def criterion(row: Table, acts: Mapping[str, Act]) -> Criterion:
    told = Criterion(
        id=row.number("id"),
        title=row.text("title"),
        title_en=row.text("title_en"),
        description=row.text("description"),
        citation=cited(row, acts).zh,
    )
    row.done()
    return told


def disposition(row: Table, acts: Mapping[str, Act]) -> Disposition:
    told = Disposition(
        id=name_of(row, "id", row.text("id")),
        title=row.text("title"),
        title_en=row.text("title_en"),
        action=row.text("action"),
        citation=cited(row, acts).zh,
    )
    row.done()
    return told


def refusal_ground(row: Table, acts: Mapping[str, Act], kinds: Collection[str]) -> RefusalGround:
    told = RefusalGround(
        id=name_of(row, "id", row.text("id")),
        title=row.text("title"),
        title_en=row.text("title_en"),
        citation=cited(row, acts).zh,
        kinds=row.choices("kinds", kinds) if row.has("kinds") else (),
        told=row.words("told") if row.has("told") else None,
        row=_counted(row),
        reconsider_first=row.has("reconsider_first") and row.flag("reconsider_first"),
    )
    row.done()
    return told


def outcome(row: Table, acts: Mapping[str, Act]) -> Outcome:
    told = Outcome(
        id=name_of(row, "id", row.text("id")),
        title=row.text("title"),
        title_en=row.text("title_en"),
        citation=cited(row, acts).zh,
        row=_counted(row),
    )
    row.done()
    return told


def _counted(row: Table) -> str:
    """Where the annual report on disclosure counts it, if anywhere."""
    told = row.text("row", "")
    if told and not ROW.fullmatch(told):
        raise row.refuse("row", "不是年度报告办理结果的行号", "写成 1 至 6，或 3.1 这样的下一级")
    return told


def remedy(row: Table, acts: Mapping[str, Act]) -> Remedy:
    told = Remedy(
        id=name_of(row, "id", row.text("id")),
        title=row.words("title"),
        within=row.words("within"),
        citation=cited(row, acts),
        first=row.has("first") and row.flag("first"),
    )
    row.done()
    return told


def legal_ground(row: Table, acts: Mapping[str, Act]) -> LegalGround:
    told = LegalGround(
        id=name_of(row, "id", row.text("id")),
        title=row.words("title"),
        says=row.words("says"),
        citation=cited(row, acts),
        confidence=row.choice("confidence", CONFIDENCE, "M"),
        thresholds=_thresholds(row),
    )
    row.done()
    return told


def _thresholds(row: Table) -> dict[str, int]:
    if not row.has("thresholds"):
        return {}
    table = row.table("thresholds")
    return {table.known(key, FIGURES): table.number(key) for key in table}


def clue_organ(row: Table) -> ClueOrgan:
    told = ClueOrgan(id=name_of(row, "id", row.text("id")), title=row.words("title"))
    row.done()
    return told


def each_once(entries: Iterable[tuple[Table, E]]) -> tuple[E, ...]:
    """The entries of a list, no two of the same id."""
    told: dict[object, E] = {}
    for row, entry in entries:
        if entry.id in told:
            raise row.refuse("id", f"“{entry.id}”写了两次", "请删去其中一个，或改用另一个编号")
        told[entry.id] = entry
    return tuple(told.values())
