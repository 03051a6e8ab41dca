"""文书 · The words of the papers that a disclosure request brings forth, in the office's language: what each says by
law and nothing else. How they look on paper is the concern of `reporting.official`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from huiying.core.fees import Fees
from huiying.core.provisions import RefusalGround, Remedy

from ..models import FeeMethod, NoticeSort, Way
from .phrases import ACT, FEES, SAID, WAYS, you_of

WAITS = {
    "pause": "缴费期间不计入答复期限。",
    "restart": "答复期限自完成缴费的次日起重新计算。",
}
OTHERWISE = "otherwise"  # a ground that has no words of its own: whoever answers writes them


@dataclass(frozen=True, slots=True)
class Bill:
    """What is to be paid for one request, how it was counted, and how it is paid."""

    method: str
    count: int
    before: int
    yuan: int
    how: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper before it has its number: its sort and words."""

    sort: NoticeSort
    title: str
    paragraphs: tuple[str, ...]
    addressee: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """The request that a paper speaks of, and the sort of applicant that it speaks to."""

    number: str
    title: str
    received_on: date
    applicant: str = ""

    @property
    def you(self) -> str:
        return you_of(self.applicant)

    def opening(self) -> str:
        asked = f"编号{self.number}，申请内容：{self.title}"
        return f"本机关于{said(self.received_on)}收到{self.you}提出的政府信息公开申请（{asked}）。"


def said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def until(day: date) -> str:
    """A last day, which counts itself."""
    return f"{said(day)}前（含当日）"


def receipt(about: About, way: Way, due: date) -> Paper:
    told = (
        f"{about.you}提出的政府信息公开申请（申请内容：{about.title}）已登记，编号{about.number}。",
        f"该申请{WAYS[way]}。依据{ACT}第三十一条，收到申请之日为{said(about.received_on)}。",
        f"依据{ACT}第三十三条，本机关将于{until(due)}予以答复；需要补正、征求意见或者延长答复期限的，另行告知。",
    )
    return Paper(NoticeSort.RECEIPT, "政府信息公开申请登记回执", told)


def correction(about: About, what: str, last: date) -> Paper:
    told = (
        about.opening(),
        f"经审查，申请内容不明确。依据{ACT}第三十条，现一次性告知{about.you}作出补正。需要补正的事项如下：",
        *_lines(what),
        f"请于{until(last)}补正。答复期限自本机关收到补正的申请之日起计算；无正当理由逾期不补正的，视为放弃申请，本机关"
        "不再处理该申请。",
    )
    return Paper(NoticeSort.CORRECTION, "政府信息公开申请补正告知书", told)


def third_party(about: About, name: str, what: str) -> Paper:
    told = (
        f"本机关收到一件政府信息公开申请（编号{about.number}），申请公开的信息涉及你方，公开可能损害你方的合法权益。"
        f"依据{ACT}第三十二条，现书面征求你方的意见。涉及的内容如下：",
        *_lines(what),
        "请自收到本征求意见书之日起15个工作日内提出书面意见，不同意公开的，请说明理由。逾期未提出意见的，由本机关依照条例的"
        "规定决定是否公开。",
        "你方不同意公开且有合理理由的，本机关不予公开；本机关认为不公开可能对公共利益造成重大影响的，可以决定予以公开，并将"
        "决定公开的内容和理由书面告知你方。",
    )
    return Paper(NoticeSort.THIRD_PARTY, "政府信息公开征求第三方意见书", told, name)


def co_organ(about: About, name: str, what: str) -> Paper:
    told = (
        f"本机关收到一件政府信息公开申请（编号{about.number}），申请公开的信息由本机关牵头、与你单位共同制作。依据{ACT}"
        "第三十四条，现征求你单位的意见。有关内容如下：",
        *_lines(what),
        "请自收到本函之日起15个工作日内提出意见；逾期未提出意见的，视为同意公开。",
    )
    return Paper(NoticeSort.CO_ORGAN, "关于政府信息公开申请征求意见的函", told, name)


def override(about: About, name: str, what: str, why: str, remedies: Sequence[Remedy]) -> Paper:
    told = (
        f"就编号{about.number}的政府信息公开申请，你方提出了不同意公开的意见。经审查，本机关认为不公开可能对公共利益"
        f"造成重大影响，依据{ACT}第三十二条，决定予以公开。决定公开的内容如下：",
        *_lines(what),
        "理由如下：",
        *_lines(why),
        *where_to_turn(remedies, first=False),
    )
    return Paper(NoticeSort.OVERRIDE, "政府信息公开第三方告知书", told, name)


def reasons(about: About, why: str) -> Paper:
    told = (
        about.opening(),
        f"{about.you}申请公开政府信息的数量、频次明显超过合理范围。依据{ACT}第三十五条，请说明理由。具体情况如下：",
        *_lines(why),
        "本机关认为申请理由不合理的，告知不予处理；认为申请理由合理但无法在规定期限内答复的，可以确定延迟答复的合理期限，并告知"
        f"{about.you}。",
    )
    return Paper(NoticeSort.REASONS, "政府信息公开申请说明理由通知书", told)


