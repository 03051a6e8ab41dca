from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..tree import under


class Role(models.TextChoices):
    HANDLER = "handler", _("Handler")
    SECTION_HEAD = "section_head", _("Section head")
    LEADER = "leader", _("Leader")
    INFORMATION = "information", _("Information officer")
    EDITOR = "editor", _("Site editor")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")
    SECURITY = "security", _("Security administrator")


# Who keeps the system, who gives the posts and who looks at what was done are three people (三员分立), and never the
# same for a day: nobody holds two of these posts, and none is lent to a stand-in.
KEPT_APART = (Role.ADMINISTRATOR, Role.SECURITY, Role.AUDITOR)
WHOLE_OFFICE = (Role.LEADER, *KEPT_APART)


class Seat(models.TextChoices):
    HEAD = "组长", _("Head of the leading group")
    DEPUTY = "副组长", _("Deputy head of the leading group")
    MEMBER = "成员", _("Member of the leading group")
    LIAISON = "联络员", _("Liaison officer")


class UnitQuerySet(models.QuerySet["Unit"]):
    def founding(self) -> "Unit | None":
        """The unit with which the installation began: what names no unit belongs to it."""
        return self.order_by("pk").first()

    def superiors(self) -> dict[int, int | None]:
        """Every unit with the one above it, by their keys."""
        return dict(self.values_list("pk", "parent"))


class Unit(models.Model):
    """单位 · An organ of government; a bureau is one unit, a city's bureaus hang under it."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("superior unit"),
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.name

    def owning_unit(self) -> int | None:
        return self.pk


class Section(models.Model):
    """科室 · Part of a unit with its duties in words; routing reads those words."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sections", verbose_name=_("unit"))
    name = models.CharField(_("name"), max_length=60)
    duties = models.TextField(_("duties"))
    is_information = models.BooleanField(_("information section"), default=False)
    rank = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering: ClassVar = ["rank", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "name"], name="a_section_is_named_once_in_its_unit"),
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(is_information=True),
                name="a_unit_has_one_information_section",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def owning_unit(self) -> int | None:
        return self.unit_id


class User(AbstractUser):
    """A member of staff. What they may do follows from their posts, never from superuser rights."""

    name = models.CharField(_("name"), max_length=40, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="staff", verbose_name=_("unit"))

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")

    def __str__(self) -> str:
        return self.name or self.username

    def owning_unit(self) -> int | None:
        return self.unit_id

    def get_full_name(self) -> str:
        return str(self)

    def place(self) -> Unit | None:
        """The unit in which the person works; the founding one where none is told."""
        return self.unit or Unit.objects.founding()

    @property
    def ledger_name(self) -> str:
        return f"{self.username} {self.name}".strip()

    @cached_property
    def held_posts(self) -> list["Post"]:
        """The person's own posts, and those of whom they stand in for today; a closed login lends nothing."""
        away = Absence.objects.on(timezone.localdate()).filter(stand_in=self, user__is_active=True)
        lent = Q(user__in=away.values("user")) & ~Q(role__in=KEPT_APART)
        return list(Post.objects.filter(Q(user=self) | lent).select_related("section", "user"))

    @cached_property
    def superiors(self) -> Mapping[int, int | None]:
        return Unit.objects.superiors()

    def units_as(self, role: str, *, below: bool) -> frozenset[int] | None:
        """Keys of the units in which the person holds this role, with those `below` them; None where that is every
        unit there is.
        """
        named = {post.unit_of for post in self.held_posts if post.role == role}
        if None in named:
            return None
        held = frozenset(unit for unit in named if unit is not None)
        reached = under(held, self.superiors) if below else held
        return None if named and reached >= self.superiors.keys() else reached

    @property
    def acts_for(self) -> frozenset[int]:
        """Keys of whose work this is today: the person's own, and that of whom they stand in for."""
        return frozenset({self.pk, *(post.user_id for post in self.held_posts)})

    def as_each(self) -> Iterator[tuple["User", "User"]]:
        """The person with their own posts alone, then each of whom they stand in for with theirs."""
        owners = {self.pk: self, **{post.user_id: post.user for post in self.held_posts if post.user_id != self.pk}}
        for owner in owners.values():
            alone = User(pk=owner.pk, username=owner.username, name=owner.name)
            alone.held_posts = [post for post in self.held_posts if post.user_id == owner.pk]
            yield owner, alone

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(post.role for post in self.held_posts)

    def sections_as(self, role: str) -> frozenset[int]:
        """Keys of the sections in which the person holds this role."""
        return frozenset(p.section_id for p in self.held_posts if p.role == role and p.section_id is not None)


class Post(models.Model):
    """岗位 · A role that a person holds, in a section or (leaders, auditors, administrators) in the whole unit."""

    user = models.ForeignKey(User, models.CASCADE, related_name="posts", verbose_name=_("member of staff"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("section")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="posts", verbose_name=_("unit"))

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "role", "section"], name="a_post_is_held_once"),
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=models.Q(section=None),
                name="a_post_of_a_whole_unit_is_held_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"

    @property
    def unit_of(self) -> int | None:
        """The key of the unit in which it is held; None for a post of before there were several."""
        return self.section.unit_id if self.section else self.unit_id

    def owning_unit(self) -> int | None:
        return self.unit_of


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date) -> "AbsenceQuerySet":
        return self.filter(first__lte=day, last__gte=day, ended_at=None)

    def meeting(self, first: date, last: date) -> "AbsenceQuerySet":
        """Those that share a day with this stretch."""
        return self.filter(first__lte=last, last__gte=first, ended_at=None)


class Absence(models.Model):
    """外出代办 · Days on which another person does somebody's work; both days count."""

    user = models.ForeignKey(User, models.CASCADE, related_name="absences", verbose_name=_("who is away"))
    stand_in = models.ForeignKey(User, models.PROTECT, related_name="standing_in", verbose_name=_("stand-in"))
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    made_at = models.DateTimeField(_("made at"))
    ended_at = models.DateTimeField(_("ended early"), null=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering: ClassVar = ["-first", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="an_absence_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~models.Q(user=models.F("stand_in")), name="nobody_stands_in_for_themselves"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["stand_in", "last"], name="absences_of_a_stand_in")]

    def __str__(self) -> str:
        return f"{self.user} · {self.first}"


class LeadingGroupSeat(models.Model):
    """领导小组 · The head leads, deputies assist, section heads are members, the liaison runs the errands."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="leading_group", verbose_name=_("unit"))
    user = models.ForeignKey(User, models.PROTECT, related_name="seats", verbose_name=_("member of staff"))
    seat = models.CharField(_("seat"), max_length=6, choices=Seat)

    class Meta:
        verbose_name = _("seat in the leading group")
        verbose_name_plural = _("leading group")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "user"], name="a_person_sits_once_in_a_leading_group"),
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(seat="组长"), name="a_leading_group_has_one_head"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.seat}"
