"""审计 · Which entries of the ledger an auditor may look at: those about what belongs to their units."""

from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest, HttpResponse

from huiying.assessment.models import Topic
from huiying.handling.models import Case
from huiying.intake.models import Channel, Voice
from huiying.ledger.views import entries
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import Unit, User
from huiying.publication.models import Issue, Manuscript, PlannedItem
from huiying.reporting.models import Snapshot

READ = "ledger.read"


@desk(READ)
def audited(request: HttpRequest) -> HttpResponse:
    return entries(request, seen_by(staff(request)))


def seen_by(auditor: User) -> Q:
    """Every entry for whom reads the whole installation; else those whose matter belongs to the auditor's units."""
    if policies.units(auditor, READ) is None:
        return Q()
    own = policies.within(auditor, READ)
    channel = policies.within(auditor, READ, "channel__unit")
    told = (
        _refs("case", Case.objects.filter(own), "number"),
        _refs("voice", Voice.objects.filter(channel), "number"),
        _refs("user", User.objects.filter(own), "username"),
        _refs("channel", Channel.objects.filter(own), "slug"),
        _refs("topic", Topic.objects.filter(own), "pk"),
        _refs("snapshot", Snapshot.objects.filter(own), "pk"),
        _refs("manuscript", Manuscript.objects.filter(own), "pk"),
        _refs("issue", Issue.objects.filter(own), "pk"),
        _refs("planned", PlannedItem.objects.filter(own), "pk"),
        _refs("unit", Unit.objects.filter(policies.within(auditor, READ, "pk")), "pk"),
    )
    seen = Q(pk__in=())
    for refs in told:
        seen |= Q(about__in=refs)
    return seen


def _refs(sort: str, rows: QuerySet[Any], name: str) -> QuerySet[Any]:
    """What the ledger calls these rows."""
    ref = Concat(Value(f"{sort}:"), Cast(name, CharField()), output_field=CharField())
    found: QuerySet[Any] = rows.order_by().values_list(ref)
    return found
