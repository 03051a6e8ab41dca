"""涉谣线索 · The deeds of a rumour clue: how it is made, completed, signed, handed over, and what each refuses."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling.actions import clues as deeds
from huiying.handling.clues.content import content_of, digest_of
from huiying.handling.clues.lacking import lacking
from huiying.handling.models import Clue, ClueFile, CluePost
from huiying.handling.work import to_sign, visible_clues
from huiying.intake.channel import Attached
from huiying.intake.models import Voice
from huiying.ledger.models import Entry
from huiying.ledger.sentences import quoted, sentence
from huiying.people.actions import appoint
from huiying.people.models import Role, User
from tests.office import SUNDAY, Office

from .clues import FACTS, a_topic, begun, captured, handed_over, png, posts, signed, submitted, weibo, whole, written
from .desk import HOUR, at_once, opened

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


@pytest.mark.parametrize("role", ["handler", "head", "leader", "auditor", "editor", "stranger"])
def test_only_the_information_section_makes_clues(office: Office, role: str) -> None:
    with pytest.raises(NotAllowed):
        deeds.make_clue(title="收回补贴", by=getattr(office, role), at=LATER)
    clue = whole(office)
    for deed in (
        lambda: written_by(clue, getattr(office, role)),
        lambda: deeds.submit_clue(clue, by=getattr(office, role), at=LATER),
        lambda: deeds.drop_clue(clue, reason="不移交", by=getattr(office, role), at=LATER),
    ):
        with pytest.raises(NotAllowed):
            deed()


def written_by(clue: Clue, by: User) -> None:
    deeds.write_clue(clue, title="改", by=by, at=LATER)


@pytest.mark.parametrize("role", ["officer", "handler", "head", "auditor"])
def test_only_a_leader_signs(office: Office, role: str) -> None:
    clue = submitted(office)
    with pytest.raises(NotAllowed):
        deeds.sign_clue(clue, by=getattr(office, role), at=LATER)
    assert Clue.objects.get().state == "submitted"


def test_what_is_lacking_is_named_and_keeps_it_from_being_sent(office: Office) -> None:
    clue = deeds.make_clue(title="收回补贴", by=office.officer, at=SUNDAY)
    assert len(lacking(clue)) == 8
    with pytest.raises(InputError, match="a capture"):
        deeds.submit_clue(clue, by=office.officer, at=LATER)
    assert lacking(whole(office)) == []


def test_a_ground_that_nobody_verified_must_be_read_first(office: Office) -> None:
    clue = whole(office)
    written(clue, office, ground="unlawful_content")
    assert lacking(clue) == ["that somebody read the act"]
    written(clue, office, ground="unlawful_content", ground_checked=True)
    assert lacking(clue) == []
    assert content_of(clue)["ground"]["checked"] is True


@pytest.mark.parametrize("wrong", [{"ground": "nothing"}, {"organ": "court"}, {"title": " "}, {"facts": "字" * 10_001}])
def test_what_is_written_wrong_is_refused(office: Office, wrong: dict[str, str]) -> None:
    clue = whole(office)
    with pytest.raises(InputError) as refused:
        written(clue, office, **wrong)
    assert refused.value.where == next(iter(wrong))
    assert Clue.objects.get().facts == FACTS


def test_the_signature_keeps_the_content_and_its_digest(office: Office) -> None:
    clue = signed(office)
    clue = Clue.objects.get(pk=clue.pk)
    assert (clue.state, clue.signed_by, clue.signed_at) == ("signed", office.leader, SUNDAY + 5 * HOUR)
    assert clue.digest == digest_of(clue.content)
    assert clue.content["facts"]["text"] == FACTS
    assert "国办发〔2016〕80号" in clue.content["basis"]
    assert clue.content["captures"][0]["sha256"] == hashlib.sha256(png()).hexdigest()
    entry = Entry.objects.get(deed="clue.signed")
    assert entry.facts["digest"] == clue.digest
    assert clue.digest[:12] in sentence(entry)
    CluePost.objects.update(words="改了")
    assert content_of(clue)["posts"][0]["words"] != "改了"


def test_the_figures_are_compared_and_nothing_is_claimed(office: Office) -> None:
    rows = {row["figure"]: row for row in content_of(whole(office))["thresholds"]}
    assert (rows["reads"]["most"], rows["reads"]["together"], rows["reads"]["reached"]) == (6200, 12_400, True)
    assert (rows["reposts"]["most"], rows["reposts"]["reached"]) == (80, False)
    assert "第二条" in rows["reads"]["citation"]


def test_nobody_signs_a_clue_that_they_wrote_on(office: Office) -> None:
    appoint(office.officer, role=Role.LEADER, section=None, by=None, at=SUNDAY)
    appoint(office.leader, role=Role.INFORMATION, section=office.information, by=None, at=SUNDAY)
    clue, officer, leader = submitted(office), fresh(office.officer), fresh(office.leader)
    with pytest.raises(RuleError, match="wrote on"):
        deeds.sign_clue(clue, by=officer, at=LATER)
    assert not to_sign(officer).exists()
    assert to_sign(leader).get() == clue
    deeds.send_clue_back(clue, reason="请补充首发时间", by=leader, at=LATER)
    written_by_both(clue, leader)
    with pytest.raises(RuleError, match="wrote on"):
        deeds.sign_clue(clue, by=leader, at=LATER)


def fresh(person: User) -> User:
    """The person with the posts of now: they are read once."""
    return User.objects.get(pk=person.pk)


def written_by_both(clue: Clue, leader: User) -> None:
    deeds.write_clue(
        clue,
        title=clue.title,
        facts="补充后的事实。",
        verified_by="科室",
        source="登记簿",
        ground="public_order",
        suggestion="请核查。",
        organ="police",
        organ_name="测试市公安局",
        by=leader,
        at=LATER,
    )
    deeds.submit_clue(clue, by=leader, at=LATER)


def test_a_signer_who_read_something_else_signs_nothing(office: Office) -> None:
    clue = submitted(office)
    seen = digest_of(content_of(clue))
    deeds.send_clue_back(clue, reason="补充", by=office.leader, at=LATER)
    written(clue, office, facts="另一事实。")
    deeds.submit_clue(clue, by=office.officer, at=LATER)
    with pytest.raises(RuleError, match="changed since"):
        deeds.sign_clue(clue, seen=seen, by=office.leader, at=LATER)
    assert Clue.objects.get().digest == ""


@pytest.mark.parametrize("stage", [submitted, signed, handed_over])
def test_only_a_draft_is_written_on(office: Office, stage: object) -> None:
    clue: Clue = stage(office)  # type: ignore[operator]
    capture, post = clue.files.get(), clue.posts.all()[0]
    tries = (
        lambda: written(clue, office),
        lambda: captured(clue, office, 9),
        lambda: deeds.add_voices(clue, posts(1), by=office.officer, at=LATER),
        lambda: deeds.change_post(post, platform="别处", by=office.officer, at=LATER),
        lambda: deeds.take_out_post(post, by=office.officer, at=LATER),
        lambda: deeds.withdraw_file(capture, reason="传错了", by=office.officer, at=LATER),
    )
    for one in tries:
        with pytest.raises(RuleError):
            one()
    assert clue.posts.count() == 2


def test_a_comment_sends_it_back_and_a_correction_takes_the_signature_back(office: Office) -> None:
    clue = submitted(office)
    with pytest.raises(InputError):
        deeds.send_clue_back(clue, reason=" ", by=office.leader, at=LATER)
    deeds.send_clue_back(clue, reason="请写明首发账号", by=office.leader, at=LATER)
    assert quoted(Entry.objects.get(deed="clue.sent_back")) == "请写明首发账号"
    deeds.submit_clue(clue, by=office.officer, at=LATER)
    deeds.sign_clue(clue, by=office.leader, at=LATER)
    fallen = clue.digest
    deeds.correct_clue(clue, reason="链接写错", by=office.officer, at=LATER)
    clue = Clue.objects.get()
    assert (clue.state, clue.digest, clue.content, clue.signed_by) == ("draft", "", {}, None)
    assert Entry.objects.get(deed="clue.corrected").facts["digest"] == fallen


def test_the_database_knows_no_signature_without_a_digest(office: Office) -> None:
    clue = whole(office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Clue.objects.filter(pk=clue.pk).update(state="signed")


def test_a_hand_over_has_names_a_moment_and_a_receipt(office: Office) -> None:
    clue = handed_over(office, case=opened(office, ident="x"))
    told = clue.handover
    assert (told.given_by, told.received_by, told.at) == ("顾信息", "民警甲、民警乙", SUNDAY + 6 * HOUR)
    receipt = deeds.add_receipt(clue, Attached(name="回执.png", content=png(3)), by=office.officer, at=LATER)
    assert (receipt.sort, receipt.digest) == ("receipt", hashlib.sha256(png(3)).hexdigest())
    entry = Entry.objects.get(deed="clue.handed_over")
    assert (entry.facts["organ"], entry.facts["digest"]) == ("测试市公安局", clue.digest)
    assert "民警甲" not in str(list(Entry.objects.values_list("facts", flat=True)))
    assert clue.case is not None
    assert Entry.objects.get(deed="case.clue_handed_over").about == clue.case.ref
    deeds.withdraw_file(receipt, reason="扫描不清", by=office.officer, at=LATER)
    assert clue.files.filter(withdrawn_at=None, sort="receipt").count() == 0


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"given_by": " "}, "given_by"),
        ({"received_by": ""}, "received_by"),
        ({"handed_at": LATER + HOUR}, "handed_at"),
        ({"handed_at": SUNDAY}, "handed_at"),
    ],
)
def test_a_hand_over_that_cannot_be_is_refused(office: Office, wrong: dict[str, object], field: str) -> None:
    clue = signed(office)
    told = {"given_by": "顾", "received_by": "甲", "handed_at": LATER} | wrong
    with pytest.raises(InputError) as refused:
        deeds.hand_over(clue, **told, by=office.officer, at=LATER)  # type: ignore[arg-type]
    assert refused.value.where == field
    assert Clue.objects.get().state == "signed"


def test_nothing_is_handed_over_unsigned(office: Office) -> None:
    for clue in (whole(office), submitted(office)):
        with pytest.raises(RuleError):
            deeds.hand_over(
                clue, given_by="顾", received_by="甲", handed_at=SUNDAY, by=office.officer, at=SUNDAY + 9 * HOUR
            )
    with pytest.raises(RuleError):
        deeds.add_receipt(signed(office), Attached(name="回执.png", content=png()), by=office.officer, at=LATER)
    with pytest.raises(NotAllowed):
        deeds.hand_over(signed(office), given_by="沈", received_by="甲", handed_at=LATER, by=office.leader, at=LATER)


def test_what_the_organ_told_is_kept_and_not_put_into_the_ledger(office: Office) -> None:
    clue = handed_over(office)
    day = LATER.date()
    with pytest.raises(InputError):
        deeds.conclude(clue, outcome="已立案", outcome_on=day + timedelta(days=2), by=office.officer, at=LATER)
    clue = Clue.objects.get()
    with pytest.raises(InputError):
        deeds.conclude(clue, outcome="已立案", outcome_on=day - timedelta(days=2), by=office.officer, at=LATER)
    clue = Clue.objects.get()
    deeds.conclude(clue, outcome="已立案调查", outcome_by="网安支队", outcome_on=day, by=office.officer, at=LATER)
    clue = Clue.objects.select_related("handover").get()
    assert (clue.state, clue.handover.outcome, clue.handover.outcome_on) == ("concluded", "已立案调查", day)
    assert "立案" not in str(Entry.objects.get(deed="clue.concluded").facts)


def test_a_draft_that_is_not_handed_over_stays_with_its_reason(office: Office) -> None:
    clue = whole(office)
    deeds.drop_clue(clue, reason="经核实属实，不是谣言", by=office.officer, at=LATER)
    assert Clue.objects.get().state == "dropped"
    with pytest.raises(RuleError):
        deeds.submit_clue(clue, by=office.officer, at=LATER)


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


def test_who_reads_clues(office: Office) -> None:
    begun(office, topic=a_topic())
    readers = [role for role in vars_of(office) if visible_clues(getattr(office, role)).exists()]
    assert readers == ["officer", "leader", "auditor"]


def vars_of(office: Office) -> list[str]:
    return ["officer", "handler", "head", "leader", "editor", "auditor", "stranger"]


def test_a_topic_that_is_gathered_anew_leaves_the_clue(office: Office) -> None:
    topic = a_topic()
    clue = begun(office, topic=topic)
    topic.delete()
    clue.refresh_from_db()
    assert clue.topic is None


@pytest.mark.django_db(transaction=True)
def test_two_signers_at_once_sign_once(office: Office) -> None:
    clue = submitted(office)

    def sign() -> None:
        deeds.sign_clue(Clue.objects.get(pk=clue.pk), by=office.leader, at=LATER)

    failed = at_once(sign)
    assert len(failed) == 3
    assert all(isinstance(error, RuleError) for error in failed)
    assert Entry.objects.filter(deed="clue.signed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_hands_over_at_once_are_one(office: Office) -> None:
    clue = signed(office)

    def hand() -> None:
        found = Clue.objects.get(pk=clue.pk)
        deeds.hand_over(found, given_by="顾", received_by="甲", handed_at=LATER, by=office.officer, at=LATER)

    failed = at_once(hand)
    assert len(failed) == 3
    assert Entry.objects.filter(deed="clue.handed_over").count() == 1


def test_numbers_follow_one_another(office: Office) -> None:
    weibo()
    made = [deeds.make_clue(title="传言", by=office.officer, at=SUNDAY).number for _ in range(3)]
    assert made == ["XS2026-0001", "XS2026-0002", "XS2026-0003"]
