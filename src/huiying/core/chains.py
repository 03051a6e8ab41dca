"""审签流程 · The steps by which a reply is signed: the rows `[[chains]]` of a regulation, of which the first that fits
a draft counts; where none fits, `review_chain` does.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from huiying.core.reading import Table

# Who looks at a draft, in the order in which an office usually asks.
SIGNING: Mapping[str, str] = {
    "section_head": "核稿（主办科室负责人）",
    "countersign": "会签（各协办科室负责人）",
    "office": "综合科核稿",
    "secrecy": "保密与隐私审查",
    "leader": "审签（分管领导）",
    "principal": "主要领导审签（领导小组组长）",
}
MOST_SECTIONS = 20
MOST_PROOFREADINGS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """One row: for which kinds (none for all), which levels (none for all), from how many sections on, and whether the
    answer is to be published (None for either); then the steps, and how often the text is proofread before the last.
    """

    steps: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    sections: int = 1
    public: bool | None = None
    proofreadings: int = 0

    def fits(self, *, kind: str, level: str, sections: int, public: bool) -> bool:
        return (
            (not self.kinds or kind in self.kinds)
            and (not self.levels or level in self.levels)
            and sections >= self.sections
            and self.public in (None, public)
        )


def chosen(
    rows: Iterable[Chain], default: tuple[str, ...], *, kind: str, level: str, sections: int, public: bool
) -> Chain:
    """The first of `rows` that fits a draft, else `default`. Where one section answers, nobody countersigns."""
    fitting = (row for row in rows if row.fits(kind=kind, level=level, sections=sections, public=public))
    row = next(fitting, Chain(steps=default))
    if sections > 1:
        return row
    alone = tuple(step for step in row.steps if step != "countersign")
    return Chain(steps=alone, proofreadings=row.proofreadings)


def read_steps(row: Table, key: str) -> tuple[str, ...]:
    """The steps at `key`: at least one that is there also where one section answers alone."""
    steps = row.choices(key, tuple(SIGNING))
    if steps == ("countersign",):
        raise row.refuse(key, "只有会签，一个科室办理时就没有人审签了", "请再写上 section_head、leader 等步骤")
    return steps


def read_chains(top: Table, kinds: Collection[str], levels: Collection[str]) -> tuple[Chain, ...]:
    return tuple(_read(row, kinds, levels) for row in top.tables("chains"))


def _read(row: Table, kinds: Collection[str], levels: Collection[str]) -> Chain:
    chain = Chain(
        steps=read_steps(row, "steps"),
        kinds=row.choices("kinds", kinds) if row.has("kinds") else (),
        levels=row.choices("levels", levels) if row.has("levels") else (),
        sections=row.number("sections", most=MOST_SECTIONS) if row.has("sections") else 1,
        public=row.flag("public") if row.has("public") else None,
        proofreadings=row.number("proofreadings", least=0, most=MOST_PROOFREADINGS) if row.has("proofreadings") else 0,
    )
    row.done()
    return chain
