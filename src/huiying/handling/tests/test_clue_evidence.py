"""涉谣线索 · What a rumour clue is made of: its posts and its captures, and which of them are refused."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from huiying.core.errors import InputError, RuleError
from huiying.handling.actions import clues as deeds
from huiying.handling.clues.content import content_of
from huiying.handling.models import Clue, ClueFile
from huiying.intake.channel import Attached
from huiying.intake.models import Voice
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office

from .clues import begun, captured, png, posts, whole
from .desk import HOUR, opened

LATER = SUNDAY + 9 * HOUR


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Refusals are read here in the language of the code."""
    with translation.override("en"):
        yield


def deeds_of(clue: Clue) -> list[str]:
    return list(Entry.objects.filter(about=clue.ref).values_list("deed", flat=True))


def test_a_clue_freezes_posts_with_their_figures_of_that_moment(office: Office) -> None:
    clue = begun(office)
    first, second = clue.posts.all()
    assert (clue.number, clue.state, clue.unit) == ("XS2026-0001", "draft", office.unit)
    assert (first.platform, first.account, first.link) == ("某微博", "路人甲0", "https://posts.example.cn/0")
    assert first.spread == {"reads": 6200, "reposts": 80, "likes": 7}
    assert (first.posted_at, first.seen_at, first.spread_at) == (SUNDAY, SUNDAY + HOUR, SUNDAY + 2 * HOUR)
    Voice.objects.filter(pk=first.voice_id).update(spread={"reads": 99_999}, text="改了")
    first.refresh_from_db()
    assert first.spread["reads"] == 6200
    assert "租金补贴" in first.words
    assert second.posted_at > first.posted_at


def test_a_letter_to_us_never_becomes_a_post(office: Office) -> None:
    """Whoever asks us whether something is true spreads no rumour, and is not handed over."""
    letter = office.letter("网上说要收回补贴，是真的吗？")
    with pytest.raises(InputError, match="no post"):
        deeds.make_clue(title="收回补贴", voices=[letter], by=office.officer, at=LATER)
    assert not Clue.objects.exists()
    clue = deeds.make_clue(title="收回补贴", case=opened(office, ident="2"), by=office.officer, at=LATER)
    assert clue.posts.count() == 0
    assert clue.case is not None
    assert Entry.objects.filter(deed="case.clue_made", about=clue.case.ref).exists()


def test_a_capture_has_its_digest_moment_and_person(office: Office) -> None:
    clue = whole(office)
    file = clue.files.get()
    assert (file.digest, file.by, file.size) == (hashlib.sha256(png()).hexdigest(), office.officer, len(png()))
    assert (file.captured_at, file.at) == (SUNDAY + 2 * HOUR, SUNDAY + 3 * HOUR)
    assert Path(file.file.path).read_bytes() == png()
    assert Entry.objects.get(deed="clue.captured").facts["digests"] == [file.digest]


def test_a_wrong_capture_is_withdrawn_and_kept(office: Office) -> None:
    clue = whole(office)
    captured(clue, office, 5, "别的事.png")
    wrong = clue.files.get(name="别的事.png")
    with pytest.raises(InputError):
        deeds.withdraw_file(wrong, reason="", by=office.officer, at=LATER)
    deeds.withdraw_file(wrong, reason="属于另一线索", by=office.officer, at=LATER)
    wrong.refresh_from_db()
    assert (wrong.withdrawn_by, wrong.withdrawn_because) == (office.officer, "属于另一线索")
    assert Path(wrong.file.path).read_bytes() == png(5)
    assert [file["name"] for file in content_of(clue)["captures"]] == ["截图.png"]
    with pytest.raises(RuleError):
        deeds.withdraw_file(wrong, reason="再撤", by=office.officer, at=LATER)
    captured(clue, office, 5, "又传.png")
    assert clue.files.filter(digest=wrong.digest).count() == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("截图.png", b"<html><script>alert(1)</script></html>"),
        ("截图.exe", png()),
        ("截图.png.html", b"<html></html>"),
        ("空.png", b""),
        ("截图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("截图", png()),
        ("大.txt", b"a" * (20 * 1024 * 1024 + 1)),
    ],
)
def test_a_hostile_file_is_not_kept(office: Office, name: str, content: bytes) -> None:
    clue = begun(office)
    files = [Attached(name="好.png", content=png()), Attached(name=name, content=content)]
    with pytest.raises(InputError) as refused:
        deeds.add_captures(clue, files, captured_at=SUNDAY, by=office.officer, at=LATER)
    assert refused.value.where == "files"
    assert not ClueFile.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/截图.png", "C:\\x\\截图.png", "a\u202egnp.截图.png"])
