"""What a topic sums up to, from its voices: reckoned at once where a person has changed which they are."""

from collections.abc import Iterable

from huiying.core.zone import in_office_zone
from huiying.intake.models import Voice
from huiying.language.heat import curve_of, heat_of
from huiying.language.where import where

from .models import Topic
from .posts import posts_of

NAMED_FROM = 150


def summed(topic: Topic, voices: Iterable[int]) -> None:
    """Reckon heat, curve and period of a topic from these voices and save them; the next gathering does the rest."""
    posts = posts_of(voices)
    days = [in_office_zone(post.at).date() for post in posts]
    newest = Voice.objects.order_by("-said_at").values_list("said_at", flat=True)[0]
    topic.heat_because = heat_of(posts, days, in_office_zone(newest).date())
    topic.heat = round(sum(topic.heat_because.values()), 2)
    topic.curve = [list(point) for point in curve_of(days)]
    topic.who_where = where([f"{post.title}\n{post.text[:NAMED_FROM]}" for post in posts])[:120]
    topic.first_at, topic.last_at, topic.voices_count = posts[0].at, posts[-1].at, len(posts)
    topic.burst = {}
    topic.save()
