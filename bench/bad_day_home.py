"""Fills the home of a bad day (`HUIYING_HOME`, made before): an office with its past, answers on the portal, letters
that their writers ask after, a channel of feeds, and the platform's token. Prints what the crowd has to know, as JSON.

    python -m bench.bad_day_home --voices N --cases N --feed ADDRESS
"""

import argparse
import json
from datetime import timedelta
from itertools import islice

from django.db import connection
from django.utils import timezone

from bench import desk_fill
from huiying.intake import codes
from huiying.intake.actions import set_up_channel
from huiying.intake.channels.api.tokens import make_token
from huiying.intake.models import Channel, Scope, Voice
from huiying.people.models import Role, User
from huiying.project.office import is_made
from huiying.publication.actions.counting import count_terms
from huiying.publication.actions.finding import steps
from huiying.publication.models import PublishedAnswer

ASKED_AFTER, ANSWERS, THEMES = 300, 500, ("审批服务", "城市建设", "环境保护", "社会保障", "交通运输")
PLATFORM, FEED, FEED_SECONDS = "bad-day-platform", "bad-day-feed", 10
RATE = 1_000_000  # requests a minute: the platform is not what is measured
WORKING = (Role.INFORMATION, Role.SECTION_HEAD, Role.HANDLER, Role.LEADER)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.bad_day_home", description=__doc__)
    parser.add_argument("--voices", type=int, required=True)
    parser.add_argument("--cases", type=int, required=True)
    parser.add_argument("--feed", required=True)
    options = parser.parse_args()
    if not is_made():
        _filled(options)
    sources = f'[[sources]]\nkind = "feed"\nname = "本地论坛"\nurl = "{options.feed}"\n'
    Channel.objects.filter(slug=FEED).update(settings={"sources": sources, "every": FEED_SECONDS}, tried_at=None)
    print(json.dumps({"token": _token(), "letters": _letters(), "staff": _staff()}, ensure_ascii=False))


def _filled(options: argparse.Namespace) -> None:
    desk_fill.run(argparse.Namespace(voices=options.voices, cases=options.cases, no_index=False))
    _publish()
    at = timezone.now()
    set_up_channel(PLATFORM, name="12345 热线平台", connector="files", form="hotline", at=at)
    set_up_channel(FEED, name="网上关注", connector="feeds", form="news", at=at)
    Channel.objects.filter(slug=FEED).update(addressed=False)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _publish() -> None:
    """Answers as they would have been published with the newest replies, and the search that finds them."""
    told = (
        Voice.objects.filter(case__replies__isnull=False)
        .order_by("-id")
        .values_list("title", "text", "case__replies__text")
    )
    today = timezone.localdate()
    PublishedAnswer.objects.bulk_create(
        PublishedAnswer(
            reference=f"B{number:05d}",
            title=title,
            question=text,
            answer=reply,
            channel="部门信箱",
            theme=THEMES[number % len(THEMES)],
            section="项目服务科",
            accepted_on=today - timedelta(days=number // 4 + 5),
            replied_on=today - timedelta(days=number // 4),
            published_at=timezone.now(),
        )
        for number, (title, text, reply) in enumerate(told[:ANSWERS])
    )
    for _looked_at in steps():
        pass
    while count_terms():
        pass


def _letters() -> list[tuple[str, str]]:
    """Numbers and query codes of letters, which are given their codes here: no form was sent for them."""
    found = (
        Voice.objects.filter(addressed=True, external_id__startswith="fill-").select_related("channel").order_by("-id")
    )
    told = [(voice, codes.code_for(voice.external_id)) for voice in islice(found.iterator(), ASKED_AFTER)]
    for voice, code in told:
        voice.code = codes.sealed(code)
    Voice.objects.bulk_update([voice for voice, _code in told], ["code"], batch_size=100)
    return [(voice.number, code) for voice, code in told]


def _staff() -> dict[str, list[str]]:
    """Who works with the letters, by role; each stands once, under the first of the roles that they hold."""
    told: dict[str, list[str]] = {role: [] for role in WORKING}
    seen: set[str] = set()
    for role in WORKING:
        for name in User.objects.filter(posts__role=role).distinct().order_by("pk").values_list("username", flat=True):
            if name not in seen:
                told[role].append(name)
                seen.add(name)
    return told


def _token() -> str:
    channel, at = Channel.objects.get(slug=PLATFORM), timezone.now()
    _row, secret = make_token("bad day", scopes=[Scope.INTAKE], channel=channel, rate=RATE, by=None, at=at)
    return str(secret)


if __name__ == "__main__":
    main()
