"""督办 on the page of a case: the instructions that bind it, its cards and chase orders, and the reminder."""

from typing import Any

from django.db.models import Prefetch

from huiying.core.lifecycle import State
from huiying.people import policies
from huiying.people.models import User

from ...models import Case, ChaseOrderQuerySet, Errand, Instruction
from ...present import Present
from ...supervised import orders_seen


def supervision_context(case: Case, there: Present, person: User) -> dict[str, Any]:
    """What stands at the head of the page; `bound` while an instruction keeps the case from being closed; `there` is
    what hangs on the case.
    """
    errands = Prefetch("errands", Errand.objects.select_related("section").prefetch_related("reports"))
    on_case = Instruction.objects.on(case).select_related("by", "case").prefetch_related(errands)
    instructions = list(on_case) if there & {"instructions", "merged"} else []
    may_remind = case.is_open and bool(case.lead_part()) and policies.allows(person, "handling.remind", case)
    return {
        "instructions": instructions,
        "bound": any(one.closed_at is None for one in instructions),
        "cards": list(case.cards.select_related("section")) if "cards" in there else [],
        "chase_orders": list(_orders(case, person)) if "chase_orders" in there else [],
        "may_remind": may_remind,
        "last_reminder": case.reminders.last() if may_remind and "reminders" in there else None,
        "may_chase": case.is_open and bool(case.lead_part()) and policies.allows(person, "handling.chase", case),
        "may_instruct": (case.is_open or case.state == State.DELIVERED)
        and policies.allows(person, "handling.instruct", case),
    }


def _orders(case: Case, person: User) -> ChaseOrderQuerySet:
    return orders_seen(person).filter(case=case).select_related("section")
