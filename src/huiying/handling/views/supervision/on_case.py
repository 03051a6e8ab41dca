"""督办 on the page of a case: the instructions that bind it, its cards and chase orders, and the reminder."""

from typing import Any

from django.db.models import Prefetch

from huiying.core.lifecycle import State
from huiying.people import policies
from huiying.people.models import User

from ...models import Case, Errand, Instruction
from ...supervised import orders_seen


def supervision_context(case: Case, person: User) -> dict[str, Any]:
    """What stands at the head of the page; `bound` while an instruction keeps the case from being closed."""
    errands = Prefetch("errands", Errand.objects.select_related("section").prefetch_related("reports"))
    found = Instruction.objects.on(case).select_related("by", "case").prefetch_related(errands)
    instructions = list(found)
    may_remind = case.is_open and bool(case.lead_part()) and policies.allows(person, "handling.remind", case)
    return {
        "instructions": instructions,
        "bound": any(one.closed_at is None for one in instructions),
        "cards": list(case.cards.select_related("section")),
        "chase_orders": list(orders_seen(person).filter(case=case).select_related("section")),
        "may_remind": may_remind,
        "last_reminder": case.reminders.last() if may_remind else None,
        "may_chase": case.is_open and bool(case.lead_part()) and policies.allows(person, "handling.chase", case),
        "may_instruct": (case.is_open or case.state == State.DELIVERED)
        and policies.allows(person, "handling.instruct", case),
    }
