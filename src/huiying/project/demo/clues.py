"""Two rumour clues of the demo: that of the subsidies, signed and ready to be handed over, and one just begun."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from huiying.assessment.models import Topic
from huiying.core.calendar import Calendar
from huiying.handling.actions import clues as deeds
from huiying.handling.models import Clue
from huiying.intake.channel import Attached
from huiying.intake.models import Voice
from huiying.people.models import User
from huiying.project.demo.schedule import in_office_hours
from huiying.project.demo.staffing import Cast

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Post:
    """What was found on a platform, `before` it was seen here."""

    platform: str
    account: str
    words: str
    before: timedelta
    spread: dict[str, int]


POSTS = (
    Post(
        "某短视频平台",
        "江岚厂房中介老周",
        "内部消息：招商局要把三年的厂房租金补贴全部收回，红头文件都下来了（附文件照片），不退的列入黑名单，转给身边的老板！",
        9 * HOUR,
        {"reads": 12_400, "reposts": 640, "comments": 213, "likes": 905},
    ),
    Post(
        "某微博",
        "松溪产业园那些事",
        "文件截图在此，招商局收回厂房补贴，下个月一号开始，外地企业先退。",
        5 * HOUR,
        {"reads": 3_100, "reposts": 87, "comments": 45},
    ),
)
OTHER = Post(
    "某短视频平台",
    "江岚吃瓜现场",
    "汇榕塑业又炸了，救护车拉走好几个，死了人还在瞒。",
    14 * HOUR,
    {"reads": 4_200, "reposts": 96},
)
FACTS = (
    "经查阅我局近三年全部发文登记，未作出过收回厂房租金补贴的决定；网传照片所附文号不存在，印章与我局备案印模不符。\n"
    "《江岚市标准厂房租金补助实施细则》现行有效，已经拨付的补助不因细则修订而追溯。"
)
SUGGESTION = "建议核查照片的首发账号和来源，对仍在传播的同一照片依法处置。我局已公开澄清，如需公文原件可随时调取。"


def tell_clues(cast: Cast, calendar: Calendar, now: datetime) -> None:
    """Make both with the real deeds, in the office hours of the last days."""
    officer, leader = cast.information[-1], next(iter(cast.leaders.values()))
    morning = timezone.localtime(now).replace(hour=9, minute=20) - timedelta(days=5)
    begun = min(in_office_hours(morning, calendar), now - 8 * HOUR)  # a long holiday may lie between
    _signed(officer, leader, begun)
    later = begun + 6 * HOUR
    clue = deeds.make_clue(title="网传汇榕塑业爆炸致人死亡", by=officer, at=later)
    _write_down(clue, 1, OTHER, seen=later - HOUR, officer=officer, at=later)


def _signed(officer: User, leader: User, at: datetime) -> None:
    asked = Voice.objects.filter(text__contains="补贴").filter(text__contains="收回")
    topic = Topic.objects.filter(proposals__voice__in=asked.order_by("said_at", "pk")[:1].values("pk")).first()
    clue = deeds.make_clue(title="网传招商局要收回厂房补贴", topic=topic, by=officer, at=at)
    seen = at - HOUR
    for place, post in enumerate(POSTS, start=2):
        _write_down(clue, place, post, seen=seen, officer=officer, at=at)
    _capture(clue, officer, seen, at)
    deeds.write_clue(
        clue,
        title=clue.title,
        facts=FACTS,
        verified_by="政策法规科",
        source="局发文登记簿、印章备案卡",
        ground="public_order",
        suggestion=SUGGESTION,
        organ="police",
        organ_name="江岚市公安局",
        by=officer,
        at=at + HOUR,
    )
    deeds.submit_clue(clue, by=officer, at=at + HOUR)
    deeds.sign_clue(clue, by=leader, at=at + 5 * HOUR)


def _write_down(clue: Clue, place: int, post: Post, *, seen: datetime, officer: User, at: datetime) -> None:
    deeds.add_post(
        clue,
        platform=post.platform,
        account=post.account,
        link=f"https://posts.example.cn/{1000 + place}",
        posted_at=seen - post.before,
        seen_at=seen,
        words=post.words,
        spread=post.spread,
        by=officer,
        at=at,
    )


def _capture(clue: Clue, officer: User, captured_at: datetime, at: datetime) -> None:
    """The pages of its posts, saved as text."""
    for place, post in enumerate(clue.posts.all(), start=1):
        lines = (post.platform, post.account, post.link, f"{timezone.localtime(post.posted_at):%Y-%m-%d %H:%M}")
        file = Attached(name=f"网页另存{place}.txt", content="\n".join((*lines, post.words)).encode())
        deeds.add_captures(clue, [file], captured_at=captured_at, by=officer, at=at)
