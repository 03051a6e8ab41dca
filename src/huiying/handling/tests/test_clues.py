"""涉谣线索 · The deeds of a rumour clue: how it is made, completed, signed, handed over, and what each refuses."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling.actions import clues as deeds
from huiying.handling.clues.content import content_of, digest_of
from huiying.handling.clues.lacking import lacking
from huiying.handling.models import Clue, CluePost
from huiying.handling.work import to_sign, visible_clues
from huiying.intake.channel import Attached
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
