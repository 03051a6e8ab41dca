"""Which incidents a person sees and what they may do there: by their posts, and for the day by the duty roster."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.assessment.models import Topic
from huiying.core.errors import NotAllowed
from huiying.people import policies
from huiying.people.models import User

from ..models import Incident, IncidentQuerySet, IncidentTask, Release, ReleaseState
from ..work import in_reach
from .duties import units_watched

# What the people on duty may do whatever their posts: somebody must write the first release at night.
ON_DUTY = frozenset({"handling.release.draft", "handling.conferral"})


def incidents(person: User, at: datetime) -> IncidentQuerySet:
    """Those whose case the person may read, and the running ones of the unit for which they are on duty."""
    reach = in_reach(person)
    if not reach:  # every incident: to look for its case among all of an office's takes tens of milliseconds
        return Incident.objects.all()
    watched = units_watched(person, timezone.localtime(at).date())
    return Incident.objects.filter(reach | Q(ended_at=None, unit__in=watched))


def may(person: User, deed: str, incident: Incident, at: datetime) -> bool:
    if policies.allows(person, deed, incident.case):
        return True
    on_duty = deed in ON_DUTY and incident.is_running and person.is_active
    return on_duty and incident.unit_id in units_watched(person, timezone.localtime(at).date())


def require(person: User, deed: str, incident: Incident, at: datetime) -> None:
    """Refuse, with a sentence, what neither the table of posts nor the roster grants."""
    if not may(person, deed, incident, at):
        raise NotAllowed(
            _("%(who)s may not do this: %(deed)s.") % {"who": person, "deed": deed},
            fix=_("Ask the information section or the people on duty."),
        )


def topic_of(incident: Incident) -> Topic | None:
    """The topic that it answers: the one it was opened from, else where the voice of its case belongs now."""
    return incident.topic or Topic.objects.filter(proposals__voice=incident.case.voice_id).first()


def to_attend(person: User) -> IncidentQuerySet:
    """Running incidents in which this person has to act: for the rail."""
    if not policies.allows(person, "handling.release.draft"):
        return Incident.objects.none()
    return Incident.objects.running().filter(in_reach(person))


def overdue(person: User) -> IncidentQuerySet:
    """Of those: the ones whose next release was due and is not out, as people were told."""
    later = Release.objects.filter(
        incident=OuterRef("incident"), number__gt=OuterRef("number"), state=ReleaseState.SIGNED
    )
    missed = Release.objects.filter(missed_at__isnull=False).exclude(Exists(later))
    return to_attend(person).filter(pk__in=missed.values("incident"))


def to_sign(person: User) -> QuerySet[Release]:
    """Releases that wait for this person's signature; nobody signs a text of their own."""
    if not policies.allows(person, "handling.release.sign"):
        return Release.objects.none()
    waiting = Release.objects.waiting().filter(in_reach(person, "incident__case"), incident__ended_at=None)
    return waiting.exclude(by=person).select_related("incident__case", "by")


def tasks_of(person: User) -> QuerySet[IncidentTask]:
    """What this person, or whom they stand in for, still has to do."""
    mine = IncidentTask.objects.filter(who__in=person.acts_for, done_at=None)
    return mine.select_related("incident__case", "who").order_by("due_at", "id")
