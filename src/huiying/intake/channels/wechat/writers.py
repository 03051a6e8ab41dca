"""What we know of a follower in this channel: what they wrote before, and when they wrote last."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from huiying.intake.actions.knowing import place_of
from huiying.intake.models import Channel, Delivery, Voice

ANSWERABLE = timedelta(hours=48)
COMMENT = "comment:"  # how the number of a comment begins; comments are no part of a conversation


def messages_of(openid: str, slug: str) -> QuerySet[Voice]:
    channel = Channel.objects.get(slug=slug)
    digest = place_of(channel).digest("wechat", openid)
    mine = Voice.objects.filter(channel=channel, correspondent__addresses__digest=digest)
    mine = mine.exclude(external_id__startswith=COMMENT)
    return mine.order_by("-said_at", "-id")


def goes_on_from(openid: str, channel: Channel, *, at: datetime, within: timedelta) -> tuple[str, ...]:
    """The number of what a message of this moment goes on from: the letter about which we asked them something within
    the time that WeChat lets a conversation last, else the message that they sent just before.
    """
    mine = messages_of(openid, channel.slug)
    asked = Delivery.objects.filter(
        voice__in=mine, kind=Delivery.Kind.QUESTION, state=Delivery.State.SENT, sent_at__gte=at - ANSWERABLE
    )
    question = asked.order_by("-sent_at").select_related("voice").first()
    if question is not None and question.voice is not None:
        return (question.voice.external_id,)
    before = mine.filter(said_at__gte=at - within).values_list("external_id", flat=True).first()
    return (before,) if before else ()


def last_wrote(openid: str, slug: str) -> datetime | None:
    return messages_of(openid, slug).values_list("said_at", flat=True).first()
