"""An instruction binds its case: it does not end before the leader has accepted what was done."""

from django.utils.translation import gettext as _

from huiying.core.errors import RuleError

from ...models import Case, Instruction


def refuse_bound(case: Case) -> None:
    """Refuse to end a case on which a leader's instruction is open: its own, or of a case that was merged into it. The
    case is locked, so that no instruction is given meanwhile.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    bound = Instruction.objects.on(case).open().select_related("by").first()
    if bound is not None:
        raise RuleError(
            _("An instruction of %(leader)s stands on this case.") % {"leader": bound.by},
            where=case.number,
            fix=_("The sections report back first, and the leader accepts their reports."),
        )
