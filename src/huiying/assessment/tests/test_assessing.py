import re
from datetime import timedelta

import pytest

from huiying.assessment.actions import assess, confirm, gather_topics
from huiying.assessment.hot import hot
from huiying.assessment.marks import marked
from huiying.assessment.models import Confirmation, Proposal, Topic
from huiying.assessment.office import examples, judge
from huiying.core.errors import InputError, NotAllowed
from huiying.intake.models import Voice
from huiying.language.judge import Judge, Judgement, Spread
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office

LETTER = "我公司厂房施工许可跑了三趟还没有办下来，请项目服务科协调。联系电话15400000001。"


class Unreadable(Judge):
    """A judge that cannot read one kind of letter."""

    def judge(self, text: str, title: str = "", *, spread: Spread | None = None) -> Judgement:
        if "无法读取" in text:
            raise ValueError(text)
        return super().judge(text, title=title, spread=spread)


def confirmed(office: Office, proposal: Proposal, **changed: object) -> Confirmation:
    told = {"kind": "求助", "theme": "项目审批", "level": "一般", "lead": office.project} | changed
    return confirm(proposal, **told, by=office.officer, at=SUNDAY)  # type: ignore[arg-type]


def test_a_proposal_keeps_its_evidence_and_is_in_the_ledger(office: Office) -> None:
    voice = office.letter(LETTER, title="施工许可办不下来")
    assert assess(at=SUNDAY) == 1
    assert assess(at=SUNDAY) == 0
    proposal = Proposal.objects.get(voice=voice)
    assert proposal.lead is not None
    assert {"kind", "theme", "sections", "privacy"} <= set(proposal.said)
    entry = Entry.objects.get(deed="voice.proposed")
    assert entry.facts["lead"] == proposal.lead.name
    assert "15400000001" not in str(entry.facts)


def test_one_letter_that_cannot_be_read_does_not_stop_the_others(office: Office) -> None:
    office.letter("这封信无法读取", ident="1")
    office.letter(LETTER, ident="2")
    unreadable = Unreadable(judge().office)
    for _ in range(4):
        assess(at=SUNDAY, judge=unreadable)
    first, second = Voice.objects.order_by("pk")
    assert first.failures == 3
    assert re.fullmatch(r"ValueError \(test_assessing\.py:\d+\)", first.set_aside)
    assert "无法读取" not in first.set_aside
    assert second.assessed_at == SUNDAY
    assert not Voice.objects.unassessed().exists()


def test_a_correction_stands_and_is_an_example(office: Office) -> None:
    voice = office.letter(LETTER)
    assess(at=SUNDAY)
    done = confirmed(office, voice.proposal, lead=office.policy, theme="政策兑现")
    assert done.corrected
    proposal = Proposal.objects.get()
    assert (proposal.theme, proposal.lead) == ("政策兑现", office.policy)
    assert proposal.said["theme"] != "政策兑现"
    (example,) = examples()
    assert (example.theme, example.section) == ("政策兑现", "政策法规科")
    assert "theme" in Entry.objects.get(deed="proposal.confirmed").facts["changed"]


def test_the_next_letter_of_the_kind_follows_the_correction_at_once(office: Office) -> None:
    first = office.letter("宿舍楼的热水器坏了三个月没有人修，请派人修理热水器。", ident="1")
    assess(at=SUNDAY)
    confirmed(office, first.proposal, lead=office.policy)
    second = office.letter("宿舍楼热水器又坏了，没有人来修理热水器。", ident="2")
    assess(at=SUNDAY)
    assert second.proposal.lead == office.policy


def test_only_the_information_section_confirms(office: Office) -> None:
    voice = office.letter(LETTER)
    assess(at=SUNDAY)
    with pytest.raises(NotAllowed):
        confirm(voice.proposal, kind="求助", theme="", level="一般", lead=office.project, by=office.handler, at=SUNDAY)
    with pytest.raises(InputError):
        confirmed(office, voice.proposal, kind="吐槽")
    assert not Confirmation.objects.exists()


def test_marks_lose_nothing_of_the_letter(office: Office) -> None:
    voice = office.letter(LETTER + "<b>急</b>")
    assess(at=SUNDAY)
    passages = marked(voice, voice.proposal, veiled=False)
    assert "".join(passage.text for passage in passages) == voice.text
    assert any("privacy" in passage.marks for passage in passages)


def test_personal_data_is_starred_in_place_unless_a_deed_asked(office: Office) -> None:
    voice = office.letter(LETTER)
    assess(at=SUNDAY)
    shown = "".join(passage.text for passage in marked(voice, voice.proposal))
    assert "154****0001" in shown
    assert len(shown) == len(voice.text)


def _burst(office: Office, how_many: int = 8) -> None:
    for number in range(how_many):
        office.letter(
            f"云帆高新园这周第{number + 1}次停电，我们车间的生产线全部停工，请供电部门尽快抢修云帆高新园线路。",
            ident=f"burst-{number}",
            at=SUNDAY + timedelta(hours=5 * number),
            said_by=f"企业{number}",
            title=f"云帆高新园停电{number}",
        )
    for number, text in enumerate(
        ("想问外资企业怎么设立登记", "招商会什么时候报名", "宿舍楼的电梯坏了", "咨询人才公寓申请条件")
    ):
        office.letter(text, ident=f"other-{number}", title=text)


def test_a_burst_becomes_one_topic_with_its_reasons(office: Office) -> None:
    _burst(office)
    assess(at=SUNDAY)
    gather_topics(start=None, end=None, at=SUNDAY)
    hottest = Topic.objects.first()
    assert hottest is not None
    assert hottest.voices_count == 8
    assert "云帆高新园" in hottest.description + hottest.who_where
    assert hottest.heat_because
    assert Proposal.objects.filter(topic=hottest).count() == 8


def test_a_topic_keeps_its_key_when_it_grows(office: Office) -> None:
    _burst(office, 6)
    assess(at=SUNDAY)
    gather_topics(start=None, end=None, at=SUNDAY)
    before = Topic.objects.first()
    assert before is not None
    office.letter("云帆高新园又停电了，车间生产线停工，请抢修线路。", ident="late", title="云帆高新园停电", at=SUNDAY)
    assess(at=SUNDAY)
    gather_topics(start=None, end=None, at=SUNDAY)
    after = Topic.objects.first()
    assert after is not None
    assert (after.pk, after.voices_count) == (before.pk, before.voices_count + 1)


def test_the_hot_table_names_messages_by_the_sources_numbers(office: Office) -> None:
    _burst(office)
    (hottest, *_) = hot(None, None, top=3)
    told = hottest.to_json()
    assert (told["rank"], told["from"]) == (1, "2026-03-15")
    assert told["messages"] == [f"burst-{n}" for n in range(8)]
