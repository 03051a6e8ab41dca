"""专报和督办通知 · What is told of one event, and what a section is asked to do by when."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from huiying.core.errors import InputError
from huiying.handling.actions.emergencies import open_incident
from huiying.handling.models import Case
from huiying.handling.tests.desk import assigned
from huiying.handling.tests.incidents import account, smoke
from huiying.handling.tests.test_chasing import issued
from huiying.reporting.figures import Period
from huiying.reporting.models import PaperKind
from huiying.reporting.official import check
from huiying.reporting.papers.citing import cite, plain
from huiying.reporting.papers.sorts import docx
from huiying.reporting.papers.special_questions import members, sentence_of
from huiying.reporting.papers.special_summary import LONGEST, summary
from tests.office import SUNDAY, Office

from .test_bulletins import THE_SUNDAY, composed, words
from .walking import walk

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def test_a_report_on_a_topic_tells_of_its_voices_alone(office: Office) -> None:
    topic = smoke(office, letters=3)
    office.letter("松溪产业园仓库起火，请问什么时候能恢复生产？我的电话是13812345678。", ident="more")
    voice = office.files.voices.get(external_id="more")
    voice.proposal = type(topic.proposals.first())(voice=voice, kind="咨询", topic=topic, proposed_at=SUNDAY)
    voice.proposal.save()
    office.letter("与此无关的来信", ident="other")
    document, snapshot = composed(PaperKind.SPECIAL, MARCH, f"topic:{topic.pk}")
    assert walk(snapshot) == 9
    assert snapshot.facts["numbers"][f"received:topic={topic.pk}"]["value"] == 5
    told = words(document)
    assert "核心风险是" in told
    assert "13812345678" not in str(document)
    assert "请问什么时候能恢复生产" in str(document)
    assert check(docx(document)) == []


def test_a_running_emergency_without_a_release_is_told_what_the_first_must_say(office: Office) -> None:
    topic = smoke(office)
    incident = open_incident(topic, account(), by=office.leader, at=SUNDAY + timedelta(hours=2))
    document, snapshot = composed(PaperKind.SPECIAL, THE_SUNDAY, f"incident:{incident.pk}")
    told = words(document)
    walk(snapshot)
    assert "核心风险是尚未发布首次通报" in told
    assert "基本情况、初步核实情况、已采取的措施和请公众注意的事项" in told
    assert "重大突发事件" in told


def test_the_summary_keeps_whole_sentences_and_its_first() -> None:
    risk, long, short = f"核心风险是{cite('3件', 'open')}未答复。", "长" * 190 + "。", "已答复。"
    assert plain(summary((risk, long, short))) == "核心风险是3件未答复。已答复。"
    assert len(plain(summary((risk, "句" * 30 + "。", *["又" * 40 + "。"] * 9)))) <= LONGEST
    with pytest.raises(ValueError, match="core risk"):
        summary(("险" * 201, short))


def test_a_quotation_is_a_whole_sentence_or_none() -> None:
    assert sentence_of("尊敬的领导：您好。园区连续三天停电了[可怜]！望解决。") == "园区连续三天停电了"
    assert sentence_of("长" * 80) == ""


def test_many_voices_are_the_sum_of_several_references() -> None:
    assert members([3, 1, 2]) == "received:members=1+2+3"
    many = members(range(1_000_000, 1_000_045))
    assert many.startswith("sum(received:members=")
    assert max(map(len, many.removeprefix("sum(").split(","))) < 200


@pytest.mark.parametrize("subject", ["", "topic:999", "topic:x", "case:1", "incident:9", "voice:1"])
def test_an_event_that_is_not_there_is_refused(office: Office, subject: str) -> None:
    with translation.override("en"), pytest.raises(InputError, match="no such event"):
        composed(PaperKind.SPECIAL, MARCH, subject)


def test_a_notice_tells_the_term_and_by_how_much_it_is_late(office: Office) -> None:
    case = assigned(office)
    Case.objects.filter(pk=case.pk).update(title="厂房施工许可")
    case.clocks.update(started_at=SUNDAY - timedelta(days=9), due_at=SUNDAY - timedelta(days=3))
    order = issued(office, case=case)
    document, snapshot = composed(PaperKind.SUPERVISION, THE_SUNDAY, f"chase:{order.pk}")
    assert walk(snapshot) == 1
    told = words(document)
    assert "已超期" in told
    assert plain(told).endswith("到期前书面说明原因。")
    assert "3天" in plain(told)
    assert order.demanded in told
    assert (document.addressee, document.number) == (office.project.name, "督办〔2026〕1号")
    assert [table.rows[0][1] for table in document.attachments[0].blocks] == ["督办〔2026〕1号"]
    assert check(docx(document)) == []
    by_its_case, _snapshot = composed(PaperKind.SUPERVISION, THE_SUNDAY, f"case:{case.number}")
    assert words(by_its_case) == told


def test_a_notice_on_a_subject_of_its_own_speaks_of_no_term(office: Office) -> None:
    order = issued(office)
    document, _snapshot = composed(PaperKind.SUPERVISION, THE_SUNDAY, f"chase:{order.pk}")
    assert "时限" not in words(document)
    with translation.override("en"), pytest.raises(InputError, match="no such chase order"):
        composed(PaperKind.SUPERVISION, THE_SUNDAY, "case:2026-00099")
