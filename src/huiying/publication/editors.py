"""Who holds a post that writes or reviews pages may enter Wagtail's room, each into the group of their post."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission

from huiying.people.models import Role, User

from .models import HomePage
from .reviewing import STAGES, group_of, lay_out

ENTERS = "wagtailadmin.access_admin"  # the right to come into the editors' room at all
PUBLISHERS = "Moderators"  # Wagtail's own group, which publishes without any review; editors of older homes are in it


def let_in(people: Iterable[User], role: str = Role.EDITOR) -> None:
    """Open the editors' room to the holders of this post, where the post has work there."""
    group = group_of(role)
    if group is None:
        return
    if not group.permissions.exists() and (home := HomePage.objects.first()):
        lay_out(home)
    group.user_set.add(*people)


def let_out(people: Iterable[User], role: str = Role.EDITOR) -> None:
    """Close it to them; what they published stays."""
    people = list(people)
    for group in filter(None, (group_of(role), Group.objects.filter(name=PUBLISHERS).first())):
        group.user_set.remove(*people)


def take_out_publishers() -> list[User]:
    """Take everybody out of the group that publishes without reviews, and tell whom. Who holds a post that writes or
    reviews keeps the room by the group of that post.
    """
    out = list(User.objects.filter(groups__name=PUBLISHERS).order_by("pk"))
    for group in Group.objects.filter(name=PUBLISHERS):
        group.user_set.remove(*out)
    return out


def other_publishers() -> list[str]:
    """Groups of the office's own making whose members publish without reviews."""
    ours = [PUBLISHERS, *(stage.group for stage in STAGES)]
    rights = GroupPagePermission.objects.filter(permission__codename="publish_page").exclude(group__name__in=ours)
    return sorted(set(rights.filter(group__user__is_active=True).values_list("group__name", flat=True)))
