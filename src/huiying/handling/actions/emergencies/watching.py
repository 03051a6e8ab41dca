"""What the machine notices of releases: the next one is overdue, or the portal's words are not the signed ones."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from huiying.people.models import User

from ...models import Incident, Release, ReleaseState
from ..moving import stamp, tell_ledger

BATCH = 50


def tell_overdue(*, at: datetime) -> int:
    """Tell once of every release whose successor was due and is not out; returns how many, at most a batch."""
    later = Release.objects.filter(
        incident=OuterRef("incident"), number__gt=OuterRef("number"), state=ReleaseState.SIGNED
    )
    missed = Release.objects.missed(at).exclude(Exists(later)).select_related("incident__case")
    return sum(_told(release, at) for release in missed[:BATCH])


@transaction.atomic
def _told(release: Release, at: datetime) -> bool:
    incident = Incident.objects.select_for_update().get(pk=release.incident_id)
    followed = incident.releases.filter(number__gt=release.number, state=ReleaseState.SIGNED).exists()
    if followed or not incident.is_running:  # while we looked
        return False
    if not Release.objects.filter(pk=release.pk, missed_at=None).update(missed_at=at):
        return False
    assert release.next_at is not None
    tell_ledger("incident.overdue", incident.case, None, at, number=release.number, due=stamp(release.next_at))
    return True


@transaction.atomic
def note_portal(release: Release, *, as_signed: bool, digest: str, by: User | None, at: datetime) -> bool:
    """Keep whether the portal shows the signed words; returns whether that was news. `digest` is that of the words it
    shows, empty where it shows none.
    """
    before = Release.objects.filter(pk=release.pk, altered_at__isnull=not as_signed)
    if not before.update(altered_at=None if as_signed else at):
        return False
    release.refresh_from_db()
    facts = {"number": release.number, "digest": digest, "signed": release.digest}
    if as_signed:
        tell_ledger("release.restored", release.incident.case, by, at, **facts)
    else:
        tell_ledger("release.altered", release.incident.case, by, at, **facts)
    return True
