"""套语 · The fixed words of the papers of a disclosure request: their titles, the marks of their numbers, and what each
answer says by its article (政府信息公开条例 arts. 31, 36, 37). `{you}` stands for whoever asks.
"""

from ..models import Applicant, NoticeSort, Way

ACT = "《中华人民共和国政府信息公开条例》"
FEES = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"
YOU = {"": "你（单位）", Applicant.NATURAL: "你"}
YOUR_ORGANISATION = "你单位"
WAYS = {
    Way.HANDED_IN: "以当面方式提交",
    Way.REGISTERED: "以邮寄方式提交，由本机关签收",
    Way.ORDINARY: "以平常信函方式提交，经双方确认",
    Way.ONLINE: "通过互联网渠道提交，经双方确认",
    Way.FAX: "以传真方式提交，经双方确认",
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
    "not_ours": "政府信息不属于本机关公开告知书",
    "unavailable": "政府信息无法提供告知书",
    "repeated": "政府信息公开申请不予重复处理告知书",
    "special_registry": "依照有关规定办理查询告知书",
    "not_processed": "政府信息公开申请不予处理告知书",
    "other": "政府信息公开申请处理情况告知书",
}
SAID = {
    "granted": f"经审查，{{you}}申请的政府信息可以公开。依据{ACT}第三十六条第（二）项，现予公开。",
    "already_public": f"经审查，{{you}}申请的政府信息已经主动公开。依据{ACT}第三十六条第（一）项，"
    "现将获取该信息的方式、途径告知如下：",
    "partial": f"经审查，{{you}}申请的政府信息中含有不应当公开的内容，能够作区分处理。依据{ACT}第三十七条，"
    "现将可以公开的内容提供给{you}；其余内容不予公开，理由如下：",
    "denied": f"经审查，{{you}}申请的政府信息不予公开。依据{ACT}第三十六条第（三）项，现将理由说明如下：",
    "absent": f"经检索，没有{{you}}申请公开的政府信息。依据{ACT}第三十六条第（四）项，"
    "现告知该政府信息不存在。检索情况如下：",
    "not_ours": f"经审查，{{you}}申请的政府信息不属于本机关负责公开。依据{ACT}第三十六条第（五）项，现说明如下：",
    "unavailable": "经审查，{you}申请的政府信息本机关无法提供，理由如下：",
    "repeated": f"本机关已就{{you}}的政府信息公开申请作出答复，{{you}}重复申请公开相同政府信息。依据{ACT}"
    "第三十六条第（六）项，不予重复处理。说明如下：",
    "special_registry": f"{{you}}申请的政府信息，有关法律、行政法规对其获取有特别规定。依据{ACT}第三十六条"
    "第（七）项，请依照有关法律、行政法规的规定办理：",
    "not_processed": "经审查，对{you}的申请不予处理，理由如下：",
    "other": "经审查，{you}的申请处理情况如下：",
}


def you_of(applicant: str) -> str:
    """How a paper speaks to whoever asks: a person, an organisation, or either where nobody has said which."""
    return YOU.get(applicant, YOUR_ORGANISATION)
