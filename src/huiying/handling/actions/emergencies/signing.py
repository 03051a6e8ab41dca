"""签发 · A leader signs the words they read, and with that they are released: the clocks that it ends stop."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.people import policies, wording
from huiying.people.models import User

from ...clocks import clockwork
from ...emergencies.notice import seal_of
from ...models import Incident, Release, ReleaseSort, ReleaseState
from ..moving import require, tell_ledger
from .grading import running

SIGN = "handling.release.sign"
MOST_COMMENT = 500


@transaction.atomic
def sign_release(release: Release, *, digest: str, by: User, at: datetime) -> None:
    """Sign the text whose `digest` stood on the page that the leader read. Nobody signs a text of their own."""
    now = _waiting(release, by, at)
    if now.by_id == by.pk:
        raise RuleError(_("Nobody signs off a text of their own."), where=str(release))
    if digest != seal_of(now):
        raise RuleError(
            _("The text is not the one that you read."), where=str(release), fix=_("Read it again, then sign.")
        )
    released = _moment(now, at)
    signed = {"state": ReleaseState.SIGNED, "signed_by": by, "digest": digest, "released_at": released}
    signed["next_at"] = released + timedelta(minutes=now.every) if now.every else None
    if not Release.objects.filter(pk=now.pk, state=ReleaseState.WAITING, version=now.version).update(**signed):
        raise RuleError(_("Somebody else has just decided on this text."), where=str(release))
    release.refresh_from_db()
    late = _stop_clocks(now.incident, now.sort, released)
    facts = {"number": now.number, "sort": now.sort, "digest": digest, "late": late}
    if lender := policies.on_behalf(by, SIGN, now.incident.case):
        facts["for"] = lender.ledger_name
    tell_ledger("release.signed", now.incident.case, by, at, **facts)


def _moment(release: Release, at: datetime) -> datetime:
    """When it is said: now, or at the hour at which the press conference was held."""
    if release.held_at is None:
        return at
    if release.held_at > at:
        raise RuleError(
            _("The press conference has not been held yet."),
            where=str(release),
            fix=_("Sign once it was held: its hour is what counts."),
        )
    return release.held_at


def _stop_clocks(incident: Incident, sort: str, released: datetime) -> bool:
    """Stop what this release ends; whether one of it was late."""
    events = ["conference", "released"] if sort == ReleaseSort.PRESS else ["released"]
    before = set(incident.case.clocks.running().values_list("pk", flat=True))
    for event in events:
        clockwork.happened(incident.case, event, at=released)
    stopped = incident.case.clocks.filter(pk__in=before, stopped_at__isnull=False)
    return any(clock.due_at < released for clock in stopped)


@transaction.atomic
def send_back_release(release: Release, *, comment: str, by: User, at: datetime) -> None:
    """Send the text back to its writers with what is to be changed."""
    now = _waiting(release, by, at)
    comment = wording.text(comment, "comment", most=MOST_COMMENT, needed=True)
    back = {"state": ReleaseState.DRAFT, "comment": comment, "version": now.version + 1, "submitted_at": None}
    if not Release.objects.filter(pk=now.pk, state=ReleaseState.WAITING, version=now.version).update(**back):
        raise RuleError(_("Somebody else has just decided on this text."), where=str(release))
    release.refresh_from_db()
    tell_ledger("release.sent_back", now.incident.case, by, at, number=now.number, sort=now.sort, comment=comment)


def _waiting(release: Release, by: User, at: datetime) -> Release:
    """The text as it is now, locked; RuleError where it does not wait for a signature."""
    require(by, SIGN, release.incident.case)
    running(release.incident)
    now = Release.objects.select_for_update().select_related("incident__case").get(pk=release.pk)
    if now.state != ReleaseState.WAITING:
        raise RuleError(_("This text does not wait for a signature."), where=str(release))
    return now
