"""The judge as this office needs it: its sections with their duties, its thresholds, and what its people have confirmed
so far.
"""

import logging
from functools import lru_cache

from huiying.intake.models import Voice
from huiying.language.judge import Example, Judge, Office, SectionDuty
from huiying.language.rumour_lessons import Confirmed, RumourLessons
from huiying.language.thresholds import Thresholds, usual
from huiying.people.models import Section

from .models import Confirmation, ThresholdSheet
from .spreading import spread_of

EXAMPLES = 2000
UNITS_KEPT = 4  # judges in memory at once; another unit's is taught again when its turn comes
MOST_ON_RUMOURS = 500  # learned from in some seconds; the newest tell most of what is going about
LEAST_STEP = 10

log = logging.getLogger(__name__)


def judge(unit: int | None = None) -> Judge:
    """A judge that knows the sections of a unit (the only one where none is named) and the thresholds of today, and the
    latest confirmations.
    """
    newest = Confirmation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    sheet = ThresholdSheet.objects.values_list("pk", flat=True).first() or 0
    return _judge(office(unit), unit, newest, sheet)


@lru_cache(maxsize=UNITS_KEPT)
def _judge(ours: Office, unit: int | None, newest: int, sheet: int) -> Judge:
    """The judge of these sections up to this confirmation and sheet: taught anew only when one of them has changed."""
    return Judge(ours, examples=examples(unit), thresholds=thresholds())


def office(unit: int | None = None) -> Office:
    rows = Section.objects.filter(unit=unit) if unit else Section.objects.all()
    sections = rows.order_by("-is_information", "rank", "id").values_list("name", "duties")
    return Office(sections=tuple(SectionDuty(name=name, duties=duties) for name, duties in sections))


def thresholds() -> Thresholds:
    """The newest sheet that the office set, those of the house where it set none."""
    sheet = ThresholdSheet.objects.first()
    return Thresholds.of(sheet.people, sheet.spread) if sheet else usual()


def examples(unit: int | None = None) -> list[Example]:
    """The latest confirmations of the people of a unit as examples, newest first."""
    said = Confirmation.objects.filter(proposal__voice__channel__unit=unit) if unit else Confirmation.objects.all()
    latest = said.select_related("proposal__voice").order_by("-at")[:EXAMPLES]
    return [
        Example(
            text=c.proposal.voice.text,
            title=c.proposal.voice.title,
            kind=c.after.get("kind"),
            theme=c.after.get("theme"),
            section=c.after.get("lead"),
        )
        for c in latest
    ]


def rumour_lessons() -> RumourLessons:
    """What people confirmed to be rumours or not. It is taught anew when about a tenth more was confirmed: learning
    takes seconds, and one word among many changes little.
    """
    return _rumour_lessons(_step(Confirmation.objects.filter(after__has_key="rumour").count()))


@lru_cache(maxsize=1)
def _rumour_lessons(count: int) -> RumourLessons:
    """The lessons of the first `count` words on rumours, at most the newest 500 of them. Lessons that cannot be
    learned are none, until more was said.
    """
    lessons = RumourLessons(_confirmed(count))
    try:
        lessons.judge("")
    except Exception as error:  # no voice waits for it; what the error says may hold words of a letter
        log.error("The lessons on rumours could not be learned: %s", type(error).__name__)
        return RumourLessons()
    return lessons


def _confirmed(count: int) -> list[Confirmed]:
    """Each voice once, by the latest word on it."""
    said = Confirmation.objects.filter(after__has_key="rumour").select_related("proposal__voice").order_by("pk")
    latest = {c.proposal.voice: bool(c.after["rumour"]) for c in said[max(count - MOST_ON_RUMOURS, 0) : count]}
    return [Confirmed(as_post(voice), rumour, spread_of(voice)) for voice, rumour in latest.items()]


def as_post(voice: Voice) -> str:
    """A voice as the lessons on rumours read it, when they learn and when they judge."""
    return f"{voice.title}\n{voice.text}" if voice.title else voice.text


def _step(count: int) -> int:
    """A count by its first two digits, and by tens at least: 57 is 50, 1,234 is 1,200."""
    step = LEAST_STEP
    while count >= 100 * step:
        step *= 10
    return count - count % step


def forget() -> None:
    """Read everything again: this process cannot know what was undone."""
    _judge.cache_clear()
    _rumour_lessons.cache_clear()
