"""The rows of the inbox, and a row of it as a line of a spreadsheet."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiying.intake.models import Voice
from huiying.language import privacy
from huiying.people import policies

from ..export import Cell
from ..models import Case
from ..spoken import due, remaining
from ..work import TO_ASSIGN
from .asked import Asked


def inbox_rows(asked: Asked) -> QuerySet[Voice]:
    """What waits to be assigned; or every voice, or those set aside. Who asks for a state asks among all."""
    own = policies.within(asked.person, "intake.read", "channel__unit")
    voices, show = Voice.objects.filter(own), asked.query.get("show", "")
    if show == "aside":
        voices = voices.filter(set_aside__gt="")
    elif show != "all" and not asked.value("state"):
        voices = voices.filter(case__state__in=TO_ASSIGN)
    rows: QuerySet[Voice] = asked.rows(voices)
    return rows


def headers() -> list[str]:
    return [
        _("Voice number"),
        _("Case number"),
        _("Title"),
        _("Writer"),
        _("Channel"),
        _("Kind"),
        _("Theme"),
        _("Level"),
        _("Lead section"),
        _("State"),
        _("Received"),
        _("Due"),
        _("Left"),
    ]


def row(voice: Voice, now: datetime) -> list[Cell]:
    """The lead section is the one that stands in the assessment."""
    proposal, case = getattr(voice, "proposal", None), getattr(voice, "case", None)
    clock = case.running_clock() if isinstance(case, Case) else None
    person = voice.correspondent
    return [
        voice.number,
        case.number if case else "",
        privacy.veil(voice.headline),
        person.masked_name if person else "",
        voice.channel.name,
        proposal.kind if proposal else "",
        proposal.theme if proposal else "",
        proposal.level if proposal else "",
        str(proposal.lead) if proposal and proposal.lead else "",
        str(case.get_state_display()) if case else "",
        voice.said_at,
        due(clock),
        remaining(clock, now),
    ]
