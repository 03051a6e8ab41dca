"""舆情、突发事件立案 · A topic, a voice or a case becomes an incident: one case answers it, and its hours run from the
moment that was chosen.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from huiying.assessment.models import Proposal, Topic
from huiying.core.errors import InputError, RuleError
from huiying.core.lifecycle import OPEN
from huiying.intake.models import Voice
from huiying.people import policies, wording
from huiying.people.models import User

from ... import rulebook
from ...clocks import clockwork
from ...models import Case, Clock, Colour, Incident, IncidentSort, Starts
from ..moving import stamp, tell_ledger
from ..opening import open_case

MOST_TITLE, MOST_PLACE, MOST_REASON = 80, 120, 300
Source = Topic | Voice | Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is known of a matter when it is opened. `starts` is empty where the office's standing choice holds."""

    title: str
    sort: str
    level: str
    happened_at: datetime
    found_at: datetime
    starts: str = ""
    starts_because: str = ""
    colour: str = ""
    place: str = ""
    disposal: str = ""


@transaction.atomic
def open_incident(source: Source, account: Account, *, by: User, at: datetime) -> Incident:
    """Open the incident of a topic, of a voice or of a case. Who comes second is told who was first."""
    policies.require(by, "handling.incident.open", source)
    topic = _topic_of(source)
    _refuse_second(topic)
    case = _case_for(source, by, at)
    told = _checked(account, case, at)
    unit = case.unit or by.place()
    if unit is None:
        raise RuleError(_("There is no unit whose roster could be told."), fix=_("Found the office first."))
    incident = Incident.objects.create(
        case=case,
        topic=topic,
        unit=unit,
        voices_then=Proposal.objects.filter(topic=topic).count() if topic else 1,
        opened_at=at,
        opened_by=by,
        **told,
    )
    _set_clocks(case, incident, at)
    facts = {"title": incident.title, "sort": incident.sort, "level": incident.level, "starts": incident.starts}
    facts |= {"since": stamp(incident.clocks_from), "reason": incident.starts_because}
    tell_ledger("incident.opened", case, by, at, **facts)
    return incident


def _topic_of(source: Source) -> Topic | None:
    if isinstance(source, Topic):
        topic: Topic | None = source
    else:
        voice = source if isinstance(source, Voice) else source.voice
        topic = Topic.objects.filter(proposals__voice=voice).first()
    return Topic.objects.select_for_update().filter(pk=topic.pk).first() if topic else None


def _refuse_second(topic: Topic | None) -> None:
    if topic is None:
        return
    same = Q(topic=topic) | Q(topic=None, case__voice__proposal__topic=topic)
    running = Incident.objects.running().filter(same).select_related("case").first()
    if running:
        raise RuleError(
            _("This topic is answered by the incident %(number)s already.") % {"number": running.number},
            where=running.number,
            fix=_("Go on there; it may be ended first."),
        )


def _case_for(source: Source, by: User, at: datetime) -> Case:
    """The case that answers: that of the source, else of the first overheard voice of the topic that has none, else
    the first open case of the topic.
    """
    if isinstance(source, Case):
        return _locked(source)
    if isinstance(source, Voice):
        voice = Voice.objects.select_for_update().get(pk=source.pk)
        had = Case.objects.filter(voice=voice).first()
        return _locked(had) if had else open_case(voice, by=by, at=at)
    voices = Voice.objects.filter(proposal__topic=source).order_by("said_at", "pk")
    free = voices.filter(addressed=False, taken_at=None).first()
    if free:
        return open_case(free, by=by, at=at)
    fit = Case.objects.filter(voice__proposal__topic=source, incident=None, state__in=OPEN)
    first = fit.exclude(state="asked").order_by("opened_at", "pk").first()
    if first is None:
        raise RuleError(
            _("No voice of this topic is left whose case could answer it."),
            where=str(source),
            fix=_("Open it from a case, or from another voice."),
        )
    return _locked(first)


def _locked(case: Case) -> Case:
    locked = Case.objects.select_for_update().get(pk=case.pk)
    had = Incident.objects.filter(case=locked).first()
    if had:
        raise RuleError(_("This case answers an incident already."), where=locked.number, fix=_("Go on there."))
    if not locked.is_open or locked.state == "asked":
        raise RuleError(
            _("An incident is opened on a case that is being handled."),
            where=locked.number,
            fix=_("Open it from the topic or from another case."),
        )
    return locked


def _checked(account: Account, case: Case, at: datetime) -> dict[str, object]:
    """The columns of the incident; InputError at the field that is wrong."""
    _check_choices(account, case)
    found = wording.past(account.found_at, "found_at", at)
    if account.happened_at > found:
        raise InputError(
            _("It was found before it happened."), where="happened_at", fix=_("Look at both moments again.")
        )
    usual = rulebook.starts_by_the_office(case.regulation, account.sort)
    starts = account.starts or usual
    differs = starts != usual
    return {
        "title": wording.text(account.title, "title", most=MOST_TITLE, needed=True),
        "sort": account.sort,
        "level": account.level,
        "colour": account.colour,
        "place": wording.text(account.place, "place", most=MOST_PLACE),
        "happened_at": account.happened_at,
        "found_at": found,
        "starts": starts,
        "starts_because": wording.text(account.starts_because, "starts_because", most=MOST_REASON, needed=differs),
        "disposal": account.disposal,
    }


def _check_choices(account: Account, case: Case) -> None:
    known = {
        "sort": list(IncidentSort.values),
        "level": list(rulebook.regulation_of(case.regulation).levels),
        "starts": ["", *Starts.values],
        "colour": ["", *Colour.values] if account.sort == IncidentSort.EMERGENCY else [""],
        "disposal": ["", *(each.id for each in rulebook.dispositions(case.regulation))],
    }
    for name, values in known.items():
        if getattr(account, name) not in values:
            fix = _("Only an emergency has a warning colour.") if name == "colour" else _("Choose one that is offered.")
            raise InputError(_("This cannot be chosen here."), where=name, fix=fix)


def _set_clocks(case: Case, incident: Incident, at: datetime) -> None:
    """The hours of the incident take the place of the clocks that its case had."""
    case.kind = incident.sort
    case.save(update_fields=["kind"])
    case.clocks.filter(stopped_at=None).delete()
    Clock.objects.bulk_create(clockwork.at_receipt(case, at=at, several=case.parts.count() > 1))
