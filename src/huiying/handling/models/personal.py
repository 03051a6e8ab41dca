from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiying.core import erasing
from huiying.intake.models import Correspondent
from huiying.people.models import Unit

from .case import Case


class Proof(models.TextChoices):
    """How the office made sure that the person who asks is the one who wrote."""

    IN_PERSON = "in_person", _("Identity document shown in person")
    CHANNEL = "channel", _("Asked by the way they write, which is verified")
    CODE = "code", _("Number and query code of a letter of theirs")
    AGENT = "agent", _("An agent with a written authority")


class ErasureGround(models.TextChoices):
    """个人信息保护法 art. 47 para. 1."""

    ACHIEVED = erasing.Ground.ACHIEVED, _("The purpose is achieved or no longer needs it (item 1)")
    EXPIRED = erasing.Ground.EXPIRED, _("The term of storage is over (item 2)")
    UNLAWFUL = erasing.Ground.UNLAWFUL, _("It was processed against the law (item 4)")


class WhyKept(models.TextChoices):
    OPEN = erasing.Kept.OPEN, _("the matter is not over")
    UNDERWAY = erasing.Kept.UNDERWAY, _("a message about it has not left")
    HELD = erasing.Kept.HELD, _("held for a complaint, a petition or a court")
    TERM = erasing.Kept.TERM, _("the term of storage still runs")


class PersonRequest(models.Model):
    """个人信息请求 · A person asks what is held on them, or that it be erased (个人信息保护法 arts. 45, 47).

    `outcome` has a line for each letter, by numbers alone: what was erased, what was kept and why. `letter` is what the
    person is told. Once everything is erased it leads to nobody.
    """

    class Kind(models.TextChoices):
        COPY = "copy", _("A copy of what is held")
        ERASE = "erase", _("Erasure")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for approval")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")

    number = models.CharField(_("number"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    correspondent = models.ForeignKey(
        Correspondent, models.SET_NULL, null=True, related_name="+", verbose_name=_("correspondent")
    )
    proof = models.CharField(_("how identity was proved"), max_length=10, choices=Proof)
    ground = models.CharField(_("ground"), max_length=10, choices=ErasureGround, blank=True)
    received_on = models.DateField(_("received on"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("registered by")
    )
    asked_at = models.DateTimeField(_("registered at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    outcome: Any = models.JSONField(_("outcome"), default=list)
    letter = models.TextField(_("what the person is told"), blank=True)

    class Meta:
        verbose_name = _("request about personal data")
        verbose_name_plural = _("requests about personal data")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind="erase") | Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="an_erasure_is_decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=(Q(kind="copy") & Q(ground="")) | (Q(kind="erase") & ~Q(ground="")),
                name="an_erasure_has_a_ground",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def ref(self) -> str:
        """By which the ledger knows it."""
        return f"personal:{self.number}"

    def owning_unit(self) -> int | None:
        return self.unit_id


class Restriction(models.Model):
    """限制处理 · That a case is only kept and protected: nobody sees its writer's data, and nothing of it is published,
    until it is lifted or its data is gone (个人信息保护法 art. 47 para. 2).
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="restrictions", verbose_name=_("case"))
    request = models.ForeignKey(PersonRequest, models.PROTECT, related_name="restrictions", verbose_name=_("request"))
    because = models.CharField(_("why it is kept"), max_length=10, choices=WhyKept)
    at = models.DateTimeField(_("since"))
    lifted_at = models.DateTimeField(_("lifted at"), null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("lifted by")
    )

    class Meta:
        verbose_name = _("restriction")
        verbose_name_plural = _("restrictions")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(lifted_at=None), name="a_case_is_restricted_once"),
        ]
