from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiying.core.lifecycle import State
from huiying.people.models import Role, Section, User

from .case import Case

# Until then a part is given or returned; while the text is in review its section speaks by its countersign.
BEFORE_REVIEW = (State.ASSIGNED, State.ACCEPTED, State.ASKED, State.DRAFTING)
# Until the text is approved a part may still go to another section.
BEFORE_APPROVAL = (*BEFORE_REVIEW, State.IN_REVIEW)


class PartState(models.TextChoices):
    OPEN = "open", _("not taken yet")
    ACCEPTED = "accepted", _("taken")
    GIVEN = "given", _("given")
    RETURNED = "returned", _("given back")
    LEFT_OUT = "left_out", _("left out")


# The text is not sent into review while a part stands so.
WAITED_FOR = (PartState.OPEN, PartState.ACCEPTED, PartState.RETURNED)


class PartQuerySet(models.QuerySet["Part"]):
    def helping(self) -> "PartQuerySet":
        return self.filter(is_lead=False)

    def waited_for(self) -> "PartQuerySet":
        """Those of co-sections that the lead still waits for."""
        return self.helping().filter(state__in=WAITED_FOR)

    def before_review(self) -> "PartQuerySet":
        """Those of cases whose text is still being written."""
        return self.filter(case__state__in=[str(state) for state in BEFORE_REVIEW])

    def of(self, user: User) -> "PartQuerySet":
        """Parts that wait for this person: those of their sections to take, and their own to give."""
        sections = user.sections_as(Role.SECTION_HEAD) | user.sections_as(Role.HANDLER)
        helps = Q(is_lead=False)  # in both branches: SQLite looks there for what an index of some rows asks
        new = helps & Q(state=PartState.OPEN, section__in=sections)
        own = helps & Q(state=PartState.ACCEPTED, handler__in=user.acts_for)
        return self.helping().before_review().filter(new | own)


class Part(models.Model):
    """分办 · What one section does in a case; the lead part writes the reply, the others contribute to it by `due_at`.

    `contribution` is what the section says of its own duty (协办意见), or with what it countersigned; `former` what
    other sections had given before the part went to this one; `reason` why a part was returned, or left out.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="parts", verbose_name=_("case"))
    section = models.ForeignKey(Section, models.PROTECT, related_name="parts", verbose_name=_("section"))
    is_lead = models.BooleanField(_("lead"), default=False)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="parts", verbose_name=_("handler")
    )
    assigned_at = models.DateTimeField(_("assigned at"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True)
    because = models.CharField(_("why this section"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=PartState, default=PartState.OPEN)
    due_at = models.DateTimeField(_("due at"), null=True)
    due_because = models.JSONField(default=list)
    contribution = models.TextField(_("contribution"), blank=True)
    given_at = models.DateTimeField(_("given at"), null=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="parts_given", verbose_name=_("given by")
    )
    former = models.JSONField(_("given by other sections before"), default=list)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering: ClassVar = ["-is_lead", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "section"], name="a_section_has_one_part_in_a_case"),
            models.UniqueConstraint(fields=["case"], condition=Q(is_lead=True), name="a_case_has_one_lead_part"),
            models.CheckConstraint(
                condition=~Q(state="given") | Q(given_at__isnull=False), name="a_part_that_is_given_says_when"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["handler", "case"], name="parts_of_a_handler"),
            models.Index(fields=["state", "section"], condition=Q(is_lead=False), name="parts_that_help"),
            models.Index(fields=["section", "-case"], condition=Q(is_lead=True), name="parts_that_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.section}"

    @property
    def is_waited_for(self) -> bool:
        return not self.is_lead and self.state in WAITED_FOR

    # What the policies need to know of it.

    def responsible_sections(self) -> frozenset[int]:
        return frozenset({self.section_id})

    def leading_sections(self) -> frozenset[int]:
        return self.responsible_sections()

    def responsible_handlers(self) -> frozenset[int]:
        return frozenset({self.handler_id} if self.handler_id else ())
