from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiying.assessment.models import Kind
from huiying.people.models import Unit


class ReplyTemplate(models.Model):
    """答复模板 · A text with variables from which replies begin, as it reads now. Drafts keep the words that they took
    from it; `retired_at` is when it was put aside.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reply_templates", verbose_name=_("unit"))
    name = models.CharField(_("name"), max_length=60)
    kinds: Any = models.JSONField(_("for which kinds"), default=list)
    text = models.TextField(_("text"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("changed by"))
    at = models.DateTimeField(_("changed at"))
    retired_at = models.DateTimeField(_("put aside at"), null=True)

    class Meta:
        verbose_name = _("reply template")
        verbose_name_plural = _("reply templates")
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "name"], condition=Q(retired_at=None), name="a_template_is_named_once_in_its_unit"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "name"], name="templates_of_a_unit")]

    def __str__(self) -> str:
        return self.name

    def owning_unit(self) -> int | None:
        return self.unit_id

    @property
    def kind_labels(self) -> list[str]:
        return [str(Kind(kind).label) for kind in self.kinds if kind in Kind.values]


class TemplateVersion(models.Model):
    """模板版本 · How a template read from some moment on, and who wrote it so."""

    template = models.ForeignKey(
        ReplyTemplate, models.CASCADE, related_name="versions", verbose_name=_("reply template")
    )
    version = models.PositiveSmallIntegerField(_("version"))
    name = models.CharField(_("name"), max_length=60)
    kinds: Any = models.JSONField(_("for which kinds"), default=list)
    text = models.TextField(_("text"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("changed by"))
    at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("version of a template")
        verbose_name_plural = _("versions of a template")
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["template", "version"], name="a_template_has_each_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"
