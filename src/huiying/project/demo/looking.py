"""How the demo's complaints are looked into and its suggestions end: each is the real deed of handling."""

import random
from datetime import datetime, timedelta

from huiying.handling import actions as handling
from huiying.handling.models import Case, Inquiry, InquiryStep
from huiying.handling.standing import course_of
from huiying.people.models import User

VERDICTS = ("justified", "partly", "unjustified", "unjustified", "unjustified")
EVIDENCE = {
    "justified": (
        "查阅受理登记和往来函件，来信所述时间、经过与记录一致。",
        "现场查看并调取近七日值班记录，反映的问题存在。",
        "与当事企业和经办窗口分别核对，双方陈述一致。",
    ),
    "partly": (
        "逾期一节属实，材料系统有退件记录；收费一节与票据不符。",
        "现场查看，问题存在但已在整改；反映无人过问与回访记录不符。",
    ),
    "unjustified": (
        "查阅办理记录，各环节均在规定时限内，未发现来信所述情形。",
        "与经办人和当事人分别核对，系对申报条件的误解，已当面说明。",
        "调取公示材料和评审记录，程序完整，未发现问题。",
    ),
}
CHECKED = (
    "到现场查看两次，调取系统办理日志，向三名当事人了解情况，形成核查笔录。",
    "会同有关单位查阅合同、票据和审批档案，逐项核对来信所列事项。",
    "约谈责任单位负责人，抽查同期办件十件，比对办理时限和告知内容。",
)
MEASURES = (
    ("solved", "问题已解决：材料当日补发，逾期原因已向来信人说明并致歉。"),
    ("handled", "责令责任单位限期整改，约谈经办人，整改情况十个工作日内复核。"),
    ("explained", "已向来信人说明处理依据和后续安排，对表述不清的告知单作了修改。"),
    ("handed_over", "涉及其他部门职责的部分已移送，并告知来信人承办单位和联系方式。"),
)
ADOPTED = (
    ("adopted", "建议已采纳，列入本年度服务改进清单，由有关科室落实。"),
    ("adopted", "建议合理，已在办事指南中补充说明，即日起执行。"),
    ("partly", "其中简化材料一项已采纳；延长受理时间一项因人员编制所限，先在每周三试行。"),
    ("partly", "线上预约部分已采纳；补贴标准须按上级文件执行，暂不调整。"),
    ("not_adopted", "该事项不属于本机关职权，已转有关部门研究，暂不能采纳。"),
)


def is_quick(ident: str) -> bool:
    """Whether a complaint is looked into before its reply is drafted; the others shortly before it goes out."""
    return _chance(f"quick {ident}").random() < 0.5


def look_into(case: Case, ident: str, handler: User, at: datetime, verdict: str = "") -> None:
    """Say whether a complaint is justified, and what was checked where it is; once."""
    if Inquiry.objects.filter(case=case).exists():
        return
    rng = _chance(ident)
    verdict = verdict or rng.choice(VERDICTS)
    handling.find(case, verdict=verdict, evidence=rng.choice(EVIDENCE[verdict]), by=handler, at=at)
    if verdict != "unjustified":
        last = at.date()
        handling.investigate(
            case,
            checked=rng.choice(CHECKED),
            who=f"{handler.name}、核查组",
            first=last - timedelta(days=1),
            last=last,
            seen=1,
            by=handler,
            at=at,
        )


def look_into_complaint(case: Case, ident: str, handler: User, at: datetime) -> None:
    """Look into it where it is taken for a complaint, whatever the story called it."""
    if course_of(case).complains:
        look_into(case, ident, handler, at)


def end_loops(case: Case, kind: str, ident: str, handler: User, at: datetime) -> None:
    """What the file needs before it closes: a conclusion, or what became of a suggestion."""
    rng = _chance(f"end {ident}")
    if kind == "建议" and not case.adoption:
        outcome, reason = rng.choice(ADOPTED)
        handling.decide_adoption(case, outcome=outcome, reason=reason, by=handler, at=at)
    if Inquiry.objects.filter(case=case, concluded_at=None).exclude(verdict="unjustified").exists():
        result, measures = rng.choice(MEASURES)
        seen = InquiryStep.objects.filter(inquiry__case=case).count()
        handling.conclude(case, result=result, measures=measures, seen=seen, by=handler, at=at)


def _chance(ident: str) -> random.Random:
    """A chance of its own, so that the rest of the demo stays as it is."""
    return random.Random(f"loops {ident}")
