"""The tables of the report, line by line, each cell by the reference of its number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from huiying.handling.rulebook import regulation
from huiying.reporting.annual_entries import Item
from huiying.reporting.figures.disclosure import UNSAID

ENTRY: Final = "annual_entry"
COLUMNS: Final = {
    "natural": "自然人",
    "company": "商业企业",
    "research": "科研机构",
    "welfare": "社会公益组织",
    "legal": "法律服务机构",
    "other": "其他",
}
UNSAID_TITLE: Final = "类别未登记"
NEW, CARRIED, DONE, LEFT = (f"disclosure_{name}" for name in ("new", "carried", "done", "left"))
HEADS: Final = {
    "1": "（一）予以公开",
    "2": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "3": "（三）不予公开",
    "4": "（四）无法提供",
    "5": "（五）不予处理",
    "6": "（六）其他处理",
}
ISSUED: Final = (
    ("规章", (Item.RULES_ISSUED, Item.RULES_REPEALED, Item.RULES_IN_FORCE)),
    ("行政规范性文件", (Item.NORMATIVE_ISSUED, Item.NORMATIVE_REPEALED, Item.NORMATIVE_IN_FORCE)),
)
DECIDED: Final = (("行政许可", Item.LICENCES), ("行政处罚", Item.PENALTIES), ("行政强制", Item.COERCIONS))
RESULTS: Final = ("维持", "纠正", "其他", "尚未审结")
SUITS: Final = (
    ("行政复议", (Item.REVIEW_UPHELD, Item.REVIEW_CORRECTED, Item.REVIEW_OTHER, Item.REVIEW_PENDING)),
    (
        "未经复议直接起诉",
        (Item.DIRECT_UPHELD, Item.DIRECT_CORRECTED, Item.DIRECT_OTHER, Item.DIRECT_PENDING),
    ),
    ("复议后起诉", (Item.AFTER_UPHELD, Item.AFTER_CORRECTED, Item.AFTER_OTHER, Item.AFTER_PENDING)),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of section 3: of which item it is, its words there, and the reference of its total."""

    item: str
    words: str
    reference: str

    def at(self, applicant: str) -> str:
        """The reference of one of its cells."""
        return f"{self.reference}:applicant={applicant}"

    @property
    def told(self) -> str:
        return f"{self.item}{self.words}"


def results() -> tuple[Line, ...]:
    """The lines of 三 but for its total, with the grounds of the regulation."""
    return tuple(_results())


def _results() -> Iterator[Line]:
    grounds = {ground.row: ground.title for ground in regulation().grounds.values() if ground.row}
    for head, title in HEADS.items():
        below = sorted(row for row in grounds if row.startswith(f"{head}."))
        for number, row in enumerate(below, 1):
            yield Line(title, f"{number}. {grounds[row]}", f"{DONE}:answer={row}")
        if not below:
            yield Line(title, "", f"{DONE}:answer={head}")


def table(results: Sequence[Line]) -> tuple[Line, ...]:
    """Every line of section 3, in its order."""
    return (
        Line("一、本年新收政府信息公开申请数量", "", NEW),
        Line("二、上年结转政府信息公开申请数量", "", CARRIED),
        *results,
        Line("（七）总计", "", DONE),
        Line("四、结转下年度继续办理", "", LEFT),
    )


def entered(item: str) -> str:
    """The reference of what was entered for an item."""
    return f"{ENTRY}:item={item}"


def suit_total(items: Sequence[str]) -> str:
    return f"sum({','.join(map(entered, items))})"


__all__ = ["COLUMNS", "UNSAID", "UNSAID_TITLE", "Line", "entered", "results", "suit_total", "table"]


def left_before(year: int) -> str:
    """What the register has left at the end of the year before, even if our letters do not reach back to it."""
    return f"{LEFT}@{year - 1}-01-01..{year - 1}-12-31..{year - 1}-12-31"
