"""12345 工单 · A work order as the dispatching platform sends it: a letter with a number, and a term not ours."""

from datetime import datetime
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import Field

from .letters import MOST_ID, PRINTED, Ident, Letter
from .moments import Moment

Line = Annotated[str, Field(max_length=120, pattern=PRINTED)]


class Order(Letter):
    """`number` is the order's own, `due_at` the end of its term as the platform set it, `return_by` until when an order
    that is not ours goes back.
    """

    external_id: Annotated[Ident | None, Field(description="leave it out: the order's number is its number")] = None
    number: Annotated[Ident, Field(max_length=MOST_ID)]
    due_at: Moment
    kind: Line = ""
    dispatched_by: Line = ""
    return_by: Moment | None = None

    def why_not(self, at: datetime) -> str:
        if self.external_id not in (None, self.number):
            return _("An order has one number.")
        if self.due_at <= (self.said_at or at):
            return _("The order's term ends before it begins.")
        return super().why_not(at)

    def raw(self) -> dict[str, Any]:
        return super().raw() | {"order": self.order()}

    def order(self) -> dict[str, str]:
        """What handling reads of it (`huiying.handling.clocks.orders`)."""
        told = {
            "number": self.number,
            "due_at": self.due_at.isoformat(),
            "kind": self.kind,
            "dispatched_by": self.dispatched_by,
            "return_by": self.return_by.isoformat() if self.return_by else "",
        }
        return {key: value for key, value in told.items() if value}
