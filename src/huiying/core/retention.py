"""个人信息保存期限 · How long the personal data of a case is kept after it is over, as `[retention]` of a regulation
writes it (个人信息保护法 art. 19: the shortest time necessary).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from huiying.core.acts import Act, cited
from huiying.core.reading import Table
from huiying.core.words import Words

FILES: Mapping[str, str] = {"remove": "一并删除", "keep": "保留"}
MOST_YEARS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """`years` after the end of a case, None where the office set no term. `automatic`: by the machine, every night;
    else a person does it. `attachments`: what becomes of the files that came with the letters.
    """

    cited: Words
    years: int | None = None
    automatic: bool = False
    attachments: str = "remove"

    @property
    def removes_files(self) -> bool:
        return self.attachments == "remove"


def read_retention(row: Table, acts: Mapping[str, Act]) -> Retention:
    told = Retention(
        cited=cited(row, acts),
        years=row.number("years", most=MOST_YEARS) if row.has("years") else None,
        automatic=row.flag("automatic") if row.has("automatic") else False,
        attachments=row.choice("attachments", FILES, "remove"),
    )
    row.done()
    if told.automatic and told.years is None:
        raise row.refuse("automatic", "写了自动处理，却没有写保存几年", "请写明 years")
    return told


def ended_before(at: datetime, years: int) -> datetime:
    """What was over before this moment has been kept for `years` whole years at `at`, which is in the office's time:
    the day itself still counts (民法典 arts. 201, 202), and 29 February has 28 February as its like.
    """
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        return midnight.replace(year=at.year - years)
    except ValueError:
        return midnight.replace(year=at.year - years, day=28)
