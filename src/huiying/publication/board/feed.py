"""订阅 · The board as Atom (RFC 4287): whoever follows by it tells nobody who they are."""

from datetime import date, datetime, time

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from ..models import BoardState, BoardThread, PublishedAnswer

NEWEST = 30


def of_the_board() -> str:
    """The newest threads, each as it stands."""
    threads = list(BoardThread.objects.public()[:NEWEST])
    feed = _feed(_("Public board"), reverse("board"), reverse("board-feed"))
    for thread in threads:
        _entry(feed, thread, thread.title, text=thread.text, what="shown", at=thread.shown_at)
    return feed.writeString("utf-8")


def of_a_thread(thread: BoardThread) -> str:
    """What happened to a thread, the newest first: its answer, its end, that it is in hand, that it was shown."""
    here = reverse("board-thread", args=[thread.reference])
    feed = _feed(thread.title, here, reverse("board-thread-feed", args=[thread.reference]))
    if thread.answered_on:
        answer = PublishedAnswer.objects.filter(reference=thread.answered_under).first()
        said = answer.answer if answer else ""
        _entry(feed, thread, _("Answered"), text=said, what="answer", at=_midnight(thread.answered_on))
    elif thread.done_on:
        _entry(feed, thread, str(BoardState.DONE.label), what="done", at=_midnight(thread.done_on))
    if thread.running_on:
        _entry(feed, thread, str(BoardState.RUNNING.label), what="running", at=_midnight(thread.running_on))
    _entry(feed, thread, _("Shown on the board"), text=thread.text, what="shown", at=thread.shown_at)
    return feed.writeString("utf-8")


def _feed(title: str, here: str, itself: str) -> Atom1Feed:
    address = settings.SITE_ADDRESS
    return Atom1Feed(title=title, link=f"{address}{here}", description="", feed_url=f"{address}{itself}")


def _entry(feed: Atom1Feed, thread: BoardThread, title: str, *, text: str = "", what: str, at: datetime) -> None:
    link = f"{settings.SITE_ADDRESS}{reverse('board-thread', args=[thread.reference])}"
    unique = f"tag:{thread.reference},{at.year}:{what}"
    feed.add_item(title=title, link=link, description=text, unique_id=unique, pubdate=at, updateddate=at)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
