"""A bureau's half year as a snapshot freezes it, for the tests of the self-inspection report."""

from copy import deepcopy
from typing import Any

FIGURES: dict[str, tuple[str, str, str, float, float]] = {
    "received": ("来件数", "期内提出的来件件数", "件", 612, 565),
    "replied": ("已答复数", "期内来件中，截至期末已答复的件数", "件", 583, 529),
    "open": ("未答复数", "期内来件中，截至期末尚未答复的件数", "件", 29, 36),
    "reply_rate": ("答复率", "已答复数÷期内办件数", "%", 95.3, 93.6),
    "closed": ("已办结数", "期内来件中，截至期末已归档办结的件数", "件", 560, 511),
    "on_time": ("按时答复数", "期内起算的时限中，到期前停止计时的件数", "件", 541, 472),
    "late_closed": ("超期答复数", "期内起算的时限中，到期后才停止计时的件数", "件", 42, 57),
    "overdue_open": ("超期未答复数", "期内起算的时限中，截至期末已到期仍未停止计时的件数", "件", 9, 14),
    "on_time_rate": ("按时答复率", "按时答复数÷（按时答复数＋超期答复数＋超期未答复数）", "%", 91.4, 86.9),
    "median_days": ("答复用时中位数", "期内来件从提出到答复的自然日数，取中位数", "天", 4.2, 5.6),
    "p90_days": ("九成办件答复用时", "期内来件从提出到答复的自然日数，取第90百分位数", "天", 12.7, 15.1),
    "returned": ("退回次数", "期内科室退回综合信息科重新交办的次数", "次", 23, 31),
    "multi_section": ("多科室办件数", "期内办件中，由两个以上科室共同办理的件数", "件", 47, 40),
    "reopened": ("重新办理次数", "期内来件人不满意而重新办理的次数", "次", 7, 11),
    "rated": ("评价数", "期内办件的答复中，来件人作出评价的件数", "件", 96, 70),
    "satisfied": ("满意数", "评价中四星和五星的件数", "件", 80, 55),
    "satisfaction_rate": ("满意率", "满意数÷评价数", "%", 83.3, 78.6),
    "solved_rate": ("解决率", "来件人表示已解决的件数÷对是否解决作答的件数", "%", 76.9, 71.4),
    "published_answers": ("公开答复数", "期内在门户网站公开的答复篇数", "篇", 214, 180),
    "publish_rate": ("答复公开率", "已公开的答复÷来件人和审签人均同意公开的答复", "%", 54.5, 51.1),
    "unanswered_topics": ("未回应热点数", "期内有来件、但所涉来件均未答复的热点个数", "个", 1, 2),
    "suggestions": ("建议件数", "期内来件中类别为建议的件数", "件", 66, 58),
    "complaints": ("投诉举报件数", "期内来件中类别为投诉或举报的件数", "件", 103, 110),
    "reviews_two_step": ("两级审签答复数", "期内办件的答复中，经科室负责人和分管领导两级审签的件数", "件", 579, 520),
}


def figures(column: int = 3) -> dict[str, dict[str, Any]]:
    """The figures of this period (column 3) or of the one before (column 4)."""
    return {
        key: {"value": row[column], "label": row[0], "formula": row[1], "unit": row[2]} for key, row in FIGURES.items()
    }


