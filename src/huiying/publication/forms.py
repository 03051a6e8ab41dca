"""The forms of manuscripts, of their pictures and of the publication calendar."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiying.people import policies
from huiying.people.forms import DayInput, DeedForm
from huiying.people.models import Section, User

from .actions.manuscripts import WRITE
from .actions.planning import PLAN
from .manuscripts.content import MOST_BODY, MOST_SUMMARY, MOST_TITLE
from .models import ColumnPage, Manuscript, PlannedItem
from .models.manuscript import reached
from .models.planning import QUARTER_ENDS

FIRST_DAY, LAST_DAY = "2000-01-01", "2060-12-31"


def _day(label: Any, hint: Any = "", *, required: bool = True) -> forms.DateField:
    bounds = {"min": FIRST_DAY, "max": LAST_DAY}
    return forms.DateField(label=label, required=required, help_text=hint, widget=DayInput(bounds))


def sections_for(person: User, deed: str) -> Any:
    """The sections for which somebody may do a deed: of their units, or their own."""
    return Section.objects.filter(reached(person, deed, section="pk")).select_related("unit")


class ManuscriptForm(DeedForm):
    """One text: what it says, for which column, from which section."""

    title = forms.CharField(label=_("Title"), max_length=MOST_TITLE, help_text=_("30 characters at most read well."))
    summary = forms.CharField(
        label=_("Summary"),
        max_length=MOST_SUMMARY,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Stands in lists, posts and on posters; about 100 characters."),
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=MOST_BODY,
        widget=forms.Textarea({"rows": 18}),
        help_text=_(
            "A line is a paragraph. 一、 and （一） begin headings, - a list, and [图1] alone on a line a picture. "
            "A table pasted from Word or Excel stays one."
        ),
    )
    column = forms.ModelChoiceField(ColumnPage.objects.none(), label=_("Column"))
    section = forms.ModelChoiceField(Section.objects.none(), label=_("Responsible section"))
    source = forms.CharField(label=_("Source"), max_length=80, required=False)
    signer = forms.CharField(label=_("Issued by"), max_length=40, required=False)
    contact = forms.CharField(
        label=_("Contact"),
        max_length=120,
        required=False,
        help_text=_("Stands on posters, brochures and press releases."),
    )
    formed_on = _day(
        pgettext_lazy("text", "Formed on"),
        _("From this day twenty working days run in which it is to be published (政府信息公开条例 art. 26)."),
        required=False,
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, person: User, manuscript: Manuscript | None = None, data: Any = None) -> None:
        super().__init__(data, initial=_initial(manuscript, person))
        self.fields["column"].queryset = ColumnPage.objects.live().order_by("path")  # type: ignore[attr-defined]
        sections = sections_for(person, WRITE)
        if manuscript is not None:
            sections = sections.filter(unit=manuscript.unit_id)
        self.fields["section"].queryset = sections  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        names = ("title", "summary", "body", "source", "signer", "contact", "formed_on")
        return {name: self.cleaned_data[name] for name in names}


def _initial(manuscript: Manuscript | None, person: User) -> dict[str, Any]:
    if manuscript is None:
        unit = person.place()
        return {"source": unit.name if unit else ""}
    names = ("title", "summary", "body", "source", "signer", "contact", "formed_on")
    told = {name: getattr(manuscript, name) for name in names}
    return {**told, "column": manuscript.column_id, "section": manuscript.section_id, "seen": manuscript.version}


class PictureForm(DeedForm):
    picture = forms.FileField(
        label=_("Picture"), widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}), allow_empty_file=True
    )
    caption = forms.CharField(
        label=pgettext_lazy("picture", "What it shows"),
        max_length=120,
        help_text=_("Under the picture, and for who cannot see it."),
    )


class EnclosureForm(DeedForm):
    file = forms.FileField(label=_("File"), allow_empty_file=True)


class PlannedItemForm(DeedForm):
    """What is to be published, of which sort, by when."""

    named: ClassVar[dict[str, str]] = {}

    title = forms.CharField(label=_("What is to be published"), max_length=120)
    kind = forms.ChoiceField(label=pgettext_lazy("plan", "Sort"), choices=PlannedItem.Kind)
    section = forms.ModelChoiceField(Section.objects.none(), label=_("Responsible section"))
    day = _day(_("Day"), _("For key work choose a year and a quarter instead."), required=False)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2060, required=False)
    quarter = forms.TypedChoiceField(
        label=_("Quarter"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "—"), *((q, str(q)) for q in QUARTER_ENDS)],
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, person: User, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        found = Section.objects.filter(policies.within(person, PLAN)).select_related("unit")
        self.fields["section"].queryset = found  # type: ignore[attr-defined]


class IssueForm(DeedForm):
    name = forms.CharField(label=_("Name of the bulletin"), max_length=40)
    dated = _day(_("Date"))
