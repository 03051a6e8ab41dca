"""The judge as this office needs it: its sections with their duties, and what its people have confirmed so far."""

from functools import lru_cache

from huiying.language.judge import Example, Judge, Office, SectionDuty
from huiying.people.models import Section

from .models import Confirmation

EXAMPLES = 2000


def judge() -> Judge:
    """A judge that knows the sections of today and the latest confirmations."""
    newest = Confirmation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return _judge(office(), newest)


@lru_cache(maxsize=1)
def _judge(ours: Office, newest: int) -> Judge:
    """The judge of these sections up to this confirmation: it is taught anew only when either has changed."""
    return Judge(ours, examples=examples())


def office() -> Office:
    sections = Section.objects.order_by("-is_information", "rank", "id").values_list("name", "duties")
    return Office(sections=tuple(SectionDuty(name=name, duties=duties) for name, duties in sections))


def examples() -> list[Example]:
    """The latest confirmations of people as examples, newest first."""
    latest = Confirmation.objects.select_related("proposal__voice").order_by("-at")[:EXAMPLES]
    return [
        Example(
            text=f"{c.proposal.voice.title}\n{c.proposal.voice.text}",
            kind=c.after.get("kind"),
            theme=c.after.get("theme"),
            section=c.after.get("lead"),
        )
        for c in latest
    ]
