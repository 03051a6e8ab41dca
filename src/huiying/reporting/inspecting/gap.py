"""What people ask and no published page answers well (publication.demand), and by when something can be done."""

from django.utils import timezone

from huiying.handling.rulebook import book
from huiying.publication.models import Demand
from huiying.reporting.asked import Asked
from huiying.reporting.figures import Numbers
from huiying.reporting.papers.facts import DueFacts, GapFacts

MOST, LOOKED_AT = 3, 40
LEAST = 3
"""Times of asking in the period from which a demand is spoken of."""
SOON, LATER = 20, 40


def widest_gaps(numbers: Numbers) -> list[GapFacts]:
    """The demands most asked of in the period of those that are not answered well, with the page that comes nearest."""
    rows = Demand.objects.filter(numbers.period.within("unit")).exclude(ruling="fine").select_related("section")
    found: list[GapFacts] = [
        {
            "id": demand.pk,
            "matter": demand.matter,
            "ruling": demand.ruling,
            "asked": numbers.count(f"asked:demand={demand.pk}"),
            "section": demand.section.name if demand.section else "",
            "best": demand.best_title if demand.ruling != "missing" else "",
        }
        for demand in rows.served_most()[:LOOKED_AT]
    ]
    return sorted((gap for gap in found if gap["asked"] >= LEAST), key=lambda gap: -gap["asked"])[:MOST]


def due_days(asked: Asked) -> DueFacts:
    """Days by which a measure can be promised, by the office's calendar."""
    today, calendar = timezone.localtime(asked.at).date(), book().calendar
    return {"soon": calendar.after(today, SOON).isoformat(), "later": calendar.after(today, LATER).isoformat()}
