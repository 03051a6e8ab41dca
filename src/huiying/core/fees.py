"""信息处理费 · What the processing of very many requests costs, by item or by page: tiers that rise with the number,
each tier for its own part of it (政府信息公开信息处理费管理办法, 国办函〔2020〕109号, arts. 3 to 5).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from huiying.core.acts import Act, cited
from huiying.core.errors import InputError
from huiying.core.reading import Table
from huiying.core.words import Words

MOST = 100_000


@dataclass(frozen=True, slots=True)
class Tier:
    """Up to the number `upto` each costs `yuan`."""

    upto: int
    yuan: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fees:
    """Items beyond the last tier: every `every` of them raise the price by `more`. Pages beyond theirs: `beyond`."""

    items: tuple[Tier, ...]
    every: int
    more: int
    pages: tuple[Tier, ...]
    beyond: int
    cited: Words
    confidence: str = "M"

    def by_item(self, before: int, items: int) -> int:
        """Yuan for `items` requests of one applicant who has made `before` of them in the same calendar month."""
        _check(before, least=0)
        _check(items, least=1)
        return sum(self._price(number) for number in range(before + 1, before + items + 1))

    def _price(self, number: int) -> int:
        for tier in self.items:
            if number <= tier.upto:
                return tier.yuan
        last = self.items[-1]
        return last.yuan + -(-(number - last.upto) // self.every) * self.more

    def by_page(self, pages: int) -> int:
        """Yuan for the pages that are given in answer to one request."""
        _check(pages, least=1)
        told, counted = 0, 0
        for tier in self.pages:
            told += max(0, min(pages, tier.upto) - counted) * tier.yuan
            counted = tier.upto
        return told + max(0, pages - counted) * self.beyond


def _check(number: int, *, least: int) -> None:
    if not least <= number <= MOST:
        raise InputError(f"数量应在 {least} 到 {MOST} 之间，现为 {number}", where="收费")


def read_fees(row: Table, acts: Mapping[str, Act]) -> Fees:
    told = Fees(
        items=_tiers(row, "items"),
        every=row.number("every", most=MOST),
        more=row.number("more", least=0, most=MOST),
        pages=_tiers(row, "pages"),
        beyond=row.number("beyond", least=0, most=MOST),
        cited=cited(row, acts),
        confidence=row.choice("confidence", ("A", "B", "B2", "M"), "M"),
    )
    row.done()
    return told


def _tiers(row: Table, key: str) -> tuple[Tier, ...]:
    found = []
    for each in row.tables(key):
        found.append(Tier(each.number("upto", most=MOST), each.number("yuan", least=0, most=MOST)))
        each.done()
    if not found or not _rises(found):
        raise row.refuse(
            key, "分档为空，或没有由少到多排列", "写成 [{ upto = 10, yuan = 0 }, { upto = 30, yuan = 100 }]"
        )
    return tuple(found)


def _rises(tiers: Sequence[Tier]) -> bool:
    return all(a.upto < b.upto for a, b in pairwise(tiers))
