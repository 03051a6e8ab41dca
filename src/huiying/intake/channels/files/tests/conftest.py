"""Letters of our own, in files that each test makes for itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.utils import translation

from huiying.intake.channel import Heard
from huiying.intake.channels.files.limits import LIMITS, Limits
from huiying.intake.channels.files.reader import read
from huiying.intake.channels.files.rows import Rejected

HEADERS = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "反对数", "点赞数"]
PARKING = [3021, "听涛", "青澜区公园停车难", "2024/3/5 9:05:07", "周末找不到车位，\n盼增设。", 0, 12]
PERMIT = [3022, "沈先生", "厂房审批", "2024年3月6日 14时30分", "松溪产业园的施工许可要多久？", 1, 3]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


class Reader:
    """Reads a file with the office's zone and sorts what came out."""

    def __call__(
        self, path: Path, mapping: dict[str, str] | None = None, limits: Limits = LIMITS
    ) -> list[Heard | Rejected]:
        return list(read(path, mapping=mapping or {}, zone=ZoneInfo("Asia/Shanghai"), limits=limits))

    def heard(self, path: Path, mapping: dict[str, str] | None = None) -> list[Heard]:
        rows = self(path, mapping)
        assert not [row for row in rows if isinstance(row, Rejected)]
        return [row for row in rows if isinstance(row, Heard)]

    def rejected(self, path: Path, limits: Limits = LIMITS) -> list[Rejected]:
        return [row for row in self(path, limits=limits) if isinstance(row, Rejected)]


@pytest.fixture
def reading() -> Reader:
    return Reader()


def workbook(path: Path, *rows: list[Any], name: str = "Sheet1") -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path
