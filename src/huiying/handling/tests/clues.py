"""Rumours and the clues of them, for the tests: posts on a platform, and a clue as far as a test needs it."""

import zlib
from datetime import timedelta

from huiying.assessment.models import Proposal, Topic
from huiying.handling.actions import clues as deeds
from huiying.handling.models import Clue
from huiying.intake.actions import receive, set_up_channel
from huiying.intake.channel import Attached, Heard
from huiying.intake.models import Channel, Voice
from tests.office import SUNDAY, Office

from .desk import HOUR

RUMOUR = "听说园区要把去年的租金补贴全部收回，快转给老板们看"
FACTS = "经查阅全部公文，我局未发布收回补贴的文件。"


def png(shade: int = 0) -> bytes:
    """The smallest picture that is one, of one grey point."""
    rows = b"\x00" + bytes([shade])
    parts = ((b"IHDR", b"\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00"), (b"IDAT", zlib.compress(rows)))
    chunks = b"".join(
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
        for kind, data in (*parts, (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


def weibo() -> Channel:
    found = Channel.objects.filter(slug="posts").first()
    return found or set_up_channel("posts", name="某微博", connector="files", form="social", rank=2, at=SUNDAY)


def posts(count: int = 2, *, topic: Topic | None = None, **spread: int) -> list[Voice]:
    """`count` posts of a rumour that were overheard, each with its proposal."""
    begun = Voice.objects.count()
    heard = [
        Heard(
            external_id=f"p{begun + number}",
            text=f"{RUMOUR}（{begun + number}）",
            said_at=SUNDAY + number * timedelta(minutes=5),
            said_by=f"路人甲{begun + number}",
            addressed=False,
            likes=7,
            spread=spread or {"reads": 6200, "reposts": 80},
            raw={"link": f"https://posts.example.cn/{begun + number}"},
        )
        for number in range(count)
    ]
    voices = receive(heard, channel=weibo(), by=None, at=SUNDAY + HOUR).new
    for voice in voices:
        Proposal.objects.create(voice=voice, rumour=True, topic=topic, proposed_at=SUNDAY)
    return voices


def a_topic() -> Topic:
    return Topic.objects.create(description="收回补贴传言", first_at=SUNDAY, last_at=SUNDAY, voices_count=2)


def begun(office: Office, count: int = 2, **more: object) -> Clue:
    voices = posts(count)
    return deeds.make_clue(title="园区要收回租金补贴", voices=voices, by=office.officer, at=SUNDAY + 2 * HOUR, **more)  # type: ignore[arg-type]


def whole(office: Office, **more: object) -> Clue:
    """A draft that lacks nothing."""
    clue = begun(office, **more)  # type: ignore[arg-type]
    written(clue, office)
    captured(clue, office)
    return clue


def written(clue: Clue, office: Office, **other: object) -> None:
    told: dict[str, object] = {
        "title": clue.title,
        "facts": FACTS,
        "verified_by": "政策法规科",
        "source": "局发文登记簿",
        "ground": "public_order",
        "suggestion": "请依法核查发布账号。",
        "organ": "police",
        "organ_name": "测试市公安局",
    }
    deeds.write_clue(clue, **told | other, by=office.officer, at=SUNDAY + 3 * HOUR)  # type: ignore[arg-type]


def captured(clue: Clue, office: Office, shade: int = 0, name: str = "截图.png") -> None:
    file = Attached(name=name, content=png(shade))
    deeds.add_captures(clue, [file], captured_at=SUNDAY + 2 * HOUR, by=office.officer, at=SUNDAY + 3 * HOUR)


def submitted(office: Office, **more: object) -> Clue:
    clue = whole(office, **more)
    deeds.submit_clue(clue, by=office.officer, at=SUNDAY + 4 * HOUR)
    return clue


def signed(office: Office, **more: object) -> Clue:
    clue = submitted(office, **more)
    deeds.sign_clue(clue, by=office.leader, at=SUNDAY + 5 * HOUR)
    return clue


def handed_over(office: Office, **more: object) -> Clue:
    clue = signed(office, **more)
    deeds.hand_over(
        clue,
        given_by="顾信息",
        received_by="民警甲、民警乙",
        handed_at=SUNDAY + 6 * HOUR,
        by=office.officer,
        at=SUNDAY + 7 * HOUR,
    )
    return clue
