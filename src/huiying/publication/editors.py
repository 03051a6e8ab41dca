"""Who holds a post that writes or reviews pages may enter Wagtail's room, each into the group of their post."""

from collections.abc import Iterable

from django.contrib.auth.models import Group

from huiying.people.models import Role, User

from .models import HomePage
from .reviewing import group_of, lay_out

PUBLISHERS = "Moderators"  # Wagtail's own group, which publishes without any review; editors once were in it


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
