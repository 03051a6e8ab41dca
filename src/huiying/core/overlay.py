"""A bureau's own regulation laid over the one that it extends: what it writes takes the place of what is there, table
by table and row by row; the rest stays.
"""

from collections.abc import Callable, Mapping
from typing import Any

from huiying.core.provisions import Regulation
from huiying.core.reading import Row, Table

Tables = Mapping[str, Any]

OWN = ("name", "version", "effective")
# By these a term is a figure of law, or of the office: whoever changes one must say on what ground.
FIGURES = ("amount", "unit", "extend")
BY_ID = ("criteria", "dispositions", "refusal_grounds", "legal_grounds", "clue_organs", "remedies")
IN_A_KIND = ("terms", "effects", "alarms")


def laid_over(base: Tables, own: Tables) -> dict[str, Any]:
    """The tables of a bureau's file over those of the regulation it extends. What is of the wrong type is left as it
    was written, to be refused by whoever reads it.
    """
    told = {**base, **own}
    for key in ("acts", "terms"):
        told[key] = _by_name(base.get(key), own.get(key), _merged)
    told["terms"] = _without_foreign_confidence(told["terms"], own.get("terms"))
    told["kinds"] = _by_name(base.get("kinds"), own.get("kinds"), _kind)
    for key in ("alarms", "cards", "retention", "disclosure_fees"):
        told[key] = _merged(base.get(key), own.get(key))
    for key in BY_ID:
        told[key] = _by_id(base.get(key), own.get(key))
    return {key: value for key, value in told.items() if value is not None}


def _merged(base: Any, own: Any) -> Any:
    if isinstance(base, dict) and isinstance(own, dict):
        return {**base, **own}
    return base if own is None else own


def _by_name(base: Any, own: Any, merge: Callable[[Any, Any], Any]) -> Any:
    if not (isinstance(base, dict) and isinstance(own, dict)):
        return _merged(base, own)
    return {**base, **{name: merge(base.get(name), value) for name, value in own.items()}}


def _kind(base: Any, own: Any) -> Any:
    told = _merged(base, own)
    if isinstance(base, dict) and isinstance(own, dict):
        told |= {key: _merged(base.get(key), own[key]) for key in IN_A_KIND if key in own}
        if "outcomes" in own:
            told["outcomes"] = _by_id(base.get("outcomes"), own["outcomes"])
    return told


def _by_id(base: Any, own: Any) -> Any:
    """Rows of the same id merged where they stand, new ones after them; each remembers its place in its own text."""
    if base is None or not isinstance(own, list) or not all(isinstance(row, dict) for row in own):
        return _merged(base, own)
    rows: list[dict[str, Any]] = [dict(row) for row in base]
    places = {row["id"]: n for n, row in enumerate(rows)}
    for at, row in enumerate(own):
        place = places.get(row["id"]) if isinstance(row.get("id"), str | int) else None
        merged = Row(row) if place is None else Row({**base[place], **row})
        merged.at = at
        # A second row of one id does not vanish in the first: it stands as well, and is refused as written twice.
        if place is None or isinstance(rows[place], Row):
            rows.append(merged)
        else:
            rows[place] = merged
    return rows


def _without_foreign_confidence(terms: Any, own: Any) -> Any:
    """How well the State's act was read says nothing of the bureau's own source."""
    if not (isinstance(terms, dict) and isinstance(own, dict)):
        return terms
    fresh = [name for name, row in own.items() if isinstance(row, dict) and "cite" in row and "confidence" not in row]
    return {
        name: {key: value for key, value in row.items() if key != "confidence"} if name in fresh else row
        for name, row in terms.items()
    }


def check_own(top: Table, base: Regulation) -> None:
    """A bureau's file bears its own name, version and date, and its own ground for each figure that it changes."""
    for key in OWN:
        if not top.has(key):
            raise top.refuse(key, "缺少这一项", "请写明本机关规定的 name、version、effective")
    if top.text("name") == base.name:
        raise top.refuse("name", f"与所沿用的“{base.name}”同名", "请写本机关规定的名称")
    if top.has("terms"):
        for name, row in top.named_tables("terms").items():
            _check_figures(row, base.written["terms"].get(name))


def _check_figures(row: Table, base: Tables | None) -> None:
    if base is None or row.data.get("cite", base["cite"]) != base["cite"]:
        return
    for key in FIGURES:
        if row.data.get(key, base.get(key)) != base.get(key):
            raise row.refuse(key, "改了期限，却没有写自己的依据", "请在此处写明 cite：本机关的规定，不能沿用原来的依据")
