"""文书 · The words of the papers that a disclosure request brings forth, in the office's language: what each says by
law and nothing else. How they look on paper is the concern of `reporting.official`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from huiying.core.provisions import Remedy

from ..models import FeeMethod, NoticeSort, Way

ACT = "《中华人民共和国政府信息公开条例》"
FEES = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"
WAYS = {
    Way.HANDED_IN: "当面提交",
    Way.REGISTERED: "以邮寄方式提交，本机关签收",
    Way.ORDINARY: "以平常信函提交，经双方确认",
    Way.ONLINE: "通过互联网渠道提交，经双方确认",
    Way.FAX: "以传真提交，经双方确认",
}
MARKS = {
    NoticeSort.RECEIPT: "公开收",
    NoticeSort.CORRECTION: "公开补",
    NoticeSort.THIRD_PARTY: "公开征",
    NoticeSort.CO_ORGAN: "公开征",
    NoticeSort.OVERRIDE: "公开告",
    NoticeSort.REASONS: "公开函",
    NoticeSort.DELAY: "公开延",
    NoticeSort.EXTENSION: "公开延",
    NoticeSort.FEE: "公开费",
    NoticeSort.DECISION: "公开答",
}
TITLES = {
    "granted": "政府信息公开告知书",
    "already_public": "政府信息公开告知书（已主动公开）",
    "partial": "政府信息部分公开告知书",
    "denied": "政府信息不予公开告知书",
    "absent": "政府信息不存在告知书",
    "not_ours": "非本机关负责公开告知书",
    "unavailable": "政府信息无法提供告知书",
    "repeated": "政府信息公开重复申请告知书",
    "special_registry": "依专门规定办理查询告知书",
    "not_processed": "政府信息公开申请不予处理告知书",
    "other": "政府信息公开申请处理告知书",
}
SAID = {
    "granted": f"经审查，你（单位）申请的政府信息可以公开。依据{ACT}第三十六条第（二）项，现予公开，内容见附件。",
    "already_public": f"经审查，你（单位）申请的政府信息已经主动公开。依据{ACT}第三十六条第（一）项，"
    "现将获取方式告知如下：",
    "partial": f"经审查，你（单位）申请的政府信息中含有不应当公开的内容，能够作区分处理。依据{ACT}第三十七条，现将"
    "可以公开的内容提供给你（单位），见附件；其余内容不予公开，理由如下：",
    "denied": f"经审查，你（单位）申请的政府信息不予公开。依据{ACT}第三十六条第（三）项，理由如下：",
    "absent": f"经检索，本机关没有你（单位）申请的政府信息。依据{ACT}第三十六条第（四）项，特此告知。检索情况如下：",
    "not_ours": f"经审查，你（单位）申请的政府信息不属于本机关负责公开。依据{ACT}第三十六条第（五）项，说明如下：",
    "unavailable": "经审查，你（单位）申请的政府信息本机关无法提供，理由如下：",
    "repeated": f"本机关已就你（单位）的申请作出答复。依据{ACT}第三十六条第（六）项，对重复申请不予重复"
    "处理。说明如下：",
    "special_registry": f"你（单位）申请的信息，法律、行政法规对其获取有特别规定。依据{ACT}第三十六条第（七）项，"
    "请依照有关规定办理：",
    "not_processed": "经审查，你（单位）的申请不作为政府信息公开申请处理，理由如下：",
    "other": "你（单位）的申请处理情况如下：",
}


WAITS = {
    "pause": "缴费期间不计入答复期限。",
    "restart": "答复期限自缴费完成之日起重新计算。",
}


@dataclass(frozen=True, slots=True)
class Bill:
    """What is to be paid for one request, and how it was counted."""

    method: str
    count: int
    before: int
    yuan: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper before it has its number: its sort and words."""

    sort: NoticeSort
    title: str
    paragraphs: tuple[str, ...]
    addressee: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """The request that a paper speaks of."""

    number: str
    title: str
    received_on: date

    def opening(self) -> str:
        asked = f"编号{self.number}，申请内容：{self.title}"
        return f"你（单位）于{said(self.received_on)}提出的政府信息公开申请（{asked}）收悉。"


def said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def receipt(about: About, way: Way, due: date) -> Paper:
    told = (
        f"你（单位）提出的政府信息公开申请（申请内容：{about.title}）已登记，编号{about.number}。",
        f"该申请{WAYS[way]}，依据{ACT}第三十一条，收到申请之日为{said(about.received_on)}。",
        f"依据{ACT}第三十三条，本机关将于{said(due)}前予以答复；需要补正、征求意见或者延长期限的，另行告知。",
    )
    return Paper(NoticeSort.RECEIPT, "政府信息公开申请登记回执", told)


def correction(about: About, what: str, until: date) -> Paper:
    told = (
        about.opening(),
        f"经审查，申请内容不明确。依据{ACT}第三十条，现一次性告知你（单位）作出补正。需要补正的事项如下：",
        *_lines(what),
        f"请于{said(until)}前补正。答复期限自本机关收到补正的申请之日起计算；无正当理由逾期不补正的，视为放弃申请，本机关"
        "不再处理该申请。",
    )
    return Paper(NoticeSort.CORRECTION, "政府信息公开申请补正告知书", told)


