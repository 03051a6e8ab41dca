"""舆情台账: every voice in the official columns, masked; a summary whose every number is that of the catalogue."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from PIL import Image

from huiying.assessment.models import Topic
from huiying.core.errors import InputError
from huiying.handling import actions as handling
from huiying.handling.tests.desk import proposed
from huiying.intake.actions import receive, set_up_channel
from huiying.intake.channel import Attached, Heard, PastAnswer
from huiying.intake.models import Voice
from huiying.reporting.actions import take_snapshot, write_paper
from huiying.reporting.figures import Numbers, Period, named
from huiying.reporting.figures.reference import references
from huiying.reporting.frozen import unpack
from huiying.reporting.models import PaperKind, Snapshot
from huiying.reporting.papers.citing import Cited, pieces
from huiying.reporting.papers.ledger.composing import COLUMNS
from huiying.reporting.papers.sorts import SORTS
from huiying.sheets import Row
from tests.office import SUNDAY, Office

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
OFFICIAL = (
    "序号、巡查单位、发布时间、发布平台、标题、链接、责任单位、涉及领域、首接人、交办时间、首回时间、办结时间、关注量、跟帖数、原贴摘要、"
    "办结回复摘要、线上情况、线下情况、原文截图、备注"
)
PHONE = "13812345678"
HOUR = timedelta(hours=1)


def capture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (600, 300), "white").save(drawn, "PNG")
    return drawn.getvalue()


@pytest.fixture
def said(office: Office) -> Office:
    """A post with its figures and a capture, a letter that was answered, one that hits a criterion, one from May."""
    posts = set_up_channel("weibo", name="微博监测", connector="files", form="social", rank=2, at=SUNDAY)
    post = Heard(
        external_id="w1",
        title="=厂房停电",
        text=f"厂房停电三天没人管，电话{PHONE}",
        said_at=SUNDAY,
        addressed=False,
        likes=12,
        spread={"reads": 5200, "comments": 31, "reposts": 8},
        raw={"link": "https://example.cn/w1"},
        attached=(Attached(name="截图.png", content=capture()),),
    )
    receive([post], channel=posts, by=None, at=SUNDAY)
    answer = PastAnswer(text=f"已办理，咨询{PHONE}。", at=SUNDAY + timedelta(days=3), by="项目服务科")
    office.letter("路灯坏了", ident="past", answer=answer, likes=3)
    letter = office.letter("补贴一直没有到账", ident="open", title="补贴")
    proposal = proposed(letter, office)
    proposal.level, proposal.theme, proposal.criteria = "较大", "惠企政策", []
    proposal.topic = Topic.objects.create(description=f"补贴 {PHONE}", first_at=SUNDAY, last_at=SUNDAY)
    proposal.save()
    office.letter("五月的信", ident="may", at=SUNDAY + timedelta(days=60))
    handling.take_past_answers(at=SUNDAY)
    case = handling.open_case(letter, by=None, at=SUNDAY)
    handling.assign(case, lead=office.project, by=office.officer, at=SUNDAY + HOUR)
    handling.accept(case, handler=office.handler, by=office.head, at=SUNDAY + 2 * HOUR)
    return office


def taken(subject: str = "", start: date = MARCH[0], end: date = MARCH[1]) -> Snapshot:
    return take_snapshot(start, end, kind=PaperKind.LEDGER, subject=subject, by=None, at=SUNDAY + timedelta(days=20))


def written(snapshot: Snapshot) -> Any:
    paper = write_paper(snapshot, by=None, at=SUNDAY + timedelta(days=20))
    return load_workbook(io.BytesIO(paper.content("xlsx")))


def lines(sheet: Any) -> list[dict[str, Any]]:
    heads = [cell.value for cell in sheet[3]]
    return [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=4, values_only=True)]


def test_it_has_the_official_columns_in_their_order() -> None:
    assert "、".join(column.title for column in COLUMNS) == OFFICIAL


def test_public_opinion_is_what_was_said_in_public_or_weighs(said: Office) -> None:
    book = written(taken())
    first, second = lines(book["台账"])
    assert (first["标题"], first["发布平台"], first["巡查单位"]) == ("'=厂房停电", "微博监测", "测试市招商局")
    assert (first["关注量"], first["跟帖数"], first["线上情况"]) == (5200, 31, "转发8次，点赞12次")
    assert (first["责任单位"], first["首接人"], first["首回时间"], first["线下情况"]) == (None, None, None, None)
    assert (second["责任单位"], second["首接人"], second["涉及领域"]) == ("项目服务科", "陆承办", "惠企政策")
    assert f"{second['交办时间']:%Y-%m-%d %H:%M}" == "2026-03-15 11:00"
    assert (second["关注量"], second["办结时间"]) == (None, None)
    assert second["备注"].split("；")[1] == "较大"
    assert book["台账"]["F4"].hyperlink.target == "https://example.cn/w1"
    assert len(book["台账"]._images) == 1
    told = "".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert PHONE not in told


def test_all_letters_can_be_listed_or_those_of_one_channel(said: Office) -> None:
    rows = lines(written(taken("received"))["台账"])
    assert [row["标题"] for row in rows] == ["'=厂房停电", "路灯坏了", "补贴"]
    assert f"{rows[1]['首回时间']:%Y-%m-%d %H:%M}" == "2026-03-18 10:00"
    assert "已办理" in rows[1]["办结回复摘要"]
    assert len(lines(written(taken(f"received:channel={said.files.pk}"))["台账"])) == 2


@pytest.mark.parametrize("subject", ["", "received"])
def test_every_number_of_the_summary_is_that_of_the_catalogue(said: Office, subject: str) -> None:
    snapshot = taken(subject, date(2026, 3, 1), date(2026, 5, 31))
    period = Period(date(2026, 3, 1), date(2026, 5, 31))
    book = SORTS[PaperKind.LEDGER].compose(snapshot.facts)
    seen = 0
    for row in book.sheets[1].rows:
        assert isinstance(row, Row)
        for cell in row.cells:
            for piece in pieces(cell.value) if cell and isinstance(cell.value, str) else ():
                if not isinstance(piece, Cited):
                    continue
                seen += 1
                value = Numbers(period).take(piece.reference)
                assert piece.text == ("—" if value is None else str(value)), piece.reference
                for reference in references(piece.reference):
                    kept = snapshot.rows.get(reference=str(reference))
                    rows = named(str(reference)).rows(period)
                    assert kept.count == rows.count()
                    assert sorted(unpack(bytes(kept.members))) == sorted(rows.values_list("pk", flat=True))
    assert seen >= 30
    assert snapshot.facts["total"]["numbers"][0][1] == snapshot.facts["count"]


def test_the_groups_add_up_to_the_whole(said: Office) -> None:
    facts = taken("received", date(2026, 3, 1), date(2026, 5, 31)).facts
    assert [group["title"] for group in facts["groups"]] == [
        "按发布月份",
        "按发布平台",
        "按责任单位（牵头）",
        "按涉及领域",
    ]
    for group in facts["groups"]:
        assert sum(line["numbers"][0][1] for line in group["lines"]) == facts["count"] == 4


def test_a_row_tells_only_what_had_happened_by_its_last_day(said: Office) -> None:
    rows = lines(written(taken("received", date(2026, 3, 15), date(2026, 3, 16)))["台账"])
    assert (rows[1]["标题"], rows[1]["首回时间"], rows[1]["办结时间"]) == ("路灯坏了", None, None)


def test_a_period_of_nothing_says_so(office: Office) -> None:
    book = written(taken("", date(2020, 1, 1), date(2020, 1, 31)))
    assert book["台账"]["A4"].value == "本期没有符合收录范围的舆情。"
    assert book["汇总"]["B3"].value == 0


@pytest.mark.parametrize("subject", ["open", "opinions@before", "topic:1", "received:colour=red", "x"])
def test_what_cannot_be_listed_is_refused_and_leaves_nothing(office: Office, subject: str) -> None:
    with pytest.raises(InputError):
        taken(subject)
    assert not Snapshot.objects.exists()


def test_it_is_written_again_as_it_was(said: Office) -> None:
    snapshot = taken("received")
    first = write_paper(snapshot, by=None, at=SUNDAY).content("xlsx")
    Voice.objects.update(title="改了", text="改了")
    again = write_paper(Snapshot.objects.get(pk=snapshot.pk), by=None, at=SUNDAY + HOUR)
    assert again.content("xlsx") == first
