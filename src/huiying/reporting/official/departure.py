"""A departure from the standard: which rule, where, what was found and what is wanted."""

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    PAGE_SIZE = "用纸幅面"
    MARGINS = "页边与版心"
    GRID = "行数与字数"
    TITLE = "标题"
    BODY_FONT = "正文字体"
    BODY_SIZE = "正文字号"
    BODY_PITCH = "正文行距"
    INDENT = "段首缩进"
    PAGE_NUMBER = "页码"


@dataclass(frozen=True, slots=True)
class Departure:
    rule: Rule
    found: str
    wanted: str
    where: str = ""

    def __str__(self) -> str:
        place = f"（{self.where}）" if self.where else ""
        return f"{self.rule}{place}：现为{self.found}，应为{self.wanted}"
