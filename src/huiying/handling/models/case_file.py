from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiying.intake.models import KeptFileField

from .case import Case
from .reply import Draft, Reply


class CaseFileQuerySet(models.QuerySet["CaseFile"]):
    def kept(self) -> "CaseFileQuerySet":
        return self.filter(removed_at=None)

    def to_be_sent(self) -> "CaseFileQuerySet":
        """Those that go to the writer with the next reply."""
        return self.kept().filter(to_writer=True, replies=None)


class CaseFile(models.Model):
    """附卷材料 · A file that staff put in a case: for the file alone, or to go to the writer with the reply.

    `drafts` are the versions of the reply with which it went into review, and `replies` those with which it went out:
    what the reviewers saw is what is sent. A file that is taken out stays kept, and is named as taken out.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="case_files", verbose_name=_("case"))
    name = models.CharField(_("name"), max_length=200)
    description = models.CharField(_("what it is"), max_length=200)
    to_writer = models.BooleanField(_("goes to the writer with the reply"), default=False)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size"))
    digest = models.CharField(max_length=64)
    file = KeptFileField(_("file"), max_length=120)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="case_files", verbose_name=_("attached by")
    )
    at = models.DateTimeField(_("attached at"))
    removed_at = models.DateTimeField(_("taken out at"), null=True)
    drafts = models.ManyToManyField(Draft, related_name="files", verbose_name=_("versions of the reply"))
    replies = models.ManyToManyField(Reply, related_name="files", verbose_name=_("replies"))

    objects = CaseFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("case file")
        verbose_name_plural = _("case files")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name
