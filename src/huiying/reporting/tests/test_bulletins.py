"""简报、周报、月报 · What the bulletins say of a small month, and that each of their numbers is counted."""

from datetime import date, timedelta
from typing import Any

import pytest

from huiying.assessment.models import Proposal, Topic
from huiying.feedback.actions import rate
from huiying.handling import actions as handling
from huiying.handling.actions.supervising import instruct
from huiying.handling.models import Case, Reply
from huiying.handling.tests.test_chasing import issued
from huiying.intake.channel import PastAnswer
from huiying.intake.models import Channel
from huiying.publication.models import Demand
from huiying.reporting.actions import take_snapshot, write_paper
from huiying.reporting.figures import Period
from huiying.reporting.models import PaperKind, SnapshotRows
from huiying.reporting.official import OfficialDocument, check
from huiying.reporting.papers.citing import plain
from huiying.reporting.papers.sorts import SORTS
from tests.office import SUNDAY, Office

from .walking import cited, walk

DAY = timedelta(days=1)
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
THE_SUNDAY = Period(date(2026, 3, 15), date(2026, 3, 15))
LATER = SUNDAY + 20 * DAY


@pytest.fixture
def march(office: Office) -> Office:
    """Five letters of Sunday 15 March on street lamps, one late, one open; one of February."""
    topic = Topic.objects.create(
        unit=office.unit, description="松溪路路灯不亮", heat=9, first_at=SUNDAY, last_at=SUNDAY, voices_count=4
    )
    for ident, days in (("in time", 3), ("late", 12), ("in time too", 2)):
        answer = PastAnswer(text="已办理。", at=SUNDAY + timedelta(days=days), by="项目服务科")
        office.letter(f"松溪路路灯坏了 {ident}", ident=ident, answer=answer)
    office.letter("松溪路路灯什么时候修好？请联系13812345678", ident="open", at=SUNDAY + DAY)
    office.letter("月末才写的信", ident="fresh", at=SUNDAY + 16 * DAY)
    office.letter("上月的信", ident="before", at=SUNDAY - 30 * DAY)
    Channel.objects.update(unit=office.unit)
    handling.take_past_answers(at=SUNDAY)
    handling.take_waiting(at=SUNDAY)
    for voice in office.files.voices.exclude(external_id__in=("fresh", "before")):
        Proposal.objects.create(voice=voice, kind="投诉", theme="园区配套", topic=topic, proposed_at=SUNDAY)
    return office


def composed(kind: PaperKind, period: Period, subject: str = "") -> tuple[OfficialDocument, Any]:
    snapshot = take_snapshot(period.start, period.end, kind=kind, subject=subject, by=None, at=LATER)
    return SORTS[kind].compose(snapshot.facts), snapshot


def words(document: OfficialDocument) -> str:
    return "\n".join(getattr(block, "text", "") for block in document.blocks)


def test_a_month_tells_how_it_went_and_each_number_is_counted(march: Office) -> None:
    first, second = Reply.objects.order_by("pk")[:2]
    rate(first, stars=5, solved=True, comment="", at=SUNDAY + 4 * DAY)
    rate(second, stars=2, solved=False, comment="", at=SUNDAY + 13 * DAY)
    Demand.objects.create(unit=march.unit, matter="路灯报修电话", served=7, measured_at=SUNDAY)
    document, snapshot = composed(PaperKind.MONTHLY, MARCH)
    assert walk(snapshot) > 80
    kept = {rows.reference: rows.count for rows in SnapshotRows.objects.filter(snapshot=snapshot)}
    assert kept["received"] == 5
    said = "".join(piece.text for piece in cited(document)[:1])
    assert said == "5件"
    assert "热度最高的是“松溪路路灯不亮”" in words(document)
    assert "路灯报修电话" in words(document)
    assert sum(type(block).__name__ == "Picture" for block in document.blocks) == 5
    paper = write_paper(snapshot, by=None, at=LATER)
    assert check(paper.content("docx")) == []


def test_a_week_tells_its_days(march: Office) -> None:
    week = Period(date(2026, 3, 9), date(2026, 3, 15))
    document, snapshot = composed(PaperKind.WEEKLY, week)
    assert walk(snapshot) > 40
    assert document.title == "2026年3月9日至15日政务舆情和来件办理情况"
    assert "来件3件，上周没有" in plain(words(document))


def test_shares_of_few_letters_are_not_compared(march: Office) -> None:
    document, _snapshot = composed(PaperKind.MONTHLY, MARCH)
    assert "个百分点" not in words(document)
    assert not any("share(difference" in piece.reference for piece in cited(document))


def test_a_month_without_anything_says_so_and_writes_no_rates(office: Office) -> None:
    document, _snapshot = composed(PaperKind.MONTHLY, MARCH)
    told = words(document)
    assert "本月没有收到来件，也没有答复。" in told
    assert "率" not in told
    assert "满意" not in told
    assert len(cited(document)) == 0


def test_issues_are_numbered_through_the_year_and_a_corrected_one_keeps_its_number(office: Office) -> None:
    issues = [
        take_snapshot(day, day, kind=kind, by=None, at=LATER).facts["issue"]
        for kind, day in (
            (PaperKind.DAILY, date(2026, 3, 15)),
            (PaperKind.DAILY, date(2026, 3, 16)),
            (PaperKind.DAILY, date(2026, 3, 15)),
            (PaperKind.WEEKLY, date(2026, 3, 16)),
            (PaperKind.DAILY, date(2027, 1, 1)),
        )
    ]
    assert issues == [1, 2, 1, 1, 1]


def test_a_month_tells_the_course_of_its_letters(march: Office) -> None:
    for month, many in enumerate((2, 4, 6, 8), start=-4):  # four months, each with more; the fifth is March with 5
        for number in range(many):
            march.letter(f"旧信{month}{number}", ident=f"old{month}{number}", at=SUNDAY + 30 * month * DAY)
    march.letter("更早的信", ident="oldest", at=SUNDAY - 160 * DAY)
    document, snapshot = composed(PaperKind.MONTHLY, MARCH)
    walk(snapshot)
    told = plain(words(document))
    assert "逐月增加" in told
    assert "转为减少" in told


def test_a_day_tells_what_came_what_is_late_and_what_is_demanded(march: Office) -> None:
    case = Case.objects.get(voice__external_id="open")
    case.clocks.update(due_at=SUNDAY - DAY / 2, started_at=SUNDAY - DAY)
    told = {"sections": [march.project], "due_at": SUNDAY + 3 * DAY, "by": march.leader, "at": SUNDAY}
    instruct(text="请当日到现场查看。", case=case, **told)
    issued(march)
    document, snapshot = composed(PaperKind.DAILY, THE_SUNDAY)
    assert walk(snapshot) > 10
    text = words(document)
    assert "当日收到来件" in text
    assert "未办结的领导批示" in text
    assert "未办结的督办单" in text
    tables = [block for block in document.blocks if type(block).__name__ == "Table"]
    assert ("超期", case.number) in [row[:2] for row in tables[1].rows]
    assert any("请当日到现场查看" in row[1] for row in tables[2].rows)
    assert "13812345678" not in str(document)


def test_a_day_without_anything_says_so_in_one_line(office: Office) -> None:
    document, _snapshot = composed(PaperKind.DAILY, THE_SUNDAY)
    assert len(document.blocks) == 1
    assert words(document).startswith("当日没有来件")
