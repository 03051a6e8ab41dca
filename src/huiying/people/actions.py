"""The verbs of people: an office is founded with its sections, and staff take their posts."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.ledger.actions import record

from . import policies
from .models import KEPT_APART, WHOLE_OFFICE, LeadingGroupSeat, Post, Role, Section, Unit, User
from .tree import under


@transaction.atomic
def found_office(
    name: str, sections: Iterable[tuple[str, str, bool]], *, parent: Unit | None = None, at: datetime
) -> Unit:
    """Found a unit with its sections: (name, duties in words, is it the information section); under `parent` if any."""
    unit = Unit.objects.create(name=name, parent=parent)
    for rank, (section, duties, is_information) in enumerate(sections):
        Section.objects.create(unit=unit, name=section, duties=duties, is_information=is_information, rank=rank)
    record("office.founded", about=f"unit:{unit.pk}", by=None, at=at, name=name)
    return unit


@transaction.atomic
def appoint(
    user: User, *, role: str, section: Section | None, unit: Unit | None = None, by: User | None, at: datetime
) -> Post:
    """Give a person a post; their permissions follow from it. A post without a section is one of the whole `unit`, by
    default that in which the person works.
    """
    unit = section.unit if section else unit or user.place()
    policies.require(by, "people.appoint", unit)
    policies.require(by, "people.appoint", user if user.unit else unit)
    _refuse_a_post_that_cannot_be(user, Role(role), section, by)
    if user.unit is None:
        User.objects.filter(pk=user.pk).update(unit=unit)
        user.unit = unit
    post = Post.objects.create(user=user, role=role, section=section, unit=unit)
    where = section.name if section else ""
    record("post.given", about=f"user:{user.username}", by=by, at=at, role=role, section=where)
    return post


def _refuse_a_post_that_cannot_be(user: User, role: Role, section: Section | None, by: User | None) -> None:
    if by == user:
        raise RuleError(_("Nobody gives posts to themselves."), where="user", fix=_("Ask another who gives posts."))
    if (section is None) != (role in WHOLE_OFFICE):
        raise InputError(
            _("%(role)s is a post of a section.") % {"role": role.label}
            if section is None
            else _("%(role)s is a post of the whole office.") % {"role": role.label},
            where="section",
            fix=_("Choose a section.") if section is None else _("Leave the section empty."),
        )
    if user.posts.filter(role=role, section=section).exists():
        raise RuleError(_("%(person)s holds this post already.") % {"person": user}, where="role")
    other = user.posts.filter(role__in=KEPT_APART).exclude(role=role).first()
    if role in KEPT_APART and other:
        raise RuleError(
            _("%(person)s is %(role)s; these posts are kept apart.")
            % {"person": user, "role": other.get_role_display()},
            where="role",
            fix=_("Give it to another person."),
        )


@transaction.atomic
def dismiss(post: Post, *, by: User, at: datetime) -> None:
    """Take a post from a person; what they did stays theirs. The last who gives posts in this unit stays."""
    policies.require(by, "people.appoint", post)
    if post.role == Role.SECURITY and not _others_give_posts(post):
        raise RuleError(
            _("Nobody else gives posts."), where=str(post.user), fix=_("Give this post to another person first.")
        )
    where = post.section.name if post.section else ""
    record("post.taken", about=f"user:{post.user.username}", by=by, at=at, role=post.role, section=where)
    post.delete()


def _others_give_posts(post: Post) -> bool:
    """Whether somebody else gives posts where this one is held: there, above, or everywhere."""
    others = Post.objects.filter(role=Role.SECURITY, user__is_active=True).exclude(pk=post.pk).select_related("section")
    founding, superiors = Unit.objects.founding(), Unit.objects.superiors()
    held = post.unit_of or (founding.pk if founding else None)
    return any(other.unit_of is None or held in under([other.unit_of], superiors) for other in others)


@transaction.atomic
def hire(username: str, *, name: str, unit: Unit | None = None, by: User | None, at: datetime) -> tuple[User, str]:
    """Make a login with a first password, which is told this once; it opens nothing until a post is given. Without a
    `unit` the person works in that of whoever makes it.
    """
    unit = unit or (by.place() if by else Unit.objects.founding())
    policies.require(by, "people.appoint", unit)
    if User.objects.filter(username__iexact=username).exists():
        raise RuleError(_("There is this login already."), where="username", fix=_("Choose another."))
    password = secrets.token_urlsafe(12)
    user = User.objects.create_user(username, password=password, name=name, unit=unit)
    record("login.made", about=f"user:{username}", by=by, at=at, name=name)
    return user, password


@transaction.atomic
def set_working(user: User, working: bool, *, by: User, at: datetime) -> None:
    """Close the login of somebody who left, or open it again. Their posts stay and grant nothing meanwhile."""
    policies.require(by, "people.appoint", user)
    if user == by:
        raise RuleError(_("Nobody closes their own login."), where=str(user))
    if not User.objects.filter(pk=user.pk, is_active=not working).update(is_active=working):
        raise RuleError(_("It is so already."), where=str(user))
    if working:
        record("login.opened", about=f"user:{user.username}", by=by, at=at)
    else:
        record("login.closed", about=f"user:{user.username}", by=by, at=at)


@transaction.atomic
def seat(user: User, *, unit: Unit, seat: str, by: User | None, at: datetime) -> LeadingGroupSeat:
    """Seat a person in the unit's leading group (组长、副组长、成员、联络员)."""
    policies.require(by, "people.appoint", unit)
    taken = LeadingGroupSeat.objects.create(unit=unit, user=user, seat=seat)
    record("leading_group.seated", about=f"user:{user.username}", by=by, at=at, seat=seat)
    return taken
