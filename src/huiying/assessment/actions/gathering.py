"""Voices are gathered into topics, and those that say the same are joined: grown by what came in, or wholly anew."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from huiying.intake.models import Voice
from huiying.language import duplicates
from huiying.language.topics import Post, find_topics
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ..belonging import words_on
from ..models import Gathering, Topic
from ..posts import Place, places, posts_between
from ..window import Window
from .keeping import keep

NIGHT = time(3)
_windows: dict[Place, Window] = {}


def gather_topics(*, start: datetime | None, end: datetime | None, at: datetime) -> int:
    """Find the topics of a period wholly anew, each unit's by themselves, as people's words want them, and keep them;
    returns how many.
    """
    gathered = [_gathered(place, start, end, at) for place in places()]
    topics, voices = sum(n for n, _ in gathered), sum(n for _, n in gathered)
    waiting = Gathering.objects.filter(done_at=None)
    if not waiting.update(done_at=at, topics=topics, voices=voices):
        Gathering.objects.create(asked_at=at, done_at=at, topics=topics, voices=voices)
    return topics


def _gathered(place: Place, start: datetime | None, end: datetime | None, at: datetime) -> tuple[int, int]:
    """How many topics of how many voices one unit has."""
    posts = posts_between(start, end, place)
    said = words_on(posts)
    found = find_topics(posts, together=said.together, apart=said.apart)
    with transaction.atomic():
        keep(found, same=_same(posts), unit=place.unit)
        record("topics.gathered", about="topics", by=None, at=at, topics=len(found), voices=len(posts))
    return len(found), len(posts)


def grow_topics(*, at: datetime) -> int:
    """Add what came in to the topics that stand; returns how many there are."""
    standing = places()
    for gone in _windows.keys() - set(standing):  # a unit got another channel: its voices are read anew
        del _windows[gone]
    return sum(_grown(place, at) for place in standing)


def _grown(place: Place, at: datetime) -> int:
    found = _windows.setdefault(place, Window(place=place)).topics()
    with transaction.atomic():
        if keep(found, same=None, unit=place.unit):
            record("topics.gathered", about="topics", by=None, at=at, topics=len(found))
    return len(found)


def forget() -> None:
    """Read all voices again at the next growth: this process cannot know what became of those it holds."""
    _windows.clear()


@transaction.atomic
def ask_gathering(*, by: User, at: datetime) -> Gathering:
    """Ask for a whole gathering; the next round of work does it. Two who ask at once are given one."""
    policies.require(by, "assessment.topics.change")
    waiting = Gathering.objects.filter(done_at=None).first()
    if waiting:
        return waiting
    record("topics.gathering_asked", about="topics", by=by, at=at)
    return Gathering.objects.create(asked_at=at, by=by)


def gathering_is_due(*, at: datetime) -> bool:
    """Whether the topics are to be gathered wholly anew: somebody asked, or it is night and today's is not done."""
    if Gathering.objects.filter(done_at=None).exists():
        return True
    local = timezone.localtime(at)
    if not Topic.objects.exists() and not Voice.objects.exists():
        return False
    night = timezone.make_aware(datetime.combine(local.date(), NIGHT))
    done = Gathering.objects.exclude(done_at=None).order_by("-done_at").values_list("done_at", flat=True).first()
    return at >= night and (done is None or done < night)


def _same(posts: list[Post]) -> list[list[int]]:
    groups = duplicates.groups([f"{post.title}\n{post.text}" for post in posts])
    return [[int(posts[place].id) for place in group] for group in groups]
