"""What the demo's staff have at hand: a few reply templates, and a note that calls a colleague."""

from datetime import datetime, timedelta

from huiying.handling import actions as handling
from huiying.handling.models import Case
from huiying.people.models import User
from huiying.project.demo.staffing import Cast

TEMPLATES = (
    (
        "一般咨询答复",
        ["咨询"],
        "{称呼}：\n您{收件日期}关于“{标题}”的来信（{来信编号}）收悉。现答复如下：\n\n\n\n如有疑问，请与{主办科室}联系，"
        "电话：{联系电话}。\n{主办科室}\n{答复日期}",
    ),
    (
        "求助事项办理情况",
        ["求助", "投诉"],
        "{称呼}：\n您反映的“{标题}”（{来信编号}），我们已转请{主办科室}核实。经核实：\n\n\n\n下一步安排：\n\n\n\n"
        "联系电话：{联系电话}。感谢您的监督。\n{答复日期}",
    ),
    (
        "致谢",
        ["感谢", "建议"],
        "{称呼}：\n{收件日期}来信（{来信编号}）收悉。感谢您对我们工作的关心和支持。\n{答复日期}",
    ),
)
HANDLER, CALLED = "gu.minglang", "lin.wanqing"


def lay_out(cast: Cast, now: datetime) -> None:
    """Three templates of the information section, and two notes on a case that is being drafted."""
    officer = cast.information[0]
    unit = next(iter(cast.sections.values())).unit
    for name, kinds, text in TEMPLATES:
        handling.make_template(unit, name=name, kinds=kinds, text=text, by=officer, at=now - timedelta(days=30))
    case = _being_handled()
    part = case.lead_part() if case else None
    if case is None or part is None or part.handler is None:
        return
    at, called = now - timedelta(minutes=4), User.objects.get(username=CALLED)
    handling.add_note(case, text="已电话核实，缺的材料下午补齐。", by=part.handler, at=at)
    words = f"@{called.name} 答复口径请把一下关，主要是办结时间怎么写。"
    handling.add_note(case, text=words, by=part.handler, at=at + timedelta(minutes=2))


def _being_handled() -> Case | None:
    """A case that somebody drafts now: of the person whom the demo signs in as, where they have one."""
    drafting = Case.objects.filter(
        state__in=("drafting", "accepted"), parts__handler__isnull=False, parts__is_lead=True
    )
    found = drafting.prefetch_related("parts__handler")
    return found.filter(parts__handler__username=HANDLER).first() or found.first()
