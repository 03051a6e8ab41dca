"""单位之树 · Who hangs under whom."""

from collections.abc import Iterable, Mapping


def under(units: Iterable[int], superiors: Mapping[int, int | None]) -> frozenset[int]:
    """These units and everything below them, however deep; `superiors` is every unit with the one above it."""
    reached = set(units)
    while more := {unit for unit, above in superiors.items() if above in reached} - reached:
        reached |= more
    return frozenset(reached)


def above(unit: int, superiors: Mapping[int, int | None]) -> frozenset[int]:
    """This unit and everything above it."""
    reached: set[int] = set()
    at: int | None = unit
    while at is not None and at not in reached:
        reached.add(at)
        at = superiors.get(at)
    return frozenset(reached)