SNAPSHOT: dict[str, Any] = {
    "organ": "江岚市招商局",
    "period": {"from": "2026-01-01", "to": "2026-06-30"},
    "taken_on": "2026-07-08",
    "occasion": {"notice": "关于报送上半年政务舆情回应工作自查情况的通知", "number": "江政公开办〔2026〕14号"},
    "regulation": {"name": "国家规定", "version": "2026.1"},
    "group": {"head": "陆明远", "deputies": 2, "members": 8, "liaisons": 5},
    "sections": 8,
    "information_section": "综合信息科",
    "staff": 44,
    "handlers": 26,
    "channels": [
        {"name": "市长信箱", "form": "mailbox", "received": 231, "replied": 224},
        {"name": "部门信箱", "form": "mailbox", "received": 148, "replied": 141},
        {"name": "百姓畅言", "form": "board", "received": 196, "replied": 181},
        {"name": "政务微信留言", "form": "social", "received": 37, "replied": 37},
        {"name": "招商热线", "form": "hotline", "received": 0, "replied": 0},
    ],
    "figures": figures(),
    "kinds": {"咨询": 254, "求助": 131, "投诉": 91, "建议": 66, "感谢": 58, "举报": 12},
    "themes": [
        {"name": "惠企政策", "received": 198},
        {"name": "项目落地", "received": 142},
        {"name": "园区配套", "received": 97},
        {"name": "投资者权益", "received": 61},
    ],
    "topics": [
        {
            "description": "松溪产业园标准厂房租金补贴迟迟未到账",
            "voices": 34,
            "heat": 88.1,
            "answered": True,
            "published": False,
        },
        {
            "description": "北麓临港园通勤班车线路偏少",
            "voices": 21,
            "heat": 61.5,
            "answered": True,
            "published": True,
        },
        {
            "description": "云帆高新园临时停电影响生产",
            "voices": 15,
            "heat": 44.0,
            "answered": False,
            "published": False,
        },
    ],
    "criteria": [
        {"id": 1, "title": "政策误解误读", "voices": 38},
        {"id": 2, "title": "涉及切身利益且影响较大", "voices": 74},
        {"id": 3, "title": "民生问题冲击道德底线", "voices": 0},
        {"id": 4, "title": "突发事件和自然灾害", "voices": 6},
        {"id": 5, "title": "上级要求回应", "voices": 11},
    ],
    "late_by_section": [
        {"section": "项目服务科", "late": 24, "closed": 133},
        {"section": "政策法规科", "late": 13, "closed": 172},
        {"section": "园区协作科", "late": 5, "closed": 98},
        {"section": "外资外贸科", "late": 0, "closed": 52},
        {"section": "投资促进一科", "late": 0, "closed": 64},
    ],
    "monthly": [
        {"month": "2026-01", "received": 83, "replied": 83, "on_time": 79, "late": 4},
        {"month": "2026-02", "received": 59, "replied": 59, "on_time": 55, "late": 3},
        {"month": "2026-03", "received": 157, "replied": 148, "on_time": 122, "late": 31},
        {"month": "2026-04", "received": 112, "replied": 110, "on_time": 103, "late": 7},
        {"month": "2026-05", "received": 105, "replied": 101, "on_time": 98, "late": 4},
        {"month": "2026-06", "received": 96, "replied": 82, "on_time": 84, "late": 2},
    ],
    "published": {"answers": 214, "pages": 87, "forms": ["门户网站"]},
    "terms": [
        {
            "title": "一般来信答复",
            "text": "7个工作日",
            "citation": "政府网站网民意见办理时限（参照有关机关现行做法）",
        },
        {
            "title": "复杂或多科室来信答复",
            "text": "15个工作日",
            "citation": "政府网站网民意见办理时限（参照有关机关现行做法）",
        },
        {
            "title": "一般舆情回应",
            "text": "48小时",
            "citation": "《国务院办公厅关于在政务公开工作中进一步做好政务舆情回应的通知》（国办发〔2016〕61号）",
        },
        {
            "title": "重大突发事件首次发布权威信息",
            "text": "5小时",
            "citation": "《〈关于全面推进政务公开工作的意见〉实施细则》（国办发〔2016〕80号）",
        },
        {
            "title": "重大突发事件新闻发布会",
            "text": "24小时",
            "citation": "《国务院办公厅关于在政务公开工作中进一步做好政务舆情回应的通知》（国办发〔2016〕61号）",
        },
    ],
    "emergencies": 6,
    "rumours": 3,
    "ledger": {"entries": 9184, "verified": True},
    "previous": figures(4),
    "trainings": 0,
}


def snapshot(**changes: Any) -> dict[str, Any]:
    """A fresh copy of the sample with some facts replaced."""
    return deepcopy(SNAPSHOT) | changes


def with_figures(**values: float | None) -> dict[str, Any]:
    """The sample with some figures replaced."""
    changed = figures()
    for key, value in values.items():
        changed[key]["value"] = value
    return snapshot(figures=changed)


def faultless() -> dict[str, Any]:
    """A half year in which no figure shows a problem."""
    good = {"open": 0, "late_closed": 0, "overdue_open": 0, "on_time_rate": 100.0, "reply_rate": 100.0, "p90_days": 6.0}
    good |= {"returned": 2, "reopened": 0, "rated": 400, "satisfied": 392, "satisfaction_rate": 98.0}
    good |= {"solved_rate": 96.1, "publish_rate": 91.0, "unanswered_topics": 0, "replied": 612, "on_time": 612}
    facts = with_figures(**good)
    facts |= {"late_by_section": [], "monthly": [], "trainings": 3}
    facts |= {"published": {"answers": 500, "pages": 87, "forms": ["门户网站", "政务微信"]}}
    facts["themes"] = [{"name": name, "received": 122} for name in ("惠企政策", "项目落地", "园区配套")]
    facts["topics"] = [topic | {"answered": True, "published": True} for topic in facts["topics"]]
    facts["channels"] = facts["channels"][:4]
    return facts


def imported() -> dict[str, Any]:
    """What a spreadsheet of past letters gives: no people, no reviews, no ratings, nothing published."""
    facts = snapshot(occasion=None, previous=None, topics=[], late_by_section=[])
    facts["group"] = {"head": "", "deputies": 0, "members": 0, "liaisons": 0}
    facts |= {"staff": 0, "handlers": 0, "information_section": "", "trainings": 0}
    facts["channels"] = [{"name": "历史来信", "form": "file", "received": 612, "replied": 583}]
    facts["published"] = {"answers": 0, "pages": 0, "forms": []}
    kept = ("received", "replied", "open", "reply_rate", "median_days", "p90_days")
    for key, figure in facts["figures"].items():
        if key not in kept:
            figure["value"] = None
    return facts
