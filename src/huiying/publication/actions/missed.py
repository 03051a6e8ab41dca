"""The verbs of what nobody found: it is demand, and is kept as words and a number, never with who searched."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from huiying.language import privacy
from huiying.language.reading import fold

from ..models import MissedSearch

LONGEST = 60  # characters
MOST_A_DAY = 500  # different words: a flood fills no table
KEPT = timedelta(days=365)  # 个人信息保护法 art. 19: no longer than it serves, and demand is read by the year
NUMBERS = frozenset({"phone", "landline", "id_number", "bank_card", "mail"})


def is_personal(typed: str) -> bool:
    """Whether a telephone or identity number, a card or a mail address stands in what was typed."""
    return any(mark.type in NUMBERS for mark in privacy.find(typed[: LONGEST * 4]))


def note_missed(typed: str, *, at: datetime) -> bool:
    """Count one more search for these words that found nothing; False where nothing was kept. Numbers by which a
    person is known are not kept at all, other personal data is masked (个人信息保护法 art. 6).
    """
    words = " ".join(fold(privacy.mask(typed[: LONGEST * 4])).split())[:LONGEST].strip()
    if len(set(words)) < 2 or is_personal(typed):  # one character again and again is a cat on the keyboard
        return False
    today = timezone.localtime(at).date()
    if MissedSearch.objects.filter(words=words, day=today).update(count=F("count") + 1):
        return True
    if MissedSearch.objects.filter(day=today).count() >= MOST_A_DAY:
        return False
    try:
        with transaction.atomic():
            MissedSearch.objects.create(words=words, day=today)
    except IntegrityError:  # somebody else was first
        MissedSearch.objects.filter(words=words, day=today).update(count=F("count") + 1)
    return True


def forget_missed(*, at: datetime) -> int:
    """Drop what was looked for more than a year ago; returns how many words of a day went."""
    gone, _by_model = MissedSearch.objects.filter(day__lt=timezone.localtime(at).date() - KEPT).delete()
    return gone