def third_party(about: About, name: str, what: str) -> Paper:
    told = (
        f"本机关收到一件政府信息公开申请（编号{about.number}），申请公开的信息涉及你（单位）。依据{ACT}第三十二条，现征求"
        "你（单位）的意见。涉及的内容如下：",
        *_lines(what),
        "请自收到本征求意见书之日起15个工作日内提出书面意见，不同意公开的请说明理由。逾期未提出意见的，由本机关依照条例的"
        "规定决定是否公开。",
        "本机关认为理由合理的，不予公开；认为不公开可能对公共利益造成重大影响的，可以决定予以公开，并将决定公开的内容和理由"
        "书面告知你（单位）。",
    )
    return Paper(NoticeSort.THIRD_PARTY, "政府信息公开征求第三方意见书", told, name)


def co_organ(about: About, name: str, what: str) -> Paper:
    told = (
        f"本机关收到一件政府信息公开申请（编号{about.number}），申请公开的信息由本机关牵头、你单位共同制作。依据{ACT}"
        "第三十四条，现征求你单位意见。有关内容如下：",
        *_lines(what),
        "请自收到本函之日起15个工作日内提出意见；逾期未提出意见的，视为同意公开。",
    )
    return Paper(NoticeSort.CO_ORGAN, "关于政府信息公开申请征求意见的函", told, name)


def override(about: About, name: str, what: str, why: str) -> Paper:
    told = (
        f"就编号{about.number}的政府信息公开申请，你（单位）提出了不同意公开的意见。经审查，本机关认为不公开可能对公共利益"
        f"造成重大影响，依据{ACT}第三十二条，决定予以公开。决定公开的内容如下：",
        *_lines(what),
        "理由如下：",
        *_lines(why),
    )
    return Paper(NoticeSort.OVERRIDE, "政府信息公开第三方告知书", told, name)


def reasons(about: About, why: str) -> Paper:
    told = (
        about.opening(),
        f"你（单位）申请公开政府信息的数量、频次明显超过合理范围。依据{ACT}第三十五条，请说明理由。具体情况如下：",
        *_lines(why),
        "本机关认为理由不合理的，将告知不予处理；理由合理但无法在规定期限内答复的，将确定延迟答复的合理期限并告知你（单位）。",
    )
    return Paper(NoticeSort.REASONS, "政府信息公开申请说明理由通知书", told)


def delay(about: About, until: date) -> Paper:
    told = (
        about.opening(),
        f"你（单位）说明的申请理由合理，但本机关无法在条例第三十三条规定的期限内答复。依据{ACT}第三十五条，本机关将于"
        f"{said(until)}前予以答复。",
    )
    return Paper(NoticeSort.DELAY, "政府信息公开申请延迟答复告知书", told)


def extension(about: About, until: date, why: str) -> Paper:
    told = (
        about.opening(),
        f"本机关无法在20个工作日内答复，原因是：{why}",
        f"依据{ACT}第三十三条，经政府信息公开工作机构负责人同意，答复期限延长至{said(until)}。",
    )
    return Paper(NoticeSort.EXTENSION, "政府信息公开申请延期答复告知书", told)


def fee(about: About, bill: Bill, until: date, effect: str) -> Paper:
    counted = (
        f"按件计收：本自然月内你（单位）此前已申请{bill.before}件，本次计{bill.count}件"
        if bill.method == FeeMethod.ITEM
        else f"按量计收：本次提供{bill.count}页"
    )
    told = (
        about.opening(),
        f"依据{ACT}第四十二条和{FEES}，对该申请收取信息处理费。{counted}，按超额累进方式计算，应缴纳{bill.yuan}元。",
        f"请于{said(until)}前缴纳；逾期未缴纳的，视为放弃申请，本机关不再处理该申请。{WAITS[effect]}",
    )
    return Paper(NoticeSort.FEE, "政府信息公开信息处理费收费通知", told)


@dataclass(frozen=True, slots=True)
class Taken:
    """A mark in a redacted copy and the ground for which the passage is gone."""

    file: str
    mark: int
    ground: str
    citation: str


def answer(
    about: About, outcome: str, *, ground: str, why: str, taken: Iterable[Taken], remedies: Sequence[Remedy]
) -> tuple[str, ...]:
    """The words of the answer, to be signed: what is decided, why, and where to turn against it."""
    told = [about.opening(), SAID.get(outcome, SAID["other"])]
    told += [f"{ground}。"] if ground else []
    told += _lines(why)
    told += _withheld(taken)
    return (*told, *_remedies(remedies))


def _withheld(taken: Iterable[Taken]) -> list[str]:
    """The marks of each copy under their grounds."""
    marks: dict[tuple[str, str, str], list[int]] = {}
    for each in taken:
        marks.setdefault((each.file, each.ground, each.citation), []).append(each.mark)
    return [
        f"附件“{file}”中标记{''.join(f'〔{mark}〕' for mark in found)}处：{ground}（依据{citation}）。"
        for (file, ground, citation), found in marks.items()
    ]


def _remedies(remedies: Sequence[Remedy]) -> tuple[str, ...]:
    if not remedies:
        return ()
    ways = "，或者".join(f"{each.within.zh}依照{each.citation.zh}的规定{each.title.zh}" for each in remedies)
    return (f"如不服本告知，可以{ways}。",)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