def delay(about: About, last: date) -> Paper:
    told = (
        about.opening(),
        f"{about.you}说明的申请理由合理，但本机关无法在规定的期限内答复。依据{ACT}第三十五条，本机关将于{until(last)}予以答复。",
    )
    return Paper(NoticeSort.DELAY, "政府信息公开申请延迟答复告知书", told)


def extension(about: About, last: date, why: str) -> Paper:
    told = (
        about.opening(),
        f"本机关无法在规定的期限内答复，原因是：{why.strip().rstrip('。')}。",
        f"依据{ACT}第三十三条，经政府信息公开工作机构负责人同意，答复期限延长至{said(last)}（含当日）。",
    )
    return Paper(NoticeSort.EXTENSION, "政府信息公开申请延期答复告知书", told)


def fee(about: About, bill: Bill, rates: Fees, *, days: int, effect: str) -> Paper:
    """By art. 6 of the measures: the basis, the rates, the sum and how to pay; by art. 7 where to turn."""
    by_item = bill.method == FeeMethod.ITEM
    counted = (
        f"按件计收。本自然月内{about.you}此前已申请{bill.before}件，本次计{bill.count}件"
        if by_item
        else f"按量计收。本次提供{bill.count}页"
    )
    told = (
        about.opening(),
        f"{about.you}申请公开政府信息的数量、频次明显超过合理范围。依据{ACT}第四十二条和{FEES}，对该申请收取信息处理费，"
        f"{counted}，应缴纳{bill.yuan}元。",
        f"收费标准为：{_items(rates) if by_item else _pages(rates)}，按照超额累进方式计算。",
        f"缴纳方式：{bill.how.strip().rstrip('。')}。",
        f"请自收到本通知次日起{days}个工作日内缴纳；逾期未缴纳的，视为放弃申请，本机关不再处理该申请。{WAITS[effect]}",
        "对收取信息处理费的决定有异议的，不能单独就该决定申请行政复议或者提起行政诉讼；可以在缴费期满后，就本机关不再处理该申请的"
        f"行为，依据{ACT}第五十一条的规定投诉、举报，或者依法申请行政复议、提起行政诉讼。",
    )
    return Paper(NoticeSort.FEE, "政府信息公开信息处理费收费通知书", told)


def _items(rates: Fees) -> str:
    free, *paid = rates.items
    told = [f"同一申请人一个自然月内累计申请{free.upto}件以下（含{free.upto}件）的，不收费"]
    told += [f"{a.upto + 1}—{b.upto}件（含{b.upto}件）的部分，{b.yuan}元/件" for a, b in pairwise([free, *paid])]
    last = rates.items[-1].upto + 1
    return "；".join([*told, f"{last}件以上的部分，以{rates.every}件为一档，每增加一档，收费标准提高{rates.more}元/件"])


def _pages(rates: Fees) -> str:
    free, *paid = rates.pages
    told = [f"{free.upto}页以下（含{free.upto}页）的，不收费"]
    told += [f"{a.upto + 1}—{b.upto}页（含{b.upto}页）的部分，{b.yuan}元/页" for a, b in pairwise([free, *paid])]
    return "；".join([*told, f"{rates.pages[-1].upto + 1}页以上的部分，{rates.beyond}元/页"])


@dataclass(frozen=True, slots=True)
class Taken:
    """A mark in a redacted copy and the ground for which the passage is gone."""

    file: str
    mark: int
    ground: RefusalGround


def answer(
    about: About,
    outcome: str,
    *,
    ground: RefusalGround | None,
    why: str,
    taken: Sequence[Taken],
    remedies: Sequence[Remedy],
) -> tuple[str, ...]:
    """The words of the answer, to be signed: what is decided, why, and where to turn against it."""
    told = [about.opening(), SAID.get(outcome, SAID["other"]).format(you=about.you)]
    told += [told_of(ground)] if ground and ground.id != OTHERWISE else []
    told += _lines(why)
    told += _withheld(taken)
    first = any(each.reconsider_first for each in (*(one.ground for one in taken), ground) if each)
    return (*told, *where_to_turn(remedies, first=first))


def told_of(ground: RefusalGround) -> str:
    return ground.told.zh if ground.told else f"{ground.title}，依据{ground.citation}。"


def _withheld(taken: Iterable[Taken]) -> list[str]:
    """The marks of each copy under their grounds."""
    marks: dict[tuple[str, str], list[int]] = {}
    for each in taken:
        marks.setdefault((each.file, told_of(each.ground)), []).append(each.mark)
    return [
        f"附件“{file}”中标记{''.join(f'〔{mark}〕' for mark in found)}处：{ground}"
        for (file, ground), found in marks.items()
    ]


def where_to_turn(remedies: Sequence[Remedy], *, first: bool) -> tuple[str, ...]:
    """Reconsideration or the court; or, where it must come `first`, reconsideration and then the court."""
    ways = [f"{each.within.zh}依照{each.citation.zh}的规定{each.title.zh}" for each in remedies if each.first == first]
    if not ways:
        return ()
    if not first:
        return (f"如不服本告知，可以{'，或者'.join(ways)}。",)
    after = "".join(f"；对行政复议决定不服的，可以{way}" for way in ways[1:])
    return (f"如不服本告知，应当先{ways[0]}{after}。",)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
