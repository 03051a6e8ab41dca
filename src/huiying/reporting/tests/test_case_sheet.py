"""舆情办理单: one case on A4, with its captures and what was done, in plain words and without personal data."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from huiying.core.errors import InputError
from huiying.handling.actions import clues
from huiying.handling.models import Case
from huiying.intake.channel import Attached
from huiying.reporting.actions import take_snapshot, write_paper
from huiying.reporting.models import PaperKind, Snapshot
from tests.office import SUNDAY, Office

from .keeping import MAIL, PHONE, over
from .test_ledger import capture

LABELS = (
    "标题、时间、地点、承办单位、承办人、首回时间、办结时间、办结回复、原贴摘要、原文截图、始发链接、转发情况、转发数量、转发平台、"
    "评论数量及趋势、处置情况"
)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def sheet_of(case: Case) -> Any:
    at = SUNDAY + timedelta(days=20)
    snapshot = take_snapshot(*YEAR, kind=PaperKind.CASE_SHEET, subject=case.ref, by=None, at=at)
    return load_workbook(io.BytesIO(write_paper(snapshot, by=None, at=at).content("xlsx"))).active


def told(sheet: Any) -> dict[str, Any]:
    """The value to the right of each label."""
    found = {}
    for row in sheet.iter_rows(min_row=3, values_only=True):
        found |= {row[place]: row[place + 1] for place in (0, 3) if row[place]}
    return found


def test_it_has_every_field_and_the_log(office: Office) -> None:
    case = over(office)
    sheet = sheet_of(case)
    fields = told(sheet)
    assert set(LABELS.split("、")) <= set(fields)
    assert (fields["承办单位"], fields["承办人"]) == ("项目服务科", "陆承办")
    assert (fields["时间"], fields["首回时间"]) == ("2026-03-15 10:00", "2026-03-16 00:00")
    assert "已全部办结" in fields["办结回复"]
    log = [row[1:3] for row in sheet.iter_rows(min_row=3, values_only=True) if row[1] and row[2]]
    assert any("交" in words or "分" in words for _, words in log)
    assert [at for at, _ in log] == sorted(at for at, _ in log)
    everything = "".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert PHONE not in everything
    assert MAIL not in everything
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("portrait", 9)


def test_captures_of_its_clue_are_drawn_and_a_letters_own_pictures_never(office: Office) -> None:
    case = over(office, attached=(Attached(name="身份证.png", content=capture()),))
    assert not sheet_of(case)._images
    clue = clues.make_clue(title="网传补贴取消", case=case, by=office.officer, at=SUNDAY)
    files = [Attached(name="截图.png", content=capture())]
    clues.add_captures(clue, files, captured_at=SUNDAY, by=office.officer, at=SUNDAY)
    assert len(sheet_of(case)._images) == 1


@pytest.mark.parametrize("subject", ["", "case:2026-99999", "topic:1"])
def test_a_case_that_is_not_there_is_refused(office: Office, subject: str) -> None:
    with pytest.raises(InputError):
        take_snapshot(*YEAR, kind=PaperKind.CASE_SHEET, subject=subject, by=None, at=SUNDAY)
    assert not Snapshot.objects.exists()
