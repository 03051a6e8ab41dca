"""可公开件 · What of an answered case may be shown: frozen, with personal data masked, and no key to the case."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from huiying.language import privacy

from .models import Outcome, Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishable:
    reference: str
    title: str
    question: str
    answer: str
    channel: str
    theme: str
    section: str
    accepted_on: date
    replied_on: date
    masked: int
    adoption: str = ""
    adoption_reason: str = ""

    @property
    def adoption_word(self) -> str:
        """What became of the suggestion, in a word."""
        return str(dict(Outcome.choices).get(self.adoption, ""))


def publishable(reply: Reply) -> Publishable:
    """The redacted copy of a reply and its letter. `masked` counts the passages of the letter that were masked."""
    voice = reply.case.voice
    proposal = getattr(voice, "proposal", None)
    lead = reply.case.lead_part()
    adopted = next(reversed(reply.case.adoptions.all()), None)
    return Publishable(
        reference=voice.number,
        title=privacy.mask(reply.case.title),
        question=privacy.mask(voice.text),
        answer=reply.text,
        channel=voice.channel.name,
        theme=proposal.theme if proposal else "",
        section=lead.section.name if lead else reply.signed_as,
        accepted_on=_day(reply.case.opened_at),
        replied_on=_day(reply.delivered_at),
        masked=len(privacy.find(voice.text)),
        adoption=adopted.outcome if adopted else "",
        adoption_reason=adopted.reason if adopted else "",
    )


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
