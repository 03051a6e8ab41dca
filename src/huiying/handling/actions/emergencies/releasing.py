"""拟写通报 · The text of a release: written, written over while nobody else has, sent to be signed."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.people import wording
from huiying.people.models import User

from ...emergencies import seen
from ...emergencies.notice import PARTS
from ...emergencies.standing import sorts_possible
from ...models import Incident, Release, ReleaseSort, ReleaseState
from ..moving import tell_ledger
from .grading import running

MOST_PART, MOST_TITLE, MOST_TEXT = 1000, 120, 6000
MOST_EVERY = 7 * 24 * 60  # minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A release as somebody wrote it. `every` is how many minutes after it the next is due."""

    sort: str
    title: str
    text: str
    situation: str = ""
    verified: str = ""
    measures: str = ""
    advice: str = ""
    every: int | None = None
    held_at: datetime | None = None


@transaction.atomic
def save_release(incident: Incident, written: Written, *, version: int = 0, by: User, at: datetime) -> Release:
    """Keep the text in hand. `version` is the one that the writer had before them, 0 for a new one: another that was
    kept meanwhile is not written over.
    """
    seen.require(by, "handling.release.draft", incident, at)
    running(incident)
    in_hand = incident.releases.exclude(state=ReleaseState.SIGNED).first()
    told = _checked(incident, written)
    if in_hand is None:
        if version:
            raise RuleError(_("This release has been signed."), where="sort", fix=_("Write the next one."))
        number = incident.releases.count() + 1
        release = Release.objects.create(incident=incident, number=number, by=by, at=at, **told)
    else:
        release = _written_over(in_hand, told, version, by, at)
    facts = {"number": release.number, "sort": release.sort, "characters": len(release.text)}
    tell_ledger("release.saved", incident.case, by, at, **facts)
    return release


def _written_over(release: Release, told: dict[str, object], version: int, by: User, at: datetime) -> Release:
    if release.state == ReleaseState.WAITING:
        raise RuleError(
            _("This text waits for its signature."), where=str(release), fix=_("The leader can send it back.")
        )
    same = Release.objects.filter(pk=release.pk, state=ReleaseState.DRAFT, version=version)
    if not same.update(version=version + 1, by=by, at=at, **told):
        raise RuleError(
            _("Somebody else has kept another version meanwhile."),
            where=str(release),
            fix=_("Open it in another window, and take over what you need."),
        )
    release.refresh_from_db()
    return release


def _checked(incident: Incident, written: Written) -> dict[str, object]:
    signed = list(incident.releases.signed())
    if written.sort not in sorts_possible(signed):
        raise InputError(
            _("A release of this sort does not come now."),
            where="sort",
            fix=_("The first comes first, and once; a final one comes after another."),
        )
    told = asdict(written)
    for name in PARTS:  # the first word has all of them, whether it is written or spoken
        told[name] = wording.text(told[name], name, most=MOST_PART, needed=not signed)
    told["title"] = wording.text(written.title, "title", most=MOST_TITLE, needed=True)
    told["text"] = wording.text(written.text, "text", most=MOST_TEXT, needed=True)
    _check_hours(incident, written)
    if written.sort == ReleaseSort.FINAL:
        told["every"] = None
    if written.sort != ReleaseSort.PRESS:
        told["held_at"] = None
    return told


def _check_hours(incident: Incident, written: Written) -> None:
    if written.every is not None and not 0 < written.every <= MOST_EVERY:
        raise InputError(_("The next release is due within a week."), where="every", fix=_("Choose a shorter time."))
    if written.sort != ReleaseSort.PRESS:
        return
    if written.held_at is None:
        raise InputError(_("This is empty."), where="held_at", fix=_("Say when the press conference is held."))
    if written.held_at < incident.happened_at:
        raise InputError(
            _("It cannot be held before it happened."), where="held_at", fix=_("Look at the date and the hour again.")
        )


@transaction.atomic
def submit_release(release: Release, *, by: User, at: datetime) -> None:
    """Send the text to the leaders, one of whom signs it."""
    seen.require(by, "handling.release.draft", release.incident, at)
    running(release.incident)
    waits = {"state": ReleaseState.WAITING, "submitted_at": at, "comment": ""}
    if not Release.objects.filter(pk=release.pk, state=ReleaseState.DRAFT).update(**waits):
        raise RuleError(_("There is no text to submit."), where=str(release), fix=_("Look at the release again."))
    release.refresh_from_db()
    tell_ledger("release.submitted", release.incident.case, by, at, number=release.number, sort=release.sort)
