"""What became of the measures that the last self-inspection promised, as this one finds it."""

from huiying.reporting.figures import BY_KEY, Numbers, UnknownReference, named
from huiying.reporting.models import Measure
from huiying.reporting.papers.facts import PromisedFacts

STATES = ("", "_done", "_partly", "_not_done", "_open")


def promised(numbers: Numbers) -> list[PromisedFacts]:
    """The measures of the last self-inspection with their figure then and in this period."""
    rows = BY_KEY["promised"].rows(numbers.period).select_related("section", "snapshot").order_by("place")
    found = [_told(numbers, measure) for measure in rows]
    if found:
        for state in STATES:
            numbers.take(f"promised{state}")
    return found


def _told(numbers: Numbers, measure: Measure) -> PromisedFacts:
    figure = _figure(measure.reference)
    return {
        "id": measure.pk,
        "head": measure.head,
        "text": measure.text,
        "section": measure.section.name if measure.section else "",
        "due": measure.due_on.isoformat(),
        "label": figure[0],
        "unit": figure[1],
        "reference": measure.reference,
        "was": measure.was,
        "wanted": measure.wanted,
        "now": numbers.take(measure.reference) if figure[0] else None,
        "state": measure.state,
        "reason": measure.reason,
        "of": {"from": measure.snapshot.start.isoformat(), "to": measure.snapshot.end.isoformat()},
    }


def _figure(reference: str) -> tuple[str, str]:
    """Name and unit of the figure that a reference watches, empty where none does or none is known any more."""
    if reference in RECKONED:
        return RECKONED[reference]
    try:
        figure = named(reference).figure
    except UnknownReference:
        return "", ""
    return figure.label, figure.unit


RECKONED = {
    "share(returned,received)": ("退回率", "%"),
    "share(rated,replied)": ("评价率", "%"),
    "sum(group_deputies,group_members)": ("领导小组登记人数", "名"),
}
"""Names of what is reckoned from figures, for measures that watch it."""
