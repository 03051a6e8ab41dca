"""Where items come from, in words: a drill of the office by its title and page, anything else as it was written."""

from collections.abc import Iterable

from huiying.drills.models import Drill
from huiying.people.models import TrainingItem

OF_A_DRILL = "drill:"


def with_drills(items: Iterable[TrainingItem]) -> list[TrainingItem]:
    """The items, each that a drill taught with its `of_drill`; one question however many they are."""
    told = list(items)
    keys = {item.source.removeprefix(OF_A_DRILL) for item in told if item.source.startswith(OF_A_DRILL)}
    drills = {
        (drill.unit_id, f"{OF_A_DRILL}{drill.slug}"): drill
        for drill in Drill.objects.filter(slug__in=keys).only("slug", "title", "unit")
    }
    for item in told:
        item.of_drill = drills.get((item.unit_id, item.source))  # type: ignore[attr-defined]
    return told
