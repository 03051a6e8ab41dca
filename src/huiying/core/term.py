"""期限 · How long the law gives for one step, and how far that may be extended."""

from dataclasses import dataclass
from enum import StrEnum

from huiying.core.errors import InputError, RuleError
from huiying.core.words import Words

# Who grants an extension, from the one who handles a case upwards.
STEPS = ("section_head", "information", "leader")


class Unit(StrEnum):
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    HOUR = "hour"


COUNTED = {
    Unit.WORKING_DAY: Words("{n}个工作日", "{n}個工作日", "{n} working day"),
    Unit.CALENDAR_DAY: Words("{n}日", "{n}日", "{n} day"),
    Unit.HOUR: Words("{n}小时", "{n}小時", "{n} hour"),
}


def counted(unit: str, n: int) -> Words:
    """`n` units as people say them: 7个工作日, 7 working days."""
    zh, hant, en = (each.format(n=n) for each in COUNTED[Unit(unit)])
    return Words(zh, hant, en if n == 1 else f"{en}s")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Term:
    """How long one step may take. `amount` and `extend` are in `unit`s; `closes` is minutes after midnight of the
    last day (1440 is 24:00). `confidence` is how well the source was read: A the text itself, B another source, B2
    two or more, M an unverified default. `extend_by` says in words who grants an extension, `approver` which of STEPS.
    """

    id: str
    title: Words
    amount: int
    unit: Unit
    cited: Words
    confidence: str
    closes: int = 24 * 60
    extend: int | None = None
    extend_by: Words | None = None
    approver: str = "leader"

    @property
    def title_zh(self) -> str:
        return self.title.zh

    @property
    def title_en(self) -> str:
        return self.title.en

    @property
    def citation(self) -> str:
        return self.cited.zh

    @property
    def close(self) -> str:
        return f"{self.closes // 60:02d}:{self.closes % 60:02d}"

    @property
    def amount_zh(self) -> str:
        return counted(self.unit, self.amount).zh

    @property
    def amount_en(self) -> str:
        return counted(self.unit, self.amount).en

    def extended(self, extend: int) -> int:
        """The amount with an extension of `extend` units; RuleError beyond what the act allows."""
        if extend < 0:
            raise InputError(f"延期不能为负数，现为 {extend}", where=self.title.zh)
        if extend and self.extend is None:
            raise RuleError("此时限没有可以延期的规定", where=self.title.zh, fix=f"依据：{self.citation}")
        if self.extend is not None and extend > self.extend:
            most, asked = (counted(self.unit, n).zh for n in (self.extend, extend))
            raise RuleError(f"延期最多{most}，现申请{asked}", where=self.title.zh, fix=f"依据：{self.citation}")
        return self.amount + extend
