"""The word index is filled from its shelf: what a voice says, what its writer added, what was answered."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from huiying.intake.models import Voice
from huiying.language.indexing import LIMIT, indexed
from huiying.language.privacy import veil

from ..models import Reply
from ..searching import wordindex
from ..searching.wordindex import Written

BATCH = 500


@transaction.atomic
def index_waiting(*, at: datetime, limit: int = BATCH) -> int:
    """Put the next voices of the shelf into the index; returns how many. Personal data is starred first, so that
    nobody finds by it what a masked reader does not see.
    """
    waiting = Voice.objects.unindexed().select_for_update(of=("self",), skip_locked=True)
    voices = list(waiting.only("pk", "title", "text", "answered_text", "continues")[:limit])
    if not voices:
        return 0
    more = _said_since(voices)
    wordindex.write([_written(voice, more[voice.pk]) for voice in voices])
    keys = [voice.pk for voice in voices]
    # what goes on from another is found with that one too
    earlier = {voice.continues_id for voice in voices if voice.continues_id} - set(keys)
    Voice.objects.filter(pk__in=keys).update(indexed_at=at)
    Voice.objects.filter(pk__in=earlier).update(indexed_at=None)
    return len(voices)


def index_again(voices: Iterable[int]) -> None:
    """Lay voices on the shelf once more: something was said or answered since."""
    Voice.objects.filter(pk__in=list(voices)).update(indexed_at=None)


@transaction.atomic
def index_all_anew() -> int:
    """Empty the index and lay every voice on the shelf; returns how many wait."""
    wordindex.empty()
    return Voice.objects.exclude(indexed_at=None).update(indexed_at=None)


def _said_since(voices: Sequence[Voice]) -> dict[int, list[str]]:
    keys = [voice.pk for voice in voices]
    told: dict[int, list[str]] = defaultdict(list)
    additions = Voice.objects.filter(continues__in=keys).order_by("pk")
    for first, title, text in additions.values_list("continues_id", "title", "text"):
        if first is not None:
            told[first] += [title, text]
    replies = Reply.objects.filter(case__voice__in=keys).order_by("pk")
    for voice, text in replies.values_list("case__voice", "text"):
        told[voice].append(text)
    return told


def _written(voice: Voice, more: Sequence[str]) -> Written:
    said = [voice.title, voice.text, *more]
    if voice.answered_text and voice.answered_text not in more:
        said.append(voice.answered_text)
    text, tokens = indexed(veil("\n".join(part for part in said if part)[:LIMIT]))
    return Written(voice.pk, text, tokens)
