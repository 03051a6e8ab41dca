"""Two rumour clues of the demo: that of the subsidies, signed and ready to be handed over, and one just begun."""

from collections import Counter
from datetime import datetime, timedelta

from django.utils import timezone

from huiying.handling.actions import clues as deeds
from huiying.handling.clues.offering import IN_PUBLIC
from huiying.handling.models import Clue
from huiying.intake.channel import Attached
from huiying.intake.models import Voice
from huiying.project.demo.staffing import Cast

HOUR = timedelta(hours=1)
# What a person read on the platform of the first posts: views, reposts, comments.
READ = ((12_400, 640, 213), (3_100, 87, 45), (860, 12, 9))
FACTS = (
    "经查阅我局近三年全部发文登记，未作出过收回厂房租金补贴的决定；网传截图所附文号不存在，印章与我局备案印模不符。\n"
    "《江岚市标准厂房租金补助实施细则》现行有效，已经拨付的补助不因细则修订而追溯。"
)
SUGGESTION = "建议核查截图的首发账号和来源，对仍在传播的同一截图依法处置。我局已公开澄清，如需公文原件可随时调取。"


def tell_clues(cast: Cast, now: datetime) -> None:
    """Make both with the real deeds, yesterday and today."""
    officer, leader = cast.information[-1], next(iter(cast.leaders.values()))
    posts = list(Voice.objects.filter(IN_PUBLIC, text__icontains="收回").order_by("-likes", "pk")[: len(READ)])
    begun = now - 26 * HOUR
    topics = Counter(voice.proposal.topic for voice in _judged(posts) if voice.proposal.topic)
    topic = topics.most_common(1)[0][0] if topics else None
    signed = deeds.make_clue(title="网传招商局要收回厂房补贴", voices=posts, topic=topic, by=officer, at=begun)
    for post, figures in zip(signed.posts.all(), READ, strict=False):
        spread = dict(zip(("reads", "reposts", "comments"), figures, strict=True))
        link = f"https://weibo.example.cn/status/{1000 + post.pk}"
        told = {"platform": post.platform, "account": post.account or f"江岚网友{post.pk}", "link": link}
        deeds.change_post(post, **told, spread=spread, by=officer, at=begun + HOUR)
    _capture(signed, cast, begun)
    deeds.write_clue(
        signed,
        title=signed.title,
        facts=FACTS,
        verified_by="政策法规科",
        source="局发文登记簿、印章备案卡",
        ground="public_order",
        suggestion=SUGGESTION,
        organ="police",
        organ_name="江岚市公安局",
        by=officer,
        at=begun + HOUR,
    )
    deeds.submit_clue(signed, by=officer, at=begun + 2 * HOUR)
    deeds.sign_clue(signed, by=leader, at=begun + 4 * HOUR)
    flagged = Voice.objects.filter(IN_PUBLIC, proposal__rumour=True).exclude(pk__in=[voice.pk for voice in posts])
    later = list(flagged.order_by("-said_at", "pk")[:2])
    deeds.make_clue(title="网传园区企业要集体停工", voices=later, by=officer, at=now - 2 * HOUR)


def _judged(voices: list[Voice]) -> list[Voice]:
    keys = [voice.pk for voice in voices]
    return list(Voice.objects.filter(pk__in=keys, proposal__isnull=False).select_related("proposal__topic"))


def _capture(clue: Clue, cast: Cast, at: datetime) -> None:
    """The pages of its posts, saved as text."""
    for place, post in enumerate(clue.posts.all(), start=1):
        lines = (post.platform, post.link, f"{timezone.localtime(post.posted_at):%Y-%m-%d %H:%M}", post.words)
        file = Attached(name=f"网页另存{place}.txt", content="\n".join(lines).encode())
        deeds.add_captures(clue, [file], captured_at=at, by=cast.information[-1], at=at + HOUR)
