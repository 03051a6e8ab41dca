"""Which voices may be posts of a clue: what was said in public. A letter to us never is; whoever asks us whether
something is true spreads no rumour.
"""

from django.db.models import Q, QuerySet

from huiying.assessment.models import Topic
from huiying.intake.models import Voice
from huiying.intake.models.channel import Connector, Form

from ..models import Case

MOST = 100
IN_PUBLIC = Q(addressed=False) | Q(channel__form__in=(Form.SOCIAL, Form.NEWS)) & ~Q(channel__connector=Connector.WECHAT)


def posts_of_topic(topic: Topic) -> QuerySet[Voice]:
    return _with_sources(Voice.objects.filter(IN_PUBLIC, proposal__topic=topic))


def posts_of_case(case: Case) -> QuerySet[Voice]:
    """The case's own voice, and what was said in public in its topic."""
    wanted = Q(pk=case.voice_id)
    if topic := getattr(getattr(case.voice, "proposal", None), "topic_id", None):
        wanted |= Q(proposal__topic=topic)
    return _with_sources(Voice.objects.filter(IN_PUBLIC & wanted))


def post_of_voice(voice: Voice) -> QuerySet[Voice]:
    return _with_sources(Voice.objects.filter(IN_PUBLIC, pk=voice.pk))


def _with_sources(voices: QuerySet[Voice]) -> QuerySet[Voice]:
    return voices.select_related("channel", "correspondent", "proposal").order_by("said_at", "pk")
