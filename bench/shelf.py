"""The shelf of voices to be judged, as `scaling` fills it and looks at it."""

from dataclasses import replace
from itertools import count

from django.utils import timezone

from bench.feeding import heard, lay_channel
from huiying.intake.actions import receive
from huiying.intake.channel import Heard
from huiying.intake.models import Voice
from huiying.project.tasks import TASKS

BATCH = 500
EXPIRES = 5  # seconds; those who are at work need not be told again
texts: list[str] = []  # which are said in turn, where there are some
_numbers = count()


def lay(voices: int) -> None:
    channel = lay_channel(9)  # nobody answers there, and no worker of the run sends
    for start in range(0, voices, BATCH):
        some = [_said(next(_numbers)) for _ in range(min(BATCH, voices - start))]
        receive(some, channel=channel, by=None, at=timezone.now())


def _said(number: int) -> Heard:
    voice = heard(number)
    return replace(voice, text=f"{texts[number % len(texts)]}（{number}）") if texts else voice


def waiting() -> bool:
    return Voice.objects.unassessed().exists()


def tell(workers: int) -> None:
    for _ in range(workers):
        TASKS["assess"].apply_async(expires=EXPIRES)
