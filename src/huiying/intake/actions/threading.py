"""What goes on from something said before: a mail that answers our mail, a message behind a message."""

from collections.abc import Sequence

from ..channel import Heard
from ..models import Channel, Delivery, Voice

BATCH = 200
SENT = ("external_id", "voice", "voice__continues")  # the first of a thread stands for all of it
HEARD = ("external_id", "pk", "continues")


def threaded(told: Sequence[tuple[Heard, Voice]], channel: Channel) -> None:
    """Point each voice to the one that it continues: found by the source's number, or by that of what we sent."""
    wanted = {number for heard, _ in told for number in heard.continues}
    if not wanted:
        return
    earlier = _earlier(sorted(wanted), channel)
    linked = []
    for heard, voice in told:
        found = next((earlier[number] for number in heard.continues if number in earlier), None)
        if found and found != voice.pk:
            voice.continues_id = found
            linked.append(voice)
    Voice.objects.bulk_update(linked, ["continues"], batch_size=BATCH)


def _earlier(numbers: Sequence[str], channel: Channel) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(numbers), BATCH):
        some = numbers[start : start + BATCH]
        said = Delivery.objects.filter(channel=channel, external_id__in=some).exclude(voice=None)
        found |= {number: first or own for number, own, first in said.values_list(*SENT)}
        heard = Voice.objects.filter(channel=channel, external_id__in=some)
        found |= {number: first or own for number, own, first in heard.values_list(*HEARD)}
    return found
