"""核对 · What must agree before a report is signed: sums by column and row, last year's figures, other records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from huiying.reporting.annual_entries import NUMBERED, WORDED, Item
from huiying.reporting.papers.citing import cite

from .lines import (
    CARRIED,
    COLUMNS,
    DECIDED,
    DONE,
    ISSUED,
    LEFT,
    NEW,
    RESULTS,
    SUITS,
    UNSAID,
    UNSAID_TITLE,
    entered,
    left_before,
)
from .reading import Told, written

WORDS: Final = {Item.PROBLEMS: "存在的主要问题", Item.IMPROVEMENTS: "改进情况", Item.OTHER: "其他需要报告的事项"}
MUST_BE_WORDED: Final = (Item.PROBLEMS, Item.IMPROVEMENTS)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two numbers that must agree; `reference` leads to its rows, "" where it stands in an older report."""

    words: str
    value: float | None
    reference: str = ""

    @property
    def number(self) -> str:
        told = "" if self.value is None else written(self.value)
        return cite(told, self.reference) if self.reference and told else told


@dataclass(frozen=True, slots=True)
class Check:
    """`because` says what does not agree where there are no two numbers to show."""

    name: str
    left: Side | None = None
    right: Side | None = None
    because: str = ""

    @property
    def holds(self) -> bool:
        if self.left is None or self.right is None:
            return not self.because
        return self.left.value == self.right.value


def checks(facts: Mapping[str, Any]) -> tuple[Check, ...]:
    """Every check that this report can be put to, whether it holds or not."""
    told = Told(facts)
    return tuple(
        check
        for found in (_columns(told), _sums(told), _rows(told), _last_year(told), _records(told), _entered(told))
        for check in found
    )


def failing(facts: Mapping[str, Any]) -> tuple[Check, ...]:
    return tuple(check for check in checks(facts) if not check.holds)


def _columns(told: Told) -> Iterator[Check]:
    """一 + 二 = 三（七） + 四, of each column and of the totals."""
    for applicant, title in (*((key, _title(key)) for key in told.columns), ("", "总计")):
        new, carried, done, left = (_at(key, applicant) for key in (NEW, CARRIED, DONE, LEFT))
        yield _equal(
            told,
            f"“{title}”列：一＋二＝三（七）＋四",
            ("一＋二", f"sum({new},{carried})"),
            ("三（七）＋四", f"sum({done},{left})"),
        )


def _sums(told: Told) -> Iterator[Check]:
    """The lines of 三 add up to its total, in each column."""
    for applicant in (*told.columns, ""):
        lines = [line.at(applicant) if applicant else line.reference for line in told.results]
        title = _title(applicant) if applicant else "总计"
        yield _equal(
            told,
            f"“{title}”列：三各行之和＝三（七）",
            ("三各行之和", f"sum({','.join(lines)})"),
            ("三（七）总计", _at(DONE, applicant)),
        )


def _rows(told: Told) -> Iterator[Check]:
    """The columns of each line add up to its total."""
    for line in told.lines:
        cells = ",".join(line.at(applicant) for applicant in told.columns)
        yield _equal(told, f"“{line.told}”行：各列之和＝总计", ("各列之和", f"sum({cells})"), ("总计", line.reference))
    if told.columns != tuple(COLUMNS):
        # Each line that has some: what nobody said is in no column of the form.
        unsaid = f"sum({_at(NEW, UNSAID)},{_at(CARRIED, UNSAID)})"
        yield Check("申请人类别", Side("类别未登记的申请（一＋二）", told.value(unsaid), unsaid), Side("应为", 0))


def _last_year(told: Told) -> Iterator[Check]:
    """二 is what the last report carried forward, and what the register says of its end."""
    carried = Side("本年二", told.value(CARRIED), CARRIED)
    before = left_before(told.facts["year"])
    yield Check("上年结转与登记簿上年末未办结数", carried, Side("登记簿上年末未办结", told.value(before), before))
    if report := told.facts["last_report"]:
        yield Check("上年结转与上年度报告“四”", carried, Side("上年度报告所列", report["left"]))


def _records(told: Told) -> Iterator[Check]:
    """Against what other rooms count."""
    yield _equal(
        told,
        "依申请公开办件与登记簿",
        ("本年依申请公开办件", "disclosure_cases"),
        ("登记簿已登记", "disclosure_registered"),
    )
    for name, item, figure in (
        ("规范性文件制发数与门户网站", "issued", "policies_dated"),
        ("规范性文件现行有效数与门户网站", "in_force", "policies_in_force"),
    ):
        both = [entered(f"{sort}_{item}") for sort in ("rules", "normative")]
        if all(told.value(reference) is not None for reference in both):
            yield _equal(told, name, ("填报的规章和规范性文件", f"sum({','.join(both)})"), ("门户网站公开", figure))


def _entered(told: Told) -> Iterator[Check]:
    """What only the office knows is entered."""
    missing = [titled(item) for item in NUMBERED if told.value(entered(item)) is None]
    yield Check("填报数", because=f"尚未填报：{'、'.join(missing)}" if missing else "")
    unsaid = [WORDS[item] for item in WORDED if item in MUST_BE_WORDED and not told.words(item)]
    yield Check("文字部分", because=f"尚未填写：{'、'.join(unsaid)}" if unsaid else "")


def titled(item: str) -> str:
    """An item as the report names it."""
    return TITLES[item]


def _titles() -> Iterator[tuple[str, str]]:
    for title, issued in ISSUED:
        yield from (
            (item, f"{title}{what}件数") for item, what in zip(issued, ("制发", "废止", "现行有效"), strict=True)
        )
    for title, suits in SUITS:
        yield from ((item, f"{title}{what}") for item, what in zip(suits, RESULTS, strict=True))
    yield from ((item, f"{title}决定数") for title, item in DECIDED)
    yield Item.FEES, "行政事业性收费（万元）"
    yield from WORDS.items()


TITLES: Final = {str(item): title for item, title in _titles()}


def _equal(told: Told, name: str, left: tuple[str, str], right: tuple[str, str]) -> Check:
    first, second = (Side(words, told.value(reference), reference) for words, reference in (left, right))
    return Check(name, first, second)


def _at(key: str, applicant: str) -> str:
    return f"{key}:applicant={applicant}" if applicant else key


def _title(applicant: str) -> str:
    return COLUMNS.get(applicant, UNSAID_TITLE)
