"""What a kind of paper tells, gathered at one moment, with the rows behind each number: nothing is written here."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

import numpy as np

from .asked import Asked
from .blocks import put, set_aside
from .facts import common
from .figures import Numbers, Period, Taken, Value
from .frozen import Keys, unpacked
from .models import PaperKind, Snapshot, SnapshotRows
from .moment import one_moment
from .papers.sorts import SORTS
from .templating.keeping import take_all

# Facts that say when and how was counted, not what; the numbers are compared one by one.
OF_THE_TAKING = frozenset({"numbers", "rows", "taken_on", "ledger", "units", "due"})


class Change(TypedDict):
    """What became of one number in a new version: how many rows are gone from behind it, and how many came."""

    reference: str
    label: str
    unit: str
    before: Value
    after: Value
    gone: int
    come: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts, which hold a digest of the rows behind each number, and these rows."""

    facts: dict[str, Any]
    rows: Mapping[str, Taken]
    pieces: Mapping[str, bytes]

    @property
    def regulation(self) -> str:
        return f"{self.facts['regulation']['name']} {self.facts['regulation']['version']}"

    @property
    def calendar(self) -> str:
        return f"{self.facts['calendar']['edition']} · {self.facts['calendar']['known_until']}"

    @property
    def digest(self) -> str:
        return digest_of(self.facts)

    def keep_rows(self, snapshot: Snapshot) -> None:
        put(self.pieces)
        SnapshotRows.objects.bulk_create(
            SnapshotRows(snapshot=snapshot, reference=text, model=one.model, count=one.count, members=one.members)
            for text, one in self.rows.items()
        )


def gathered(kind: PaperKind, asked: Asked, *, every: bool = False) -> Gathered:
    """Count what a kind of paper tells, everything as it stands at one moment; with `every` all figures of the
    catalogue, which a template may name.
    """
    numbers, units = Numbers(asked.period), asked.period.units
    with one_moment(), set_aside() as pieces:
        if every:
            take_all(numbers)
        facts: dict[str, Any] = {**common(asked), **SORTS[kind].gather(asked, numbers)}
    facts |= {"numbers": numbers.facts(), "rows": numbers.behind(), "units": None if units is None else sorted(units)}
    return Gathered(facts, dict(numbers.taken()), pieces)


def asked_again(snapshot: Snapshot, units: frozenset[int] | None, at: datetime) -> Asked:
    """What a snapshot was asked, asked once more; `units` are those of one from before they were kept with it."""
    occasion, own = snapshot.facts.get("occasion") or {}, snapshot.facts.get("units", units)
    period = Period(snapshot.start, snapshot.end, None if own is None else frozenset(own))
    return Asked(period, at, snapshot.subject, occasion.get("notice", ""), occasion.get("number", ""))


def changes(before: Snapshot, after: Gathered) -> list[Change]:
    """Every number that is another now, or is made of other rows, and every other fact by its name."""
    was, now = before.facts.get("numbers", {}), after.facts["numbers"]
    behind = {kept.reference: unpacked(kept.members) for kept in before.rows.all()}
    told = []
    for text in dict.fromkeys((*was, *now)):
        old, new = was.get(text, {}), now.get(text, {})
        keys = unpacked(after.rows[text].members) if text in after.rows else _none()
        moved = moved_between(behind.get(text, _none()), keys)
        if old.get("value") != new.get("value") or any(side.size for side in moved):
            told.append(_change(text, old, new, *moved))
    return [*told, *_other_facts(before.facts, after.facts)]


def moved_between(before: Keys, after: Keys) -> tuple[Keys, Keys]:
    """The keys that are gone, and those that came."""
    return np.setdiff1d(before, after), np.setdiff1d(after, before)


def digest_of(facts: Any) -> str:
    """SHA-256 of facts in their one canonical form."""
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _change(text: str, old: Mapping[str, Any], new: Mapping[str, Any], gone: Keys, come: Keys) -> Change:
    named = new or old
    return {
        "reference": text,
        "label": named["label"],
        "unit": named["unit"],
        "before": old.get("value"),
        "after": new.get("value"),
        "gone": int(gone.size),
        "come": int(come.size),
    }


def _other_facts(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Facts that are no numbers of their own, as JSON keeps them: only that they changed is said."""
    kept = json.loads(json.dumps(after))
    names = dict.fromkeys(name for name in (*before, *kept) if name not in OF_THE_TAKING)
    changed = (name for name in names if before.get(name) != kept.get(name))
    return [_unnumbered(NAMES.get(name, name)) for name in changed]


def _unnumbered(label: str) -> Change:
    return {"reference": "", "label": label, "unit": "", "before": None, "after": None, "gone": 0, "come": 0}


def _none() -> Keys:
    return np.empty(0, dtype=np.int64)


NAMES: Mapping[str, str] = {
    "organ": "机关名称",
    "regulation": "现行制度",
    "calendar": "工作日历",
    "channels": "分渠道情况",
    "topics": "热点",
    "monthly": "分月情况",
    "late_by_section": "分科室情况",
    "kinds": "类别",
    "themes": "领域",
    "criteria": "研判标准",
    "figures": "指标表",
    "previous": "上期指标表",
    "published": "公开情况",
    "group": "领导小组",
}
