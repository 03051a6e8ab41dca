"""The demo office is supervised: cards and late lists of the last weeks, chase orders and instructions under way."""

from datetime import datetime, time, timedelta

from huiying.assessment.models import Level
from huiying.handling.actions.supervising import (
    answer_chase,
    explain_card,
    freeze_late_lists,
    give_cards,
    instruct,
    issue_chase,
    receive_chase,
    remind,
    report_back,
)
from huiying.handling.models import Card, Case, Instruction
from huiying.handling.rulebook import calendar
from huiying.project.demo.schedule import at_clock, local_day, working_day_after
from huiying.project.demo.staffing import Cast

WEEKS = timedelta(days=28)


def look_for_lateness(at: datetime, now: datetime) -> None:
    """What the loop would do on a morning of the last four weeks."""
    if at < now - WEEKS:
        return
    while give_cards(at=at):
        pass
    freeze_late_lists(at=at)


def supervise(cast: Cast, now: datetime) -> None:
    """One card explained, one reminder, two chase orders and two instructions, each at another point of its way."""
    open_ones = Case.objects.filter(state__in=("accepted", "drafting"), parts__is_lead=True).order_by("opened_at")
    cases = list(open_ones.prefetch_related("parts__section", "parts__handler")[:4])
    _explain(cast, now - timedelta(minutes=50))
    if len(cases) < 4:
        return
    first, second, third, fourth = cases
    officer = cast.information[0]
    remind(first, by=officer, at=now - timedelta(minutes=45))
    _chase(cast, first, "请与来信人联系一次，核实所述情况，并于期限内办结。", now, answered=True)
    _chase(cast, second, "请与协办科室商定答复口径，书面报告办理进展。", now, answered=False)
    _instruct(cast, third, "请主办科室本周内到现场查看，能当场解决的当场解决，结果报我。", Level.CONSIDERABLE, now)
    told = _instruct(cast, fourth, "同类来信较多，请梳理政策口径，统一答复。", Level.GENERAL, now)
    errand = told.errands.select_related("section", "instruction__case").get()
    text = "已梳理近三个月同类来信，形成统一口径一份，随答复一并附上；已电话告知来信人办理安排。"
    report_back(errand, text=text, by=cast.heads[errand.section.name], at=now - timedelta(minutes=15))


def _explain(cast: Cast, at: datetime) -> None:
    cards = Card.objects.unexplained().filter(section__name__in=cast.heads)
    card = cards.select_related("case", "section").first()
    if card is not None and card.section is not None:
        text = "来信涉及两个部门，会签用时较长；已约定今后先行电话告知来信人，并于本周内答复。"
        explain_card(card, explanation=text, by=cast.heads[card.section.name], at=at)


def _chase(cast: Cast, case: Case, demanded: str, now: datetime, *, answered: bool) -> None:
    part = case.lead_part()
    assert part is not None
    head, at = cast.heads[part.section.name], now - timedelta(minutes=40)
    order = issue_chase(
        case=case, section=part.section, demanded=demanded, due_at=_in_days(2, now), by=cast.information[0], at=at
    )
    receive_chase(order, by=head, at=at + timedelta(minutes=5))
    if answered:
        text = "已与来信人电话联系并核实情况，答复稿今日送审。"
        answer_chase(order, text=text, by=head, at=at + timedelta(minutes=12))


def _instruct(cast: Cast, case: Case, text: str, level: str, now: datetime) -> Instruction:
    part = case.lead_part()
    assert part is not None
    leader, at = cast.leaders[part.section.name], now - timedelta(minutes=35)
    return instruct(
        case=case, text=text, sections=[part.section], level=level, due_at=_in_days(3, now), by=leader, at=at
    )


def _in_days(count: int, now: datetime) -> datetime:
    """24:00 of that working day."""
    last = working_day_after(local_day(now), count, calendar())
    return at_clock(last + timedelta(days=1), time())
