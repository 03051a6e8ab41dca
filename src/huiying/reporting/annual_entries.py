"""What nobody but the office knows of its year, entered for the disclosure annual report with its source."""

from typing import ClassVar, Final

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiying.people.models import Unit


class Item(models.TextChoices):
    """The cells of sections 2 and 4 of 国办公开办函〔2021〕30号, and the words of sections 5 and 6."""

    RULES_ISSUED = "rules_issued", _("Rules issued this year")
    RULES_REPEALED = "rules_repealed", _("Rules repealed this year")
    RULES_IN_FORCE = "rules_in_force", _("Rules in force")
    NORMATIVE_ISSUED = "normative_issued", _("Normative documents issued this year")
    NORMATIVE_REPEALED = "normative_repealed", _("Normative documents repealed this year")
    NORMATIVE_IN_FORCE = "normative_in_force", _("Normative documents in force")
    LICENCES = "licences", _("Decisions on administrative licences this year")
    PENALTIES = "penalties", _("Decisions on administrative penalties this year")
    COERCIONS = "coercions", _("Decisions on administrative coercion this year")
    FEES = "fees", _("Administrative fees of this year, in ten thousand yuan")
    REVIEW_UPHELD = "review_upheld", _("Reconsideration: upheld")
    REVIEW_CORRECTED = "review_corrected", _("Reconsideration: corrected")
    REVIEW_OTHER = "review_other", _("Reconsideration: other result")
    REVIEW_PENDING = "review_pending", _("Reconsideration: not concluded")
    DIRECT_UPHELD = "direct_upheld", _("Lawsuit without reconsideration: upheld")
    DIRECT_CORRECTED = "direct_corrected", _("Lawsuit without reconsideration: corrected")
    DIRECT_OTHER = "direct_other", _("Lawsuit without reconsideration: other result")
    DIRECT_PENDING = "direct_pending", _("Lawsuit without reconsideration: not concluded")
    AFTER_UPHELD = "after_upheld", _("Lawsuit after reconsideration: upheld")
    AFTER_CORRECTED = "after_corrected", _("Lawsuit after reconsideration: corrected")
    AFTER_OTHER = "after_other", _("Lawsuit after reconsideration: other result")
    AFTER_PENDING = "after_pending", _("Lawsuit after reconsideration: not concluded")
    PROBLEMS = "problems", _("Main problems of this year")
    IMPROVEMENTS = "improvements", _("What was improved, and what will be")
    OTHER = "other", _("Other matters to report")


WORDED: Final = (Item.PROBLEMS, Item.IMPROVEMENTS, Item.OTHER)
NUMBERED: Final = tuple(item for item in Item if item not in WORDED)
FIRST_YEAR: Final = 2008  # 政府信息公开条例 came into force


class AnnualEntry(models.Model):
    """年报填报 · A number or a text of one item and year, with who entered it, when, and from which source.

    A correction is a row of its own; the one before does not stand any more, and a paper that was written from it
    still leads to it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="annual_entries", verbose_name=_("unit"))
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(2100)]
    )
    item = models.CharField(_("reported item"), max_length=24, choices=Item)
    number = models.DecimalField(_("number"), max_digits=14, decimal_places=6, null=True)
    words = models.TextField(_("words"), blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    stands = models.BooleanField(_("stands"), default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="annual_entries", verbose_name=_("entered by")
    )
    at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name = _("entry of an annual report")
        verbose_name_plural = _("entries of annual reports")
        ordering: ClassVar = ["-year", "item", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "year", "item"], condition=Q(stands=True), name="one_entry_of_an_item_stands"
            ),
            models.CheckConstraint(
                condition=Q(number=None) | Q(number__gte=0), name="an_entered_number_is_not_below_0"
            ),
            models.CheckConstraint(
                condition=Q(number=None) | ~Q(source=""), name="an_entered_number_says_where_it_is_from"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.item}"

    def owning_unit(self) -> int | None:
        return self.unit_id