def test_a_name_leads_nowhere(office: Office, name: str) -> None:
    clue = begun(office)
    captured(clue, office, name=name)
    kept = clue.files.get()
    assert not set("/\\\u202e") & set(kept.name)
    assert kept.file.name == f"{kept.digest[:2]}/{kept.digest}"


def test_the_same_file_stands_once(office: Office) -> None:
    clue = whole(office)
    with pytest.raises(InputError, match="already"):
        captured(clue, office)
    with pytest.raises(InputError):
        deeds.add_captures(clue, [], captured_at=SUNDAY, by=office.officer, at=LATER)
    many = [Attached(name=f"{n}.png", content=png(n)) for n in range(1, 12)]
    with pytest.raises(InputError):
        deeds.add_captures(clue, many, captured_at=SUNDAY, by=office.officer, at=LATER)
    later = [Attached(name="x.png", content=png(8))]
    with pytest.raises(InputError):
        deeds.add_captures(clue, later, captured_at=LATER + HOUR, by=office.officer, at=LATER)


def test_posts_are_written_completed_and_taken_out(office: Office) -> None:
    clue = begun(office, 1)
    told = {"posted_at": SUNDAY, "seen_at": SUNDAY + HOUR, "words": "补贴要收回", "spread": {"reads": 12}}
    post = deeds.add_post(clue, platform="某论坛", **told, by=office.officer, at=LATER)  # type: ignore[arg-type]
    assert (post.by_hand, post.spread, post.hand_at) == (["reads"], {"reads": 12}, LATER)
    deeds.change_post(
        post, platform="某论坛", account="楼主", spread={"reads": 30, "likes": 0}, by=office.officer, at=LATER + HOUR
    )
    post.refresh_from_db()
    assert (post.account, post.spread, post.hand_at) == ("楼主", {"reads": 30, "likes": 0}, LATER + HOUR)
    by_channel = clue.posts.exclude(voice=None).get()
    with pytest.raises(InputError, match="channel's"):
        deeds.change_post(by_channel, platform="某微博", spread={"reads": 1}, by=office.officer, at=LATER)
    deeds.change_post(by_channel, platform="某微博", account="改正", by=office.officer, at=LATER)
    by_channel.refresh_from_db()
    assert (by_channel.account, by_channel.spread["reads"], by_channel.hand_at) == ("改正", 6200, None)
    deeds.change_post(by_channel, platform="某微博", spread={"comments": 9}, by=office.officer, at=LATER)
    by_channel.refresh_from_db()
    assert (by_channel.spread["comments"], by_channel.spread["reads"]) == (9, 6200)
    assert (by_channel.by_hand, by_channel.spread_at) == (["comments"], SUNDAY + 2 * HOUR)
    deeds.change_post(by_channel, platform="某微博", spread={}, by=office.officer, at=LATER)
    by_channel.refresh_from_db()
    assert "comments" not in by_channel.spread
    deeds.take_out_post(post, by=office.officer, at=LATER)
    assert clue.posts.count() == 1
    assert deeds_of(clue).count("clue.post_taken_out") == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"words": " "}, "words"),
        ({"seen_at": SUNDAY - HOUR}, "seen_at"),
        ({"seen_at": LATER + HOUR}, "seen_at"),
        ({"spread": {"reads": -1}}, "reads"),
        ({"platform": ""}, "platform"),
    ],
)
def test_a_post_that_cannot_be_is_refused(office: Office, wrong: dict[str, object], field: str) -> None:
    clue = begun(office, 1)
    told = {"platform": "某论坛", "posted_at": SUNDAY, "seen_at": SUNDAY, "words": "补贴", "spread": {}} | wrong
    with pytest.raises(InputError) as refused:
        deeds.add_post(clue, **told, by=office.officer, at=LATER)  # type: ignore[arg-type]
    assert refused.value.where == field
    assert clue.posts.count() == 1


def test_a_voice_stands_once_in_a_clue(office: Office) -> None:
    clue = begun(office)
    voices = [post.voice for post in clue.posts.select_related("voice")]
    assert deeds.add_voices(clue, [v for v in voices if v], by=office.officer, at=LATER) == 0
    assert deeds.add_voices(clue, posts(1), by=office.officer, at=LATER) == 1
