from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..sealing import SealedTextField


class Correspondent(models.Model):
    """来件人 · One person, known by one address or many."""

    name = models.CharField(_("name"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("correspondent")
        verbose_name_plural = _("correspondents")

    def __str__(self) -> str:
        return self.masked_name or str(_("anonymous"))

    def owning_unit(self) -> int | None:
        """That to which all their letters went; None where they wrote to several, or to none."""
        units = set(self.voices.order_by().values_list("channel__unit", flat=True).distinct())
        return units.pop() if len(units) == 1 else None

    @property
    def masked_name(self) -> str:
        """The name as shown without a deed of unmasking: the first character, the rest starred."""
        return self.name[:1] + "*" * min(len(self.name) - 1, 2) if self.name else ""


class AddressKind(models.TextChoices):
    PHONE = "phone", _("Phone")
    MAIL = "mail", _("Mail address")
    WECHAT = "wechat", _("WeChat")
    WEIBO = "weibo", _("Weibo")
    ACCOUNT = "account", _("Account")
    NAME = "name", _("Name in one channel")


class Address(models.Model):
    """联系方式 · One way to know or reach a person. The value is encrypted; it is found by its digest."""

    correspondent = models.ForeignKey(
        Correspondent, models.CASCADE, related_name="addresses", verbose_name=_("correspondent")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=AddressKind)
    digest = models.CharField(max_length=64, unique=True)
    value = SealedTextField(_("value"))
    verified_at = models.DateTimeField(_("verified at"), null=True)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.get_kind_display()


class Joining(models.Model):
    """并人 · That two were found to be one person, by whom and why; undone, the addresses go back where they were."""

    kept = models.ForeignKey(Correspondent, models.CASCADE, related_name="joined", verbose_name=_("correspondent"))
    name = models.CharField(_("name of the other"), max_length=60, blank=True)
    addresses = models.JSONField(_("addresses of the other"), default=list)
    voices = models.JSONField(_("voices of the other"), default=list)
    by = models.CharField(_("by"), max_length=80)
    at = models.DateTimeField(_("at"))
    undone_at = models.DateTimeField(_("undone at"), null=True)

    class Meta:
        verbose_name = _("joining of persons")
        verbose_name_plural = _("joinings of persons")
        ordering: ClassVar = ["-id"]
