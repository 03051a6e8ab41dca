"""The forms of the gap: a person's word on a verdict, and a publishing task."""

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.people.forms import DayInput, DeedForm
from huiying.people.models import Section

from ..actions.demand import LONGEST_REASON
from ..actions.gap_tasks import LONGEST_TITLE, LONGEST_WHY
from ..demand.words import reason
from ..models import Demand, Ruling

WEEKS = timedelta(days=20)  # about the month in which 政府信息公开条例 art. 26 wants information out


class WordForm(DeedForm):
    """The verdict that holds, and why if it is not the machine's."""

    ruling = forms.ChoiceField(label=gettext_lazy("Verdict"), choices=Ruling.choices)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=gettext_lazy("Needed where you correct the machine."),
    )

    def __init__(self, demand: Demand, data: Any = None) -> None:
        super().__init__(data, initial={"ruling": demand.ruling})


class TaskForm(DeedForm):
    """What is to be published, why, by when and by which section."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=LONGEST_TITLE)
    why = forms.CharField(
        label=gettext_lazy("Why"), max_length=LONGEST_WHY, required=False, widget=forms.Textarea({"rows": 3})
    )
    due_on = forms.DateField(label=gettext_lazy("Due"), widget=DayInput())
    section = forms.ModelChoiceField(Section.objects.none(), label=gettext_lazy("Section"), required=False)
    named: ClassVar[dict[str, str]] = {}

    def __init__(self, demand: Demand, data: Any = None) -> None:
        asked = _("%(n)d people asked.") % {"n": demand.served}
        why = _("%(first)s %(second)s") % {"first": asked, "second": reason(demand.machine, demand.evidence)}
        super().__init__(
            data,
            initial={
                "title": demand.matter,
                "why": why[:LONGEST_WHY],
                "due_on": timezone.localdate() + WEEKS,
                "section": demand.section_id,
            },
        )
        self.fields["section"].queryset = Section.objects.filter(unit=demand.unit)  # type: ignore[attr-defined]
