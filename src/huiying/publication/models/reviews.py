from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

REFUSE = "reject"


class ReviewTask(AbstractGroupApprovalTask):
    """三审 · A review by a group, in which nobody reviews twice, and who asked for the reviews or wrote what is new has
    only the first.
    """

    class Meta:
        verbose_name = _("review by another person")
        verbose_name_plural = _("reviews by another person")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        offered = super().get_actions(obj, user)
        return [one for one in offered if one[0] == REFUSE] if self._had_a_say(obj, user) else offered

    def _had_a_say(self, obj: Any, user: Any) -> bool:
        state = obj.current_workflow_state
        if state is None:
            return False
        before = state.task_states.exclude(task_id=self.pk).filter(status=TaskState.STATUS_APPROVED)
        said = list(before.values_list("finished_by_id", flat=True))
        return user.pk in said or (bool(said) and (state.requested_by_id == user.pk or _wrote(obj, user)))

    @classmethod
    def get_description(cls) -> Any:
        return _(
            "Members of the chosen groups review; who reviewed before, asked for it or wrote it does not review again"
        )

    admin_form_fields: ClassVar = [*AbstractGroupApprovalTask.admin_form_fields]


def _wrote(obj: Any, user: Any) -> bool:
    """Whether anything that is not public yet is theirs."""
    since = {"created_at__gt": obj.live_revision.created_at} if obj.live_revision else {}
    return bool(obj.revisions.filter(user=user, **since).exists())
