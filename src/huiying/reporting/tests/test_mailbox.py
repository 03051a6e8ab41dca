"""信箱办理情况统计: every number in both forms is that of its reference; the public's version names no section."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from huiying.core.errors import InputError
from huiying.feedback.actions import rate
from huiying.handling import actions as handling
from huiying.handling.models import Case, Reply
from huiying.handling.tests.desk import proposed
from huiying.intake.actions import receive
from huiying.intake.channel import Heard, PastAnswer
from huiying.reporting.actions import take_snapshot, write_paper
from huiying.reporting.figures import Numbers, Period, named
from huiying.reporting.figures.reference import references
from huiying.reporting.models import PaperKind, Snapshot
from huiying.reporting.official import Paragraph, Table
from huiying.reporting.papers.citing import Cited, pieces, plain
from huiying.reporting.papers.sorts import SORTS
from huiying.reporting.papers.wording import number
from huiying.sheets import Row
from tests.office import SUNDAY, Office

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
AT = SUNDAY + timedelta(days=20)
PHONE = "13812345678"


@pytest.fixture
def march(office: Office) -> Office:
    """Eleven letters: one to the mayor, ten by file, one answered in time and one late; and one of February."""
    receive([Heard(external_id="m", text="信", said_at=SUNDAY)], channel=office.mailbox, by=None, at=SUNDAY)
    for ident, days in (("in time", 3), ("late", 12)):
        answer = PastAnswer(text="已办理。", at=SUNDAY + timedelta(days=days), by="项目服务科")
        office.letter(f"路灯坏了 {ident}", ident=ident, answer=answer, title=f"路灯 {PHONE}")
    for place in range(8):
        letter = office.letter(f"没有人答复我{place}", ident=f"open{place}", said_by=f"企业{place}")
    proposal = proposed(letter, office)
    proposal.kind, proposal.theme = "咨询", "惠企政策"
    proposal.save()
    office.letter("二月的信", ident="february", at=SUNDAY - timedelta(days=42))
    handling.take_past_answers(at=SUNDAY)
    handling.take_waiting(at=SUNDAY)
    handling.assign(Case.objects.get(voice=letter), lead=office.project, by=office.officer, at=SUNDAY)
    rate(Reply.objects.order_by("pk")[0], stars=5, solved=True, comment="好", at=SUNDAY + timedelta(days=4))
    return office


def taken(subject: str = "", start: date = MARCH[0], end: date = MARCH[1]) -> Snapshot:
    return take_snapshot(start, end, kind=PaperKind.MAILBOX, subject=subject, by=None, at=AT)


def composed(snapshot: Snapshot) -> Any:
    return SORTS[PaperKind.MAILBOX].compose(snapshot.facts)


def texts(statistics: Any) -> Iterator[str]:
    """Every text of both forms."""
    for block in statistics.document.blocks:
        if isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row)
        else:
            yield block.text
    for sheet in statistics.book.sheets:
        for row in sheet.rows:
            assert isinstance(row, Row)
            yield from (cell.value for cell in row.cells if cell and isinstance(cell.value, str))


@pytest.mark.parametrize("subject", ["", "public"])
def test_every_number_is_cited_and_is_what_its_reference_counts(march: Office, subject: str) -> None:
    snapshot = taken(subject)
    numbers, seen = Numbers(Period(*MARCH)), 0
    for text in texts(composed(snapshot)):
        for piece in pieces(text):
            if not isinstance(piece, Cited):
                continue
            seen += 1
            value = numbers.take(piece.reference)
            told = "—" if value is None else number(abs(value))
            assert piece.text.removesuffix("件").removesuffix("%") in (told, f"{value:.1f}" if value else told)
            for reference in references(piece.reference):
                kept = snapshot.rows.get(reference=str(reference))
                assert kept.count == named(str(reference)).rows(Period(*MARCH)).count()
    assert seen > 60


def test_what_is_not_cited_is_no_number(march: Office) -> None:
    """In the paragraph and in every table but the list of late letters, which has numbers of cases and days."""
    statistics = composed(taken("public"))
    for block in statistics.document.blocks:
        said = [block.text] if isinstance(block, Paragraph) else []
        said += [cell for row in block.rows for cell in row] if isinstance(block, Table) else []
        for text in said:
            left = "".join(piece for piece in pieces(text) if isinstance(piece, str)).replace("2026年3月", "")
            assert not any(sign.isdigit() for sign in left), left


def test_the_paragraph_says_it_plainly(march: Office) -> None:
    opening = plain(composed(taken()).document.blocks[0].text)
    assert opening.startswith("2026年3月，我局通过市长信箱和文件导入共收到来件11件，比上期增加10件。")
    assert "按时答复1件，超期答复1件，超期未答复9件，按时答复率为9.1%。" in opening
    assert opening.endswith("来件人评价1件，其中满意1件，满意率为100%。")


def test_both_forms_say_the_same(march: Office) -> None:
    paper = write_paper(taken(), by=None, at=AT)
    document = Document(io.BytesIO(paper.content("docx")))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    sheet = load_workbook(io.BytesIO(paper.content("xlsx"))).active
    written = [[f"{v:g}" if isinstance(v, float) else str(v) for v in r if v is not None] for r in sheet.values]
    assert all(row in written for row in rows)
    assert PHONE not in "".join(cell for row in rows + written for cell in row)
    assert ["文件导入", "10", "2", "1", "1", "8", "8", "10", "—"] in written


def test_the_publics_version_names_no_section_and_no_late_letter(march: Office) -> None:
    told = "".join(map(plain, texts(composed(taken("public")))))
    assert "项目服务科" not in told
    assert "超期件清单" not in told
    inside = "".join(map(plain, texts(composed(taken()))))
    assert "项目服务科" in inside
    assert "超期件清单" in inside


def test_shares_of_few_letters_are_not_compared(march: Office) -> None:
    compared = {line["key"]: line["numbers"] for line in taken().facts["compared"]}
    assert compared["received"][1][1] == 1
    assert compared["reply_rate"][1:] == [None, None]


def test_a_month_without_letters_says_so_and_reckons_no_rate(office: Office) -> None:
    statistics = composed(taken("", date(2020, 1, 1), date(2020, 1, 31)))
    assert [block.text for block in statistics.document.blocks] == ["2020年1月，本期没有收到来件。"]
    assert "率" not in "".join(map(plain, texts(statistics)))


def test_another_version_is_refused(office: Office) -> None:
    with pytest.raises(InputError):
        taken("secret")
