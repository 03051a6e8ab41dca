"""Who holds an editor's post may enter Wagtail and write, change and publish the portal's pages."""

from collections.abc import Iterable

from django.contrib.auth.models import Group

from huiying.people.models import User

PUBLISHERS = "Moderators"  # the group that Wagtail itself makes, with its rights over the whole tree of pages


def let_in(editors: Iterable[User]) -> None:
    """Open the editors' room to these people."""
    group = Group.objects.get(name=PUBLISHERS)
    group.user_set.add(*editors)


def let_out(editors: Iterable[User]) -> None:
    """Close it to them; what they published stays."""
    group = Group.objects.get(name=PUBLISHERS)
    group.user_set.remove(*editors)
