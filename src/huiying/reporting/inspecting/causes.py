"""Why answers were late, as far as the rows tell: whose matters, which step, who was away, which days; and of which
sections the writers are content the least.
"""

from huiying.assessment.models import Topic
from huiying.handling.models import Part
from huiying.people.models import Section
from huiying.reporting.figures import BY_DIMENSION, BY_KEY, Numbers
from huiying.reporting.figures.inspection import STEPS
from huiying.reporting.figures.reference import escaped
from huiying.reporting.papers.facts import CauseFacts, LateFacts, RatedFacts

MOST = 3
STEP_NAMES = ("分办", "签收", "拟稿", "审签")


def causes_of(numbers: Numbers) -> CauseFacts:
    return {
        "late": numbers.count("late"),
        "theme": _most_late(numbers, "theme"),
        "topic": _most_late(numbers, "topic"),
        "steps": [
            {"key": step.key, "name": name, "days": numbers.take(step.key)}
            for step, name in zip(STEPS, STEP_NAMES, strict=True)
        ],
        "answered_late": numbers.count("answered_late"),
        "away": numbers.count("late_while_away"),
        "clocks": numbers.count("clocks"),
        "at_holidays": numbers.count("clocks_at_holidays"),
        "late_at_holidays": numbers.count("late_at_holidays"),
        "rated": _rated(numbers),
    }


def _most_late(numbers: Numbers, key: str) -> LateFacts | None:
    """The theme or the topic of which most was late."""
    rows = BY_KEY["late"].rows(numbers.period)
    path = BY_DIMENSION[key].field(rows.model)
    counted: dict[str, int] = {}
    for value in rows.exclude(**{path: None}).order_by().values_list(path, flat=True):
        counted[str(value)] = counted.get(str(value), 0) + 1
    top = min(filter(None, counted), key=lambda value: (-counted[value], value), default=None)
    if top is None:
        return None
    return {
        "key": escaped(top),
        "name": Topic.objects.get(pk=top).description if key == "topic" else top,
        "late": numbers.count(f"late:{key}={escaped(top)}"),
        "received": numbers.count(f"received:{key}={escaped(top)}"),
    }


def _rated(numbers: Numbers) -> list[RatedFacts]:
    """What the writers think of each section's answers."""
    period = numbers.period
    leads = Part.objects.filter(period.of("case__opened_at"), period.within("case__unit"), is_lead=True)
    rated = leads.filter(case__replies__in=period.replies(), case__replies__rating__isnull=False)
    sections = Section.objects.filter(pk__in=rated.order_by().values("section")).values_list("pk", "name")
    return [
        {
            "id": pk,
            "section": name,
            "rated": numbers.count(f"rated:section={pk}"),
            "satisfied": numbers.count(f"satisfied:section={pk}"),
        }
        for pk, name in sections
    ]
