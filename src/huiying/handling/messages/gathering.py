"""What happened since the last look becomes messages, each once and at its time."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.remaining import last_day
from huiying.ledger.models import Entry, Head

from ..models import Case, MessageCursor, MessageSetting, StaffMessage
from .concerned import TABLE, matter_of, matter_of_its_own
from .matter import Matter
from .supervised import OF_THEIR_OWN

BATCH = 200
DIGEST = time(8, 30)


@transaction.atomic
def gather_messages(*, at: datetime) -> int:
    """Look at the entries after the last look, at most a batch; returns how many messages were laid. What was done
    before the first look is nobody's message.
    """
    cursor = MessageCursor.objects.select_for_update().filter(pk=1).first()
    if cursor is None:
        head = Head.objects.filter(pk=1).first()
        MessageCursor.objects.create(pk=1, entry=head.last if head else 0)
        return 0
    entries = list(Entry.objects.filter(pk__gt=cursor.entry).order_by("pk")[:BATCH])
    if not entries:
        return 0
    laid = _laid([entry for entry in entries if entry.deed in TABLE or entry.deed in OF_THEIR_OWN], at)
    StaffMessage.objects.bulk_create(laid, ignore_conflicts=True)
    cursor.entry = entries[-1].pk
    cursor.save(update_fields=["entry"])
    return len(laid)


def _laid(entries: list[Entry], at: datetime) -> list[StaffMessage]:
    settings = {row.user_id: row for row in MessageSetting.objects.defer("addresses")}
    if not settings or not entries:
        return []
    numbers = {entry.about.partition(":")[2] for entry in entries if entry.about.startswith("case:")}
    cases = {c.number: c for c in Case.objects.filter(number__in=numbers).prefetch_related("parts", "clocks")}
    found = []
    for entry in entries:
        case = cases.get(entry.about.removeprefix("case:"))
        matter = _matter(entry, case)
        if matter:
            found += _for_each(matter, entry, case, [settings[key] for key in matter.people if key in settings], at)
    return found


def _matter(entry: Entry, case: Case | None) -> Matter | None:
    if case is not None:
        return matter_of(entry, case) if entry.deed in TABLE else None
    return matter_of_its_own(entry) if entry.deed in OF_THEIR_OWN else None


def _for_each(
    matter: Matter, entry: Entry, case: Case | None, settings: Iterable[MessageSetting], at: datetime
) -> list[StaffMessage]:
    text, path = matter.text, matter.path
    if case is not None and not text:
        text, path = _words(matter, case), _path(matter, case)
    return [
        StaffMessage(
            user_id=row.user_id,
            entry=entry.pk,
            text=text,
            path=path,
            put_at=at,
            due_at=at if matter.wakes else when(row, matter.at_once, at),
        )
        for row in settings
    ]


def _path(matter: Matter, case: Case) -> str:
    if matter.route == "desk-emergency-tasks":
        return reverse("desk-emergencies") + "#tasks"
    return reverse(matter.route, args=[case.number])


def _words(matter: Matter, case: Case) -> str:
    """The number, what is asked, and the last day: nothing of what the writer said, since it leaves the house."""
    clock = case.running_clock()
    told = {"number": case.number, "what": matter.words}
    if clock is None:
        return _("Case %(number)s: %(what)s") % told
    return _("Case %(number)s: %(what)s; due %(day)s") % (told | {"day": last_day(clock.due_at)})


def when(setting: MessageSetting, at_once: bool, at: datetime) -> datetime:
    """The moment from which a message may be sent: now, after the quiet hours, or with the next morning's digest."""
    local = timezone.localtime(at)
    if setting.digest and not at_once:
        return _next(local, DIGEST)
    if _is_quiet(setting, local.time()):
        assert setting.quiet_to is not None
        return _next(local, setting.quiet_to)
    return at


def _is_quiet(setting: MessageSetting, now: time) -> bool:
    begin, end = setting.quiet_from, setting.quiet_to
    if begin is None or end is None or begin == end:
        return False
    return begin <= now < end if begin < end else now >= begin or now < end


def _next(local: datetime, hour: time) -> datetime:
    """The next time that the clock on the wall shows this hour."""
    that = local.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)
    return that if that > local else that + timedelta(days=1)
