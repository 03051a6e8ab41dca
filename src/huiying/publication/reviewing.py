"""三审三校 · Who may do what in the editors' room: three groups, a review for each, and the workflow that has them in
their order. While the reviews are on, an editor writes and nobody publishes but by the third approval.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from huiying.people.models import Role

from .models import HomePage, ReviewTask

NAME = "三审三校"
WAGTAILS_OWN = "Moderators approval"


@dataclass(frozen=True, slots=True)
class Stage:
    """A review: the post whose holders make it, and the names of their group and of the review."""

    role: Role
    group: str
    task: str


STAGES = (
    Stage(Role.EDITOR, "门户初审", "初审（编辑）"),
    Stage(Role.SECTION_HEAD, "门户复审", "复审（科室负责人）"),
    Stage(Role.LEADER, "门户终审", "终审（分管领导）"),
)
WRITING = ("add_page", "change_page", "lock_page")
PUBLISHING = ("publish_page", "bulk_delete_page")
FILING = ("add_document", "change_document", "choose_document", "add_image", "change_image", "choose_image")


def group_of(role: str) -> Group | None:
    """The group of the holders of a post; None where the post has no review."""
    stage = next((stage for stage in STAGES if stage.role == role), None)
    return Group.objects.get_or_create(name=stage.group)[0] if stage else None


def lay_out(home: HomePage) -> Workflow:
    """The groups with their rights, the reviews, and their order; what is there already stays."""
    _set_aside_wagtails_own()
    workflow, _made = Workflow.objects.get_or_create(name=NAME)
    for order, stage in enumerate(STAGES):
        group = Group.objects.get_or_create(name=stage.group)[0]
        group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
        task, _made = ReviewTask.objects.get_or_create(name=stage.task)
        task.groups.add(group)
        WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": order})
    _let_write(Group.objects.get(name=STAGES[0].group), home)
    return workflow


def switch(home: HomePage, *, on: bool) -> None:
    """On: pages of the portal go through the workflow and editors may not publish. Off: they may."""
    workflow, writers = lay_out(home), Group.objects.get(name=STAGES[0].group)
    if on:
        WorkflowPage.objects.update_or_create(page=home.page_ptr, defaults={"workflow": workflow})
        GroupPagePermission.objects.filter(group=writers, permission__in=_rights(Page, PUBLISHING)).delete()
    else:
        WorkflowPage.objects.filter(workflow=workflow).delete()
        _give(writers, home, PUBLISHING)


def is_on() -> bool:
    return bool(WorkflowPage.objects.filter(workflow__name=NAME, workflow__active=True).exists())


def _set_aside_wagtails_own() -> None:
    """Wagtail founds every site with a review of its own, in English, and offers it where ours are off. What an office
    has under way in it stays.
    """
    used = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).values("workflow")
    for workflow in Workflow.objects.filter(name=WAGTAILS_OWN, active=True).exclude(pk__in=used):
        workflow.deactivate()
    Workflow.objects.filter(name=WAGTAILS_OWN, workflow_states=None).delete()
    Task.objects.filter(name=WAGTAILS_OWN, task_states=None, workflow_tasks=None).delete()


def _let_write(group: Group, home: HomePage) -> None:
    _give(group, home, WRITING)
    root = Collection.get_first_root_node()
    for right in Permission.objects.filter(codename__in=FILING):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=right)


def _give(group: Group, home: HomePage, names: Sequence[str]) -> None:
    for right in _rights(Page, names):
        GroupPagePermission.objects.get_or_create(group=group, page=home.page_ptr, permission=right)


def _rights(model: type[Page], names: Sequence[str]) -> "QuerySet[Permission]":
    return Permission.objects.filter(content_type__app_label=model._meta.app_label, codename__in=names)
